"""What no word rule looks at: emoji codes of the platform, topic markers, addresses, mentions."""

from __future__ import annotations

import re

BARRIER = "ʘ"
"""Takes the place of masked characters: a letter that no word has, so that no gap reaches across it."""
_MASKED = re.compile(
    r"\[[一-鿿A-Za-z]{1,8}R\]"
    r"|\[话题\]"
    r"|(?:https?://|www\.)[\x21-\x7e]+"
    r"|(?<![A-Za-z0-9._%+-])@[\w.·-]{2,30}"
)


def mask(text: str) -> str:
    """Return the text, of the same length, with barriers for what is not the author's own wording."""
    if "[" not in text and "@" not in text and "http" not in text and "www." not in text:
        return text
    return _MASKED.sub(lambda match: BARRIER * len(match.group()), text)
