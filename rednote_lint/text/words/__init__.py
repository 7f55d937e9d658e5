"""Words and phrases: found in one pass, judged by their context."""
