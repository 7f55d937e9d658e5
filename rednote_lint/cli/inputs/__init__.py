"""What a command line names as its input, besides paths of posts."""
