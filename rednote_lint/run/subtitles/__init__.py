"""Dense transcripts: the subtitles of videos, looked for more often than rules look."""
