"""rednote-lint: checks RedNote (Xiaohongshu) posts before they go up."""

__version__ = "0.1.0"
