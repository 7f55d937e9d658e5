"""What the headers of media say; no pixel is decoded."""
