"""Collects, de-conflicts, verifies and applies fixes: edits of text and repaired copies of media."""

from rednote_lint.fixes.collect import offers

__all__ = ["offers"]
