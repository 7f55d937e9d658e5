"""Worker processes on this machine: posts are checked in them, and one that dies costs one post."""
