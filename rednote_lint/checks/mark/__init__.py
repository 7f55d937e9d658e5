"""The kind `mark`: watermarks proven by several pieces of evidence."""
