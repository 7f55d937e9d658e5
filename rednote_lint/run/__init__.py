"""Running checks over many posts."""
