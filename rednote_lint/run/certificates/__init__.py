"""Certificates: what was checked of some posts, by the hashes of their files, and what came of it."""
