"""Collects, de-conflicts, verifies and applies fixes: edits of text and repaired copies of media."""
