"""Media operations, the runner that carries them out, and what they share."""
