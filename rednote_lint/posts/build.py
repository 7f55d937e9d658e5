"""Builds a post from its header, its texts and its files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rednote_lint.model import (
    MOST_TAGS,
    Asset,
    AssetKind,
    Bilingual,
    Declarations,
    Directive,
    Location,
    Post,
    Problem,
    Record,
    Scope,
    SourceFile,
    TextRange,
    TextSpan,
)
from rednote_lint.posts.assets import kind_of
from rednote_lint.posts.fields import Fields
from rednote_lint.posts.source import DISK, Sources
from rednote_lint.posts.values import TagList
from rednote_lint.syntax.source_text import SourceText
from rednote_lint.text.lines import Lines
from rednote_lint.text.topics import topics


class Origin(Record, frozen=True, kw_only=True):
    """Where a post was found."""

    path: str
    """How a person names it."""
    folder: Path
    """What its media paths start from."""
    header: Location | None = None
    """Where its declarations stand or would stand."""


def span(text: SourceText | None, scope: Scope, source: SourceFile) -> TextSpan | None:
    """Make a value a span of a post; white space alone is no text."""
    stripped = text.stripped() if text is not None else None
    return stripped.span(scope, source.path) if stripped is not None and stripped.text else None


def build(
    origin: Origin,
    fields: Fields,
    header: SourceFile | None,
    *,
    title: TextSpan | None,
    body: TextSpan | None,
    assets: Sequence[Asset],
    texts: Iterable[SourceFile],
    problems: Iterable[Problem] = (),
    sources: Sources,
) -> Post:
    """Put a post together.

    Args:
        origin: where it was found.
        fields: what its header states.
        header: the file that the header stands in; None without one.
        title: its title.
        body: its body.
        assets: its files.
        texts: its text files, as read; its sidecar subtitles are read here.
        problems: what could not be read, besides the header's own problems.
        sources: reads its subtitles.
    """
    path = header.path if header is not None else origin.path
    tags, more_tags = _tags(fields.tags or TagList(tags=()), body, path)
    subtitles = [sources.read(Path(asset.path)) for asset in assets if asset.kind is AssetKind.SUBTITLE]
    return Post(
        id=fields.id or origin.path,
        path=origin.path,
        root=origin.folder.as_posix(),
        kind=kind_of(fields.kind, assets, fields.image_count),
        title=title,
        body=body,
        tags=tags,
        more_tags=more_tags,
        assets=tuple(assets),
        declared=_declarations(fields),
        declared_at={key: _at(path, place) for key, place in fields.places.items()},
        header=origin.header,
        directives=tuple(_directives(fields, header)) if header is not None else (),
        sources=(*texts, *(read for read in subtitles if isinstance(read, SourceFile))),
        problems=_all_problems(
            (*problems, *fields.problems, *(read for read in subtitles if isinstance(read, Problem))),
            is_empty=not (title or body or tags or assets or fields.image_count),
            name=origin.path,
        ),
    )


def _all_problems(problems: tuple[Problem, ...], *, is_empty: bool, name: str) -> tuple[Problem, ...]:
    """Add that there is nothing to check: an empty post, or one whose columns nobody knows, is not clean."""
    if problems or not is_empty:
        return problems
    message = Bilingual(
        en=f"{name} has no title, text or media: nothing was checked",
        zh=f"{name} 没有标题、文字和媒体文件：没有检查任何内容",
    )
    remedy = Bilingual(
        en="Check that this is the right file and that it was saved; a table needs columns such as title and body.",
        zh="确认文件没有选错、已经保存；表格清单需要“标题、正文、图片”之类的列。",
    )
    return (Problem(message=message, remedy=remedy),)


def unreadable(origin: Origin, *problems: Problem) -> Post:
    """Make a post of which nothing could be read but why."""
    return build(origin, Fields(), None, title=None, body=None, assets=(), texts=(), problems=problems, sources=DISK)


def _tags(declared: TagList, body: TextSpan | None, path: str) -> tuple[tuple[TextSpan, ...], int]:
    """Give the declared tags, then those in the body that were not declared, and how many more there are.

    The same tag in both places is one.
    """
    tags = [tag.span(Scope.TAGS, path) for tag in declared.tags]
    more = len(declared.others)
    if body is None:
        return tuple(tags), more
    left = Counter((*(tag.text for tag in declared.tags), *declared.others))
    for topic in topics(body.text):
        name = topic.name.strip()
        if left[name] > 0:
            left[name] -= 1
        elif name and len(tags) < MOST_TAGS:
            start = topic.name_start + topic.name.find(name)
            tags.append(_inline(body, name, start))
        elif name:
            more += 1
    return tuple(tags), more


def _inline(body: TextSpan, name: str, start: int) -> TextSpan:
    end = start + len(name)
    return TextSpan(scope=Scope.TAGS, text=name, where=body.locate(start, end), pieces=_inner_pieces(body, start, end))


def _inner_pieces(body: TextSpan, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the body's drift points inside a tag, counted from the tag's start."""
    inner = [(offset - start, target) for offset, target in body.pieces if start < offset < end]
    first = body.locate(start, start + 1).text
    return ((0, first.start), *inner) if inner and first is not None else ()


def _declarations(fields: Fields) -> Declarations:
    return Declarations(
        ai_generated=fields.ai_generated,
        commercial=fields.commercial,
        industry=tuple(entry.text for entry in fields.industry or ()),
        schedule=fields.schedule,
        image_count=fields.image_count,
        account=fields.account or "",
        series=fields.series or "",
        mentions=tuple(entry.text for entry in fields.mentions or ()),
        products=tuple(entry.text for entry in fields.products or ()),
        location=fields.location or "",
        visibility=fields.visibility,
        is_original=fields.is_original,
        source_statement=fields.source_statement or "",
        live=None if fields.live is None else bool(fields.live),
        live_at=fields.live if isinstance(fields.live, dt.datetime) else None,
        long_text=fields.long_text,
    )


def _directives(fields: Fields, header: SourceFile) -> Iterable[Directive]:
    lines = Lines(header)
    for entry in fields.ignored:
        position = lines.position(entry.place.start)
        yield Directive(
            rule=entry.rule,
            reason=entry.reason,
            asset=entry.asset,
            until=entry.until,
            where=_at(header.path, entry.place),
            line=position.line,
            column=position.column,
        )


def _at(path: str, place: TextRange) -> Location:
    return Location(path=path, text=place)
