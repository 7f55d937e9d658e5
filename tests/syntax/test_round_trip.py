"""Every place that a post yields can be written and read again, in every notation, or is refused with a reason."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rednote_lint.facts.text.subtitles import SubtitleStreams, subtitles
from rednote_lint.fixes import texts
from rednote_lint.model import Bilingual, Post, SourceFile, TextRange, TextSpan
from rednote_lint.posts import discover
from rednote_lint.syntax.source import encode
from rednote_lint.syntax.writer import Writer, spliced

MARKS = "很ab \"'\\:[]{}|>&*!%@`-?~.👍é\u00a0"
LONG = st.text(st.sampled_from(MARKS + ",;\n\t"), min_size=1, max_size=12).map(str.strip).filter(bool)
TITLES = st.text(st.sampled_from(MARKS + ",;#\n\t\x85\u2028"), min_size=1, max_size=12).map(str.strip).filter(bool)
NAMES = st.text(st.sampled_from("很ab\"'\\:[]{}>&*!%@`-?~👍é"), min_size=1, max_size=8)
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])


class Stated(NamedTuple):
    """What a post says, before it is written in some notation."""

    title: str
    body: str
    tags: list[str]
    industry: list[str]
    images: list[str]

    @property
    def header(self) -> dict[str, Any]:
        listed = {"tags": self.tags, "industry": self.industry, "images": self.images[:2], "cover": self.images[2]}
        return {"title": self.title, **listed, "ai_generated": False}


@st.composite
def stated(draw: st.DrawFn) -> Stated:
    names = draw(st.lists(NAMES, unique_by=str.casefold, min_size=4, max_size=4))
    files = [f"{name}.jpg" for name in draw(st.lists(NAMES, unique_by=str.casefold, min_size=3, max_size=3))]
    return Stated(draw(TITLES), draw(LONG), names[:2], names[2:], files)


def plain(draw: Callable[..., Any], said: Stated) -> dict[str, str]:
    return {"title.txt": said.title, "caption.txt": said.body}


def heading(draw: Callable[..., Any], said: Stated) -> dict[str, str]:
    title = " ".join(said.title.replace("#", "").split()) or "好"
    return {"post.md": f"# {title}{draw(NEWLINES)}{said.body}\n"}


def front(draw: Callable[..., Any], said: Stated) -> dict[str, str]:
    newline, end = draw(NEWLINES), draw(st.sampled_from(["---", "...", "---  ", "...\t"]))
    yaml_lines = as_yaml(draw, said.header).removesuffix("\n").replace("\n", newline)
    bom = draw(st.sampled_from(["", "\ufeff"]))
    return {"post.md": f"{bom}---{newline}{yaml_lines}{newline}{end}{newline}{said.body}{newline}"}


def post_yaml(draw: Callable[..., Any], said: Stated) -> dict[str, str]:
    return {"post.yaml": as_yaml(draw, {**said.header, "body": said.body}).replace("\n", draw(NEWLINES))}


def as_yaml(draw: Callable[..., Any], table: dict[str, Any]) -> str:
    style = draw(st.sampled_from([None, "'", '"', "|", ">"]))
    form = {"allow_unicode": draw(st.booleans()), "width": draw(st.sampled_from([12, 1000]))}
    flow = draw(st.booleans()) and style not in ("|", ">")
    lines = []
    for key, value in table.items():
        own = None if key == "ai_generated" else style
        if flow and isinstance(value, list):
            listed = yaml.safe_dump(value, default_style=own, default_flow_style=True, **form)
            lines.append(f"{key}: {listed}")
        else:
            lines.append(yaml.safe_dump({key: value}, default_style=own, default_flow_style=False, **form))
    return "".join(lines)


def rows(said: Stated) -> list[dict[str, Any]]:
    other = {"title": "别的", "body": "x, y; z", "ai_generated": True}
    return [other, {**said.header, "body": said.body}, other]


def json_lines(draw: Callable[..., Any], said: Stated) -> dict[str, str]:
    ascii_only = draw(st.booleans())
    return {"all.jsonl": "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows(said))}


def table(draw: Callable[..., Any], said: Stated) -> dict[str, str]:
    out = io.StringIO(newline="")
    delimiter, quoting = draw(st.sampled_from(",;\t")), draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    writer = csv.DictWriter(out, list(rows(said)[1]), delimiter=delimiter, quoting=quoting, restval="")
    writer.writeheader()
    for row in rows(said):
        writer.writerow({key: "|".join(value) if isinstance(value, list) else value for key, value in row.items()})
    return {"all.csv": out.getvalue()}


NOTATIONS = [plain, heading, front, post_yaml, json_lines, table]


def written(folder: Path, files: dict[str, str], images: list[str]) -> None:
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    for name in images:
        (folder / name).touch()


def read(folder: Path) -> list[Post]:
    """Read the posts of a folder, or those of the manifest in it."""
    return list(discover([next(folder.glob("all.*"), folder)]))


def places(posts: list[Post]) -> Iterator[tuple[tuple[Any, ...], str, TextRange]]:
    """Yield what a place is of (its way into `snapshot`), its file and its range."""
    for number, post in enumerate(posts):
        for key, span in (("title", post.title), ("body", post.body)):
            if span is not None and span.where.text:
                yield (number, key), span.where.path, span.where.text
        for index, tag in enumerate(post.tags):
            assert tag.where.text
            yield (number, "tags", index), tag.where.path, tag.where.text
        for index, asset in enumerate(post.assets):
            if asset.named_at and asset.named_at.text:
                yield (number, "assets", index), asset.named_at.path, asset.named_at.text
        if "ai_generated" in post.declared_at and post.declared_at["ai_generated"].text:
            yield (number, "ai"), post.declared_at["ai_generated"].path, post.declared_at["ai_generated"].text


def snapshot(posts: list[Post]) -> list[dict[str, Any]]:
    return [
        {
            "title": post.title and post.title.text,
            "body": post.body and post.body.text,
            "tags": [tag.text for tag in post.tags],
            "assets": [Path(asset.path).name for asset in post.assets],
            "industry": post.declared.industry,
            "ai": post.declared.ai_generated,
            "problems": [problem.message.en for problem in post.problems],
        }
        for post in posts
    ]


def expected(before: list[dict[str, Any]], what: tuple[Any, ...], new: str) -> list[dict[str, Any]]:
    number, key, *index = what
    inner: Any = True if key == "ai" else new
    if index:
        inner = list(before[number][key])
        inner[index[0]] = new
    return [{**post, key: inner} if at == number else post for at, post in enumerate(before)]


def fixed(path: str, posts: list[Post], place: TextRange, new: str) -> bool:
    """Carry out one edit on disk; False when it is refused with a reason in both languages."""
    source = next(source for post in posts for source in post.sources if source.path == path and holds(source, place))
    edit = Writer(source).replace(place, new)
    if isinstance(edit, Bilingual):
        assert edit.en and edit.zh
        return False
    whole = texts.read(path)
    assert isinstance(whole, SourceFile)
    assert whole.characters(edit.range) == edit.old
    Path(path).write_bytes(encode(whole, spliced(whole.text, [edit])))
    return True


def holds(source: SourceFile, place: TextRange) -> bool:
    return source.offset <= place.start and place.end <= source.offset + len(source.text)


def new_text(key: str) -> st.SearchStrategy[str]:
    if key == "ai":
        return st.just("true")
    if key == "assets":
        return NAMES.map(lambda name: f"{name}.png")
    return {"title": TITLES, "body": LONG, "tags": NAMES}[key]


@pytest.mark.parametrize("notation", NOTATIONS)
@given(said=stated(), data=st.data())
def test_what_is_written_is_read_again_and_nothing_else_has_changed(
    notation: Callable[[Callable[..., Any], Stated], dict[str, str]], said: Stated, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder, notation(data.draw, said), said.images)
        posts = read(folder)
        before = snapshot(posts)
        found = list(places(posts))
        assume(found)
        what, path, place = data.draw(st.sampled_from(found))
        new = data.draw(new_text(what[1]))
        known = [word for words in (said.tags, said.images) for word in words]
        assume(new.casefold() not in (word.casefold() for word in known))
        if what[1] == "assets":
            (folder / new).touch()
        if fixed(path, posts, place, new):
            assert snapshot(read(folder)) == expected(before, what, new)
        else:
            assert snapshot(read(folder)) == before


@pytest.mark.parametrize("notation", NOTATIONS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_plain_word_can_be_written_in_every_place(
    notation: Callable[[Callable[..., Any], Stated], dict[str, str]], data: st.DataObject
) -> None:
    said = Stated(
        "好 标题👍", "正文 第一行\n第二行", ["京都", "慢👍"], ["美妆", "食品"], ["一.jpg", "二.jpg", "三.jpg"]
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder, notation(data.draw, said), [*said.images, "很好"])
        posts = read(folder)
        assert not any(post.problems for post in posts)
        before = snapshot(posts)
        what, path, place = data.draw(st.sampled_from(list(places(posts))))
        assume(what[1] != "ai")
        assert fixed(path, posts, place, "很好")
        assert snapshot(read(folder)) == expected(before, what, "很好")


SRT = "1\n00:00:01,000 --> 00:00:02,500\n你好<i>世界</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n第一行\n第二行\n"
VTT = "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000 align:start\n<v Mia>你好\n\n00:03.000 --> 00:04.000\n再见\n"
ASS = (
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.50,0:00:03.00,D,,0,0,0,,{\\an8}你好, 世界\\N第二行\n"
    "Dialogue: 0,0:00:04.00,0:00:05.00,D,,0,0,0,,再见\n"
)
CUE_WORDS = st.text(st.sampled_from("很ab 1\"'\\N,:#<>{}-\n👍"), max_size=10).map(str.strip)


@given(
    st.sampled_from([("a.srt", SRT), ("a.vtt", VTT), ("a.ass", ASS)]),
    st.sampled_from(["\n", "\r\n"]),
    CUE_WORDS,
    st.data(),
)
def test_a_subtitle_says_the_new_words_and_the_others_theirs(
    file: tuple[str, str], newline: str, new: str, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.mp4").touch()
        (folder / file[0]).write_bytes(file[1].replace("\n", newline).encode())
        posts = read(folder)
        spans = spoken(posts)
        index = data.draw(st.integers(0, len(spans) - 1))
        start = data.draw(st.integers(0, len(spans[index].text) - 1))
        end = data.draw(st.integers(start + 1, len(spans[index].text)))
        place = spans[index].locate(start, end)
        assert place.text
        done = fixed(place.path, posts, place.text, new)
        said = [span.text for span in spans]
        if done:
            said[index] = (said[index][:start] + new + said[index][end:]).strip()
        after = spoken(read(folder))
        assert [span.text for span in after] == [words for words in said if words]
        assert {span.where.time for span in after} <= {span.where.time for span in spans}
        assert done or set(new) & set("<>{}\\-\n") or "\n" in spans[index].text


def spoken(posts: list[Post]) -> list[TextSpan]:
    return [
        span
        for post in posts
        for span in subtitles(post, [], lambda video: SubtitleStreams())
        if isinstance(span, TextSpan)
    ]
