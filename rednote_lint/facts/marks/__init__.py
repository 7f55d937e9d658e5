"""Logos, end cards, and the refinement of detected marks."""
