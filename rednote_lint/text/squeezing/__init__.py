"""Texts without their separators, as words are looked for in them."""
