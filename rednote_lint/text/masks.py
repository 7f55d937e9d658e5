"""What no word rule looks at: emoji codes of the platform, topic markers, addresses, mentions."""

from __future__ import annotations

import re

from rednote_lint.text.fold import Folded

BARRIER = "ʘ"
"""Takes the place of masked characters: a letter that no word has, so that no gap reaches across it."""
_MASKED = re.compile(
    r"\[[一-鿿a-z]{1,8}(?P<code>r)\]"
    r"|\[话题\]"
    r"|(?:https?://|www\.)[\x21-\x7e]+"
    r"|(?<![a-z0-9._%+-])@[\w.·-]{2,30}"
)


def mask(bare: Folded, original: str) -> Folded:
    """Return the folded text, of the same length, with barriers for what is not the author's own wording."""
    text = bare.text
    if "[" not in text and "@" not in text and "http" not in text and "www." not in text:
        return bare

    def cover(match: re.Match[str]) -> str:
        if match["code"] and original[bare.origin(match.start("code"))] != "R":
            return match.group()
        return BARRIER * len(match.group())

    return bare._replace(text=_MASKED.sub(cover, text))
