"""Converts one value of a header: each function takes a node and returns its meaning or raises `Misfit`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import chain, islice

from rednote_lint.model import MOST_TAGS, Bilingual, PostKind, Record, Visibility
from rednote_lint.syntax.source_text import SourceText
from rednote_lint.syntax.tree import Items, Node, Scalar, Table
from rednote_lint.text.topics import bare, topics

PLATFORM_ZONE = dt.timezone(dt.timedelta(hours=8))
"""The platform's own clock; a time that is stated without a zone is meant on it."""
_TRUE = frozenset({"true", "yes", "on", "1", "是"})
_FALSE = frozenset({"false", "no", "off", "0", "否"})
_KINDS = {"normal": PostKind.IMAGE, "图文": PostKind.IMAGE, "视频": PostKind.VIDEO, "文字": PostKind.TEXT}
_VISIBILITIES = {
    "公开": Visibility.PUBLIC,
    "公开可见": Visibility.PUBLIC,
    "仅互关好友可见": Visibility.FRIENDS,
    "仅自己可见": Visibility.PRIVATE,
}
_YEAR_FIRST = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[T ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2}), (?P<year>[0-9]{4})"
    r"(?: (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?: ?(?P<half>[AaPp][Mm]))?)?"
    r"(?: \((?:GMT|UTC)(?P<zone>[+-][0-9]{1,2})\))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEPARATOR = re.compile(r"[;,|；，、\n]")


class Misfit(Exception):
    """A value that is not of the type its key has: what was expected, what to write, the file offset."""

    def __init__(self, expected: Bilingual, remedy: Bilingual, offset: int) -> None:
        super().__init__(expected.en)
        self.expected = expected
        self.remedy = remedy
        self.offset = offset


def as_text(node: Node) -> SourceText | None:
    """Read a text; a number or a date is taken as it is written."""
    if not isinstance(node, Scalar):
        remedy = Bilingual(
            en="Put it in quotes if it contains brackets or a colon.", zh="如果含有方括号、花括号或冒号，加引号。"
        )
        raise Misfit(Bilingual(en="must be text", zh="必须是文字"), remedy, node.start)
    return None if node.null else node.value


def as_name(node: Node) -> str | None:
    """Read a text whose place does not matter."""
    text = as_text(node)
    return text.text.strip() or None if text else None


def as_list(node: Node) -> tuple[SourceText, ...] | None:
    """Read a list of texts: a real one, or one text with `;`, `,` or `|` between the parts."""
    if isinstance(node, Scalar):
        return None if node.null else tuple(_parts(node.value))
    return tuple(text.stripped() for text in _texts(node))


def _texts(node: Items | Table) -> list[SourceText]:
    """Return what stands in a list; what is stated and empty is left out."""
    if not isinstance(node, Items):
        remedy = Bilingual(en="Write [first, second].", zh="写成 [第一项, 第二项]。")
        raise Misfit(Bilingual(en="must be a list", zh="必须是列表"), remedy, node.start)
    texts = (as_text(item) for item in node.items)
    return [text for text in texts if text is not None]


class TagList(Record, frozen=True, kw_only=True):
    """The tags that a header states."""

    tags: tuple[SourceText, ...]
    """The first `MOST_TAGS` of them, with their places."""
    others: tuple[str, ...] = ()
    """The names of those that follow."""


def as_tags(node: Node) -> TagList | None:
    """Read a list of tags; one text such as `#穿搭 #慢生活` is taken apart at its `#`."""
    if isinstance(node, Scalar) and not node.null and re.search("[#＃]", node.value.text):
        found = topics(node.value.text)
        placed = [node.value.cut(tag.name_start, tag.name_start + len(tag.name)) for tag in found[:MOST_TAGS]]
        return TagList(tags=tuple(placed), others=tuple(tag.name for tag in found[MOST_TAGS:]))
    if isinstance(node, Scalar):
        return None if node.null else _split_tags(node.value)
    listed = _texts(node)
    return TagList(
        tags=tuple(_without_marks(tag.stripped()) for tag in listed[:MOST_TAGS]),
        others=tuple(bare(tag.text.strip()) for tag in listed[MOST_TAGS:]),
    )


def _split_tags(value: SourceText) -> TagList:
    """Split a text at its separators; the place of a part is made only when it is looked at."""
    ranges = _ranges(value.text)
    tags = [_without_marks(value.cut(*place).stripped()) for place in islice(ranges, MOST_TAGS)]
    return TagList(tags=tuple(tags), others=tuple(bare(value.text[start:end].strip()) for start, end in ranges))


def _without_marks(tag: SourceText) -> SourceText:
    name = bare(tag.text)
    start = tag.text.find(name)
    return tag.cut(start, start + len(name))


def as_bool(node: Node) -> bool | None:
    """Read true or false."""
    word = as_name(node)
    if word is None:
        return None
    if word.lower() in _TRUE | _FALSE:
        return word.lower() in _TRUE
    expected = Bilingual(
        en=f"must be true or false, not “{word}”", zh=f"只能是 true 或 false（是 / 否），不能是“{word}”"
    )
    raise Misfit(expected, Bilingual(en="Write true or false.", zh="写 true 或 false。"), node.start)


def as_count(node: Node) -> int | None:
    """Read a whole number, zero or more."""
    word = as_name(node)
    if word is None:
        return None
    if re.fullmatch(r"[0-9]{1,6}", word):
        return int(word)
    expected = Bilingual(en=f"must be a whole number, not “{word}”", zh=f"必须是整数，不能是“{word}”")
    raise Misfit(expected, Bilingual(en="Write a number such as 9.", zh="写数字，如 9。"), node.start)


def as_kind(node: Node) -> PostKind | None:
    """Read the kind of a post."""
    word = as_name(node)
    if word is None:
        return None
    kind = _KINDS.get(word.lower()) or next((kind for kind in PostKind if kind.value == word.lower()), None)
    if kind is None:
        expected = Bilingual(
            en=f"must be image, video or text, not “{word}”", zh=f"只能是 image、video 或 text，不能是“{word}”"
        )
        raise Misfit(expected, Bilingual(en="Write one of the three.", zh="写三者之一。"), node.start)
    return kind


def as_visibility(node: Node) -> Visibility | None:
    """Read who sees a post."""
    word = as_name(node)
    if word is None:
        return None
    seen = _VISIBILITIES.get(word) or next((seen for seen in Visibility if seen.value == word.lower()), None)
    if seen is None:
        expected = Bilingual(
            en=f"must be public, friends or private, not “{word}”",
            zh=f"只能是 public、friends 或 private，不能是“{word}”",
        )
        raise Misfit(expected, Bilingual(en="Write one of the three.", zh="写三者之一。"), node.start)
    return seen


def as_live(node: Node) -> bool | dt.datetime | None:
    """Read whether a livestream is announced: true, false, or the time at which it begins."""
    word = as_name(node)
    return as_bool(node) if word is None or word.lower() in _TRUE | _FALSE else as_moment(node)


def as_moment(node: Node) -> dt.datetime | None:
    """Read a date and time in ISO 8601, or as spreadsheets write it; without a zone it is the platform's, UTC+08:00."""
    word = as_name(node)
    if word is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(_as_iso(word))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=PLATFORM_ZONE)
        # A zone that pushes the moment out of the calendar fails on first use, so it is used once here.
        moment.astimezone(dt.UTC)
        return moment
    except (ValueError, OverflowError):
        expected = Bilingual(en=f"must be a date and time, not “{word}”", zh=f"必须是日期和时间，不能是“{word}”")
        remedy = Bilingual(en="Write it like 2026-12-01T20:00+08:00.", zh="写成 2026-12-01T20:00+08:00 这样。")
        raise Misfit(expected, remedy, node.start) from None


def _as_iso(word: str) -> str:
    """Return a date and time of a spreadsheet in ISO 8601; what is written otherwise stays.

    Year first (`2026/12/1 20:00`, `2026年12月1日`), or with the name of the month (`December 1, 2026 8:00 PM`). A day
    and a month in numbers alone, year last, mean two dates, so they are no date.
    """
    match = _YEAR_FIRST.fullmatch(word)
    if match is not None:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        return dt.datetime(year, month, day, hour, minute, second).isoformat()
    match = _MONTH_FIRST.fullmatch(word)
    if match is None or match["month"][:3].lower() not in _MONTHS:
        return word
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    moment = dt.datetime(int(match["year"]), month, int(match["day"]), hour, int(match["minute"] or 0))
    zone = match["zone"]
    return moment.isoformat() + (f"{zone[0]}{int(zone[1:]):02d}:00" if zone else "")


def as_date(node: Node) -> dt.date | None:
    """Read a date in ISO 8601."""
    word = as_name(node)
    if word is None:
        return None
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        expected = Bilingual(en=f"must be a date, not “{word}”", zh=f"必须是日期，不能是“{word}”")
        remedy = Bilingual(en="Write it like 2027-01-01.", zh="写成 2027-01-01 这样。")
        raise Misfit(expected, remedy, node.start) from None


def _parts(value: SourceText) -> Iterator[SourceText]:
    """Split a text at its separators, keeping the place of each part; empty parts are left out."""
    return (value.cut(start, end).stripped() for start, end in _ranges(value.text))


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts between separators stand; empty ones are left out."""
    start = 0
    for end, following in chain((match.span() for match in _SEPARATOR.finditer(text)), ((len(text), len(text)),)):
        if text[start:end].strip():
            yield start, end
        start = following
