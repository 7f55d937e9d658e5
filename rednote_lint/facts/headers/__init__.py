"""Facts from the headers of images and videos; no pixel is decoded."""
