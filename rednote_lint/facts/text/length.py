"""How long a text is for its reader."""

from __future__ import annotations

from functools import lru_cache

from rednote_lint.text.separators import visible

_TOPIC = "[话题]"


@lru_cache(maxsize=8)
def visible_length(text: str) -> int:
    """Return how many characters a reader sees in a body, without blanks, line ends and the markers of topics."""
    return len("".join(visible(text.replace(_TOPIC, "")).split()))
