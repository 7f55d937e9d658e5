"""Pictures and films for the examples, drawn by our own hand so that nobody else's rights are in them."""
