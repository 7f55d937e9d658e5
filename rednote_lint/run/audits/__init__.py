"""Audits: what other rules say of posts that were checked before, told from what that check stored."""
