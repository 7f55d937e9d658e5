"""Runs that are kept in a file of their own: what continues one, its parts, and the report of all parts."""
