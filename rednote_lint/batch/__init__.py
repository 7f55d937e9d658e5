"""Checks that need the posts of a whole run: traces of each post are compared before the verdict."""
