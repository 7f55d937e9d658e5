"""One file for each media operation, and what they share."""
