"""Asks the rules of a configuration; imported where an answer is not stored, or a verdict must know the rules."""
