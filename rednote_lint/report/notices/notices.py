"""The platform's usual sentences, from `notices.yaml`, and which of them stand in a notice."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from rednote_lint.model import Bilingual, Finding, Record
from rednote_lint.model.rule import Source
from rednote_lint.text.fold import fold_key


class Notice(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of notice."""

    id: str
    title: Bilingual
    says: tuple[str, ...]
    """Parts of sentences by which it is known, in both languages."""
    packs: tuple[str, ...] = ()
    """Rule packs whose findings fit it; with no pack and no code it is not about the post."""
    codes: tuple[str, ...] = ()
    """Rules, or beginnings of their codes, whose findings fit it."""
    elsewhere: Bilingual | None = None
    """What it may mean that is not in the post."""
    source: Source

    @property
    def is_about_posts(self) -> bool:
        """Whether something in a post can be meant."""
        return bool(self.packs or self.codes)

    def fits(self, finding: Finding) -> bool:
        """Say whether the notice may mean what was found."""
        return finding.pack in self.packs or finding.code.startswith(self.codes)


class Recognized(Record, frozen=True):
    """A kind of notice that was recognized, and by which words."""

    notice: Notice
    words: tuple[str, ...]


@cache
def notices() -> tuple[Notice, ...]:
    """Return the kinds of notices that are known."""
    data = files(__package__).joinpath("notices.yaml").read_bytes()
    return msgspec.yaml.decode(data, type=tuple[Notice, ...])


def recognized(text: str) -> tuple[Recognized, ...]:
    """Return the kinds of notices whose words stand in a text, in the order of their first words."""
    folded = fold_key(text)
    found: list[tuple[int, Recognized]] = []
    for notice in notices():
        hits = sorted((match.start(), match[0]) for match in _pattern(notice.id).finditer(folded))
        if hits:
            found.append((hits[0][0], Recognized(notice, tuple(dict.fromkeys(word for _, word in hits)))))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    (notice,) = (one for one in notices() if one.id == name)
    words = sorted(map(fold_key, notice.says), key=len, reverse=True)
    # A Latin word begins where a word begins; its end is left open, so that `advertis` is known in `advertising`.
    return re.compile("|".join(rf"\b{re.escape(word)}\w*" if word.isascii() else re.escape(word) for word in words))
