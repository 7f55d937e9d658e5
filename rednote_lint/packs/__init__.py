"""Packs of rules: found, strictly read from YAML, cached by content."""
