"""ISO base media files: boxes, movies (MP4, MOV), still images (HEIF, AVIF)."""
