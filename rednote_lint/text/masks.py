"""Masks what no word rule reads: emoji codes of the platform, topic markers, addresses, mentions."""

from __future__ import annotations

import re

BARRIER = "ʘ"
"""Takes the place of masked characters: a letter that no word has, so that no gap reaches across it."""
SEAM = "ʗ"
"""Stands between two texts: a letter that no word has, that stays itself in every reading, and that nothing bridges."""
_TOPIC = "[话题]"
_MASKED_TOPIC = BARRIER * len(_TOPIC)
_MASKED = re.compile(
    r"[\[@hHw](?:(?<=\[)[一-鿿A-Za-z]{1,8}R\]"
    r"|(?:(?<=[hH])[tT][tT][pP][sS]?://|(?<=w)ww\.)[\x21-\x7e]+"
    r"|(?<=@)(?<![A-Za-z0-9._%+-]@)[\w.·-]{2,30})"
)


def mask(text: str) -> str:
    """Return the text, of the same length, with barriers for what is not the author's own wording."""
    if "[" in text:
        text = text.replace(_TOPIC, _MASKED_TOPIC)
    if "[" in text or "@" in text or (":" in text and "://" in text) or ("." in text and "www." in text):
        return _MASKED.sub(lambda match: BARRIER * len(match.group()), text)
    return text
