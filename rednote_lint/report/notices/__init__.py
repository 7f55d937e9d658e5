"""What the platform said of a post, beside what was found in it."""
