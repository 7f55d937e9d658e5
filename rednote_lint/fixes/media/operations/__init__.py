"""The media operations, one module each."""
