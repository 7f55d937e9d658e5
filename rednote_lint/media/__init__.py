"""What the bytes of media files say, without opinion: shared by facts and fixes."""
