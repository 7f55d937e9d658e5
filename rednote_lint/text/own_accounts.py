"""Names of the author's own accounts, found in a text whatever their case, width, or one misread letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SHAPE = re.compile(r"@?\s?[\w][\w.\-·]{1,63}")
_NAME = re.compile(r"[\w.\-·]+")
_LOOKS_LIKE = str.maketrans({"1": "l", "i": "l", "|": "l", "!": "l", "0": "o"})
"""Characters that recognition takes for each other."""


class OwnAccounts:
    """The accounts of one author.

    Args:
        names: as they were written, with or without `@`.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(_folded(name.lstrip("@＠ ")) for name in names if is_account(name))

    def in_text(self, text: str) -> bool:
        """Tell whether the text names one of them."""
        if not self._names:
            return False
        found = _NAME.findall(unicodedata.normalize("NFKC", text).replace("|", "l").replace("!", "l"))
        return any(_folded(name.rstrip(".-·")) in self._names or _folded(name) in self._names for name in found)


def is_account(name: str) -> bool:
    """Tell whether a text is shaped as an account's name: letters, digits, `.`, `-`, `_`, perhaps `@` before them."""
    return _SHAPE.fullmatch(unicodedata.normalize("NFKC", name)) is not None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().translate(_LOOKS_LIKE)
