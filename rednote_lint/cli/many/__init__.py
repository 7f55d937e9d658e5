"""Options for many posts: worker processes, and what each may take."""
