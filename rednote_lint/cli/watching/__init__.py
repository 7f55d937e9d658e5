"""`--watch`: waiting for changes of files, and checking again."""
