"""Analyzers that one decode of a picture or video feeds."""
