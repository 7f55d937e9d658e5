"""Edits of a post's copy: title, body and declarations, in the notation of the file that holds them."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

from rednote_lint.errors import UserError
from rednote_lint.fixes import atomic
from rednote_lint.fixes.declarations import SIDECAR, header_line, header_source, sidecar
from rednote_lint.fixes.texts import read
from rednote_lint.model import Bilingual, Post, SourceFile, TextEdit, TextRange, TextSpan
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of
from rednote_lint.syntax.source import encode
from rednote_lint.syntax.writer import Writer, spliced

CAPTION, TITLE = "caption.txt", "title.txt"
_NOT_HERE = Bilingual(en="{name} cannot be edited on this page: {why}", zh="{name} 无法在本页面编辑：{why}")
_ROW = Bilingual(
    en="This post is a row of {name}: it is checked and shown, and edited in a spreadsheet. "
    "Save it there, and drop it again.",
    zh="这篇笔记是 {name} 中的一行：这里只检查和显示，请用表格软件编辑，保存后重新拖入。",
)
_NO_TEXT_FILE = Bilingual(en="it is no text file", zh="不是文本文件")
_BY_HAND = Bilingual(en="edit the file, and drop it again", zh="修改文件后重新拖入")


def closed_to_edits(post: Post) -> Bilingual | None:
    """Say why nothing of a post can be typed on the page; None where it can."""
    name = next((source.path for source in post.sources if syntax_of(source.path) is FileSyntax.WORKBOOK), None)
    if name is None:
        return None
    return _ROW.filled({"name": PurePath(name).name})


def is_current(post: Post) -> bool:
    """Say whether the files of a post hold what it was read from: another row of a table may have been edited since."""
    found = (
        (source, read(source.path)) for source in post.sources if syntax_of(source.path) is not FileSyntax.WORKBOOK
    )
    return all(not isinstance(now, Bilingual) and now.text == source.text for source, now in found)


def with_title(post: Post, text: str) -> None:
    """Let the copy of a post have another title.

    Raises:
        UserError: the file cannot say so.
    """
    text = " ".join(text.split())
    if post.title is not None:
        _replaced(post.title, text)
    elif text:
        _added(post, "title", text)


def with_body(post: Post, text: str) -> None:
    """Let the copy of a post have another body.

    Raises:
        UserError: the file cannot say so.
    """
    text = text.replace("\r\n", "\n").strip()
    if post.body is not None:
        _replaced(post.body, text)
    elif text:
        _added(post, "body", text)


def with_declaration(post: Post, key: str, value: bool) -> None:
    """Let the copy of a post declare something.

    Raises:
        UserError: the file cannot say so.
    """
    said = "true" if value else "false"
    place = post.declared_at.get(key)
    if place is not None and place.text is not None:
        _write(place.path, place.text, said)
        return
    source = header_source(post)
    if source is not None:
        now = _source(source.path)
        _save(now, header_line(now, key, f"{key}: {said}"))
        return
    path = sidecar(post) or (Path(post.root) / SIDECAR).as_posix()
    if Path(path).exists() or any(_is_table(source.path) for source in post.sources):
        raise _refused(path, _BY_HAND)
    _create(Path(path), f"{key}: {said}\n")


def _replaced(span: TextSpan, text: str) -> None:
    place = span.where.text
    if place is None:
        raise _refused(span.where.path, _NO_TEXT_FILE)
    _write(span.where.path, place, text)


def _write(path: str, place: TextRange, text: str) -> None:
    source = _source(path)
    if syntax_of(path) is FileSyntax.PLAIN:  # Whatever is written into plain text is running text.
        _save(source, (Writer(source).raw(place, text),))
        return
    edit = Writer(source).replace(place, text)
    _save(source, edit if isinstance(edit, Bilingual) else (edit,))


def _added(post: Post, key: str, text: str) -> None:
    """Write what the post has not said until now, where its form has a place for that."""
    source = header_source(post)
    if source is not None:
        now = _source(source.path)
        if key == "body" and syntax_of(now.path) is FileSyntax.MARKDOWN:
            gap = "" if not now.text or now.text.endswith("\n") else "\n"
            _save(now, (Writer(now).raw(TextRange(len(now.text), len(now.text)), f"{gap}{text}\n"),))
        else:
            _save(now, header_line(now, key, f"{key}: {json.dumps(text, ensure_ascii=False)}"))
        return
    if any(_is_table(source.path) for source in post.sources):
        raise _refused(post.sources[0].path, _BY_HAND)
    _put(Path(post.root) / (TITLE if key == "title" else CAPTION), text)


def _put(path: Path, text: str) -> None:
    if path.exists():  # An empty one is no title, and is there all the same.
        source = _source(path.as_posix())
        _save(source, (Writer(source).raw(TextRange(0, len(source.text)), text + "\n"),))
    else:
        _create(path, text + "\n")


def _is_table(path: str) -> bool:
    return syntax_of(path) in (FileSyntax.CSV, FileSyntax.JSON_LINES, FileSyntax.WORKBOOK)


def _source(path: str) -> SourceFile:
    source = read(path)
    if isinstance(source, Bilingual):
        raise _refused(path, source)
    return source


def _save(source: SourceFile, edits: tuple[TextEdit, ...] | Bilingual) -> None:
    if isinstance(edits, Bilingual):
        raise _refused(source.path, edits)
    after = spliced(source.text, edits)
    if after == source.text:
        return
    try:
        data = encode(source, after)
    except UnicodeEncodeError as error:
        raise _refused(
            source.path,
            Bilingual(en=f"{source.encoding} lacks a character of it", zh=f"{source.encoding} 编码没有其中的某个字符"),
        ) from error
    atomic.write(Path(source.path), data)


def _create(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.create(path, text.encode())


def _refused(path: str, why: Bilingual) -> UserError:
    name = PurePath(path).name
    return UserError(
        Bilingual(
            en=_NOT_HERE.en.format(name=name, why=why.en),
            zh=_NOT_HERE.zh.format(name=name, why=why.zh),
        ),
        _BY_HAND,
    )
