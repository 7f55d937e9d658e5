"""Reads the keys that describe a post strictly; the same in front matter, `post.yaml` and a manifest."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from rednote_lint.model import FIELDS, Bilingual, Location, PostKind, Problem, Record, SourceFile, TextRange, Visibility
from rednote_lint.posts.columns import OTHER_NAMES, canonical
from rednote_lint.posts.values import (
    Misfit,
    TagList,
    as_bool,
    as_count,
    as_date,
    as_kind,
    as_list,
    as_live,
    as_moment,
    as_name,
    as_tags,
    as_text,
    as_visibility,
)
from rednote_lint.syntax.source_text import SourceText
from rednote_lint.syntax.tree import Entry, Items, Node, Scalar, Table
from rednote_lint.text.lines import Lines

KEYS: dict[str, Callable[[Node], Any]] = {
    "id": as_name,
    "kind": as_kind,
    "title": as_text,
    "body": as_text,
    "tags": as_tags,
    "cover": as_text,
    "images": as_list,
    "video": as_text,
    "subtitles": as_list,
    "media": as_list,
    "image_count": as_count,
    "ai_generated": as_bool,
    "commercial": as_bool,
    "industry": as_list,
    "schedule": as_moment,
    "account": as_name,
    "series": as_name,
    "mentions": as_list,
    "products": as_list,
    "location": as_name,
    "visibility": as_visibility,
    "is_original": as_bool,
    "source_statement": as_name,
    "live": as_live,
    "long_text": as_bool,
    "lint": lambda node: node,
}
"""Each key of a post and the reader of its value."""

_IGNORE_KEYS: dict[str, Callable[[Node], Any]] = {
    "rule": as_name,
    "asset": as_name,
    "reason": as_name,
    "until": as_date,
}

_LINT_TABLE = Bilingual(
    en="“lint” must be a table, such as {ignore: [...]}", zh="“lint”必须是键值表，如 {ignore: [...]}"
)
_IGNORE_TABLE = (
    Bilingual(en="an entry of “lint.ignore” must be a table", zh="“lint.ignore”的每一项都必须是键值表"),
    Bilingual(
        en='Write {rule: CODE, reason: "why it is fine here"}.', zh='写成 {rule: 规则编号, reason: "为何可以忽略"}。'
    ),
)
_NO_RULE = Bilingual(en="an entry of “lint.ignore” needs “rule”", zh="“lint.ignore”有一项缺少“rule”")
_SAY_WHY = Bilingual(
    en="Say which rule to ignore and why: the reason appears in the report.",
    zh="写明忽略哪条规则、为什么：原因会写进报告。",
)


class Ignored(Record, frozen=True, kw_only=True):
    """One `lint: {ignore: [...]}` entry as it was stated."""

    rule: str
    reason: str = ""
    asset: str | None = None
    until: dt.date | None = None
    place: TextRange


class Fields(Record, frozen=True, kw_only=True):
    """What a header states; a key that is absent or empty is None."""

    id: str | None = None
    kind: PostKind | None = None
    title: SourceText | None = None
    body: SourceText | None = None
    tags: TagList | None = None
    cover: SourceText | None = None
    images: tuple[SourceText, ...] | None = None
    video: SourceText | None = None
    subtitles: tuple[SourceText, ...] | None = None
    media: tuple[SourceText, ...] | None = None
    image_count: int | None = None
    ai_generated: bool | None = None
    commercial: bool | None = None
    industry: tuple[SourceText, ...] | None = None
    schedule: dt.datetime | None = None
    account: str | None = None
    series: str | None = None
    mentions: tuple[SourceText, ...] | None = None
    products: tuple[SourceText, ...] | None = None
    location: str | None = None
    visibility: Visibility | None = None
    is_original: bool | None = None
    source_statement: str | None = None
    live: bool | dt.datetime | None = None
    long_text: bool | None = None
    ignored: tuple[Ignored, ...] = ()
    places: dict[str, TextRange] = msgspec.field(default_factory=dict)
    """The range of each stated value."""
    problems: tuple[Problem, ...] = ()

    @property
    def names_media(self) -> bool:
        """Whether the header says which files belong to the post."""
        return any(part is not None for part in (self.images, self.video, self.media))


class FieldReader:
    """Reads one header; what does not fit becomes a problem with its place, and the rest is read all the same.

    Args:
        source: the file that the header stands in, for places.
        closed: whether every unknown key is a mistake (front matter), or only one that resembles a known key
            (a manifest, which may have columns of its own).
        key_of: returns the key that a name stands for.
    """

    def __init__(self, source: SourceFile, *, closed: bool, key_of: Callable[[str], str] = canonical) -> None:
        self._source = source
        self._key_of = key_of
        self._lines = Lines(source)
        self._closed = closed
        self._problems: list[Problem] = []

    def read(self, table: Table) -> Fields:
        """Return what the header states."""
        values = self._values(table, KEYS, closed=self._closed)
        lint = values.pop("lint", None)
        ignored = tuple(self._ignored(lint[0])) if lint else ()
        return Fields(
            **{key: value for key, (value, _) in values.items()},
            ignored=ignored,
            places={key: place for key, (_, place) in values.items()},
            problems=tuple(self._problems),
        )

    def _values(
        self, table: Table, known: dict[str, Callable[[Node], Any]], *, closed: bool
    ) -> dict[str, tuple[Any, TextRange]]:
        values: dict[str, tuple[Any, TextRange]] = {}
        for entry in table.entries:
            key = self._known(entry.key, known, closed=closed)
            if key is None:
                continue
            if key in values:
                message = Bilingual(en=f"“{entry.key.text}” appears twice", zh=f"“{entry.key.text}”出现了两次")
                self._complain(message, Bilingual(en="Keep one of them.", zh="只保留一个。"), entry.key.start)
                continue
            self._take(key, entry, known[key], values)
        return values

    def _take(
        self, key: str, entry: Entry, reader: Callable[[Node], Any], values: dict[str, tuple[Any, TextRange]]
    ) -> None:
        try:
            value = reader(entry.value)
        except Misfit as misfit:
            name, expected = f"“{entry.key.text}”", misfit.expected
            message = Bilingual(en=f"{name} {expected.en}", zh=f"{name}{expected.zh}")
            self._complain(message, misfit.remedy, misfit.offset)
            return
        if value is not None:
            values[key] = (value, _place(entry.value))

    def _known(self, key: SourceText, known: Iterable[str], *, closed: bool) -> str | None:
        name = key.text.strip()
        folded = self._key_of(name) if known is KEYS else name
        if folded in known:
            return folded
        names = known if closed else FIELDS  # A table's own column, such as `link`, is no misspelled `lint`.
        nearest = difflib.get_close_matches(folded, [*names, *OTHER_NAMES], n=1, cutoff=0.6 if closed else 0.75)
        if nearest or closed:
            message = Bilingual(en=f"unknown key “{name}”", zh=f"未知的键“{name}”")
            self._complain(message, _known_keys(known, nearest), key.start)
        return None

    def _ignored(self, node: Node) -> Iterable[Ignored]:
        if not isinstance(node, Table):
            self._complain(_LINT_TABLE, None, node.start)
            return
        entries = self._values(node, {"ignore": lambda value: value}, closed=True).get("ignore")
        if entries is None:
            return
        listed = entries[0].items if isinstance(entries[0], Items) else (entries[0],)
        for item in listed:
            directive = self._directive(item)
            if directive is not None:
                yield directive

    def _directive(self, node: Node) -> Ignored | None:
        if not isinstance(node, Table):
            self._complain(*_IGNORE_TABLE, node.start)
            return None
        values = {key: value for key, (value, _) in self._values(node, _IGNORE_KEYS, closed=True).items()}
        if not values.get("rule"):
            self._complain(_NO_RULE, _SAY_WHY, node.start)
            return None
        return Ignored(**values, place=_place(node))

    def _complain(self, message: Bilingual, remedy: Bilingual | None, offset: int) -> None:
        position = self._lines.position(offset)
        self._problems.append(
            Problem(
                message=message,
                remedy=remedy,
                where=Location(path=self._source.path, text=TextRange(offset, offset)),
                line=position.line,
                column=position.column,
                cell=self._lines.cell(offset),
            )
        )


def _known_keys(known: Iterable[str], nearest: list[str]) -> Bilingual:
    if nearest:
        return Bilingual(en=f"Did you mean “{nearest[0]}”?", zh=f"是不是“{nearest[0]}”？")
    return Bilingual(en=f"Known keys: {', '.join(known)}.", zh=f"可用的键：{'、'.join(known)}。")


def _place(node: Node) -> TextRange:
    if isinstance(node, Scalar):
        return node.value.range
    inner = node.items if isinstance(node, Items) else tuple(entry.value for entry in node.entries)
    return TextRange(node.start, max([node.start, *(_place(child).end for child in inner)]))
