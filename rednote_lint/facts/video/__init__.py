"""Videos opened for sampling: timeline, chosen frames, prefetch."""
