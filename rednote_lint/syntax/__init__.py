"""File syntaxes of a post: one reader that gives the place of every character, and one writer."""
