"""What a post says beside its caption: subtitles, and text seen in pixels."""
