"""Runs of checks over many posts: settings, sessions, executors, outcomes, progress."""
