"""The index of a kept run: a line for each post, details as far as there is room, no post held."""

from __future__ import annotations

import base64
import io
import json
import re
import tracemalloc
import zlib
from typing import Any

import msgspec
import pytest

from rednote_lint.model import Bilingual, PostDisplay, Problem, Report, Severity, Skipped, Words
from rednote_lint.report import Display, RunInfo
from rednote_lint.report.html import index, packing
from rednote_lint.report.html.index import IndexReporter
from tests.report.html.made import finding, post, span
from tests.reports_made import summed

TEXT = "这是全网最佳防晒，夏天每天都用。"
SAID = Bilingual(en="x", zh="x")


def indexed(reports: list[Report], stores: tuple[str, ...] = ("run.db",)) -> str:
    stream = io.StringIO()
    reporter = IndexReporter(stream, Display())
    reporter.begin(RunInfo(version="1", stores=stores))
    for report in reports:
        reporter.post(report, PostDisplay())
    reporter.end(summed(reports))
    return stream.getvalue()


def unpacked(text: str, marked: str) -> list[Any]:
    found = re.findall(rf"<script type=\"application/x-deflated\" {marked}>([^<]+)<", text)
    return [json.loads(zlib.decompress(base64.b64decode(one))) for one in found]


def test_every_post_has_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "AT_ONCE", 2)
    posts = [
        post(1, [finding(TEXT, "最佳")], TEXT),
        post(2),
        msgspec.structs.replace(post(3), skipped=(Skipped(what="a.jpg", reason=SAID),)),
        msgspec.structs.replace(post(4), problems=(Problem(message=SAID),)),
        post(5, [finding(TEXT, "最佳", "AD102", Severity.WARNING)], TEXT),
    ]
    text = indexed(posts)
    chunks, (known,) = unpacked(text, 'class="lines"'), unpacked(text, 'id="known"')
    assert [len(chunk) for chunk in chunks] == [2, 2, 1]
    lines = [line for chunk in chunks for line in chunk]
    assert [(line[0], line[1]) for line in lines] == [(f"Title {n}", f"posts/{n:04d}") for n in range(1, 6)]
    assert [known["verdicts"][line[4]][1] for line in lines] == [
        *("NOT READY", "READY", "INCOMPLETE", "NOT CHECKED", "READY")
    ]
    assert [known["accounts"][line[3]] for line in lines] == [f"account {n}" for n in range(1, 6)]
    names = [[name for bit, name in enumerate(known["bits"]) if line[8] >> bit & 1] for line in lines]
    assert names == [["error"], ["none"], ["none", "unchecked"], ["unchecked"], ["warning"]]
    assert [[known["rules"][code][0] for code in line[7]] for line in lines] == [["AD101"], [], [], [], ["AD102"]]
    assert '<th scope="row"><a href="#account=account%201">account 1</a></th><td>0</td><td>0</td><td>1</td>' in text


def test_details_are_there_as_far_as_there_is_room_for_the_gravest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "TOGETHER", 1)
    calm = [post(n) for n in range(4)]
    grave = [post(n, [finding(TEXT, "最佳")], TEXT) for n in range(4, 6)]
    whole = indexed([*calm, *grave])
    assert len(unpacked(whole, 'data-pack="[a-z]+[0-9]+"')) == 6
    monkeypatch.setattr(index, "ROOM", 3500)
    text = indexed([*calm, *grave])
    assert re.findall(r'data-pack="([a-z]+)', text)[:2] == ["error", "error"]
    assert sum(map(len, re.findall(r"<script[^>]+data-pack[^\n]+\n", text))) <= 3500
    (lines,) = unpacked(text, 'class="lines"')
    assert len(lines) == 6
    assert lines[0][0] == "Title 0", "the list is whole"


def test_no_details_are_made_that_the_page_cannot_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "TOGETHER", 1)
    grave, calm = [post(n, [finding(TEXT, "最佳")], TEXT) for n in range(3)], [post(n) for n in range(3, 6)]
    monkeypatch.setattr(index, "ROOM", 1)
    text = indexed([*grave, *calm])
    (lines,) = unpacked(text, 'class="lines"')
    assert [bool(line[9]) for line in lines] == [True, False, False, False, False, False]


def test_the_list_is_shown_before_texts_and_details_are_read() -> None:
    text = indexed([post(1, [finding(TEXT, "最佳")], TEXT)])
    order = [
        text.index(one) for one in ('id="known"', 'class="lines"', "<script>", 'class="texts"', 'data-pack="error')
    ]
    assert order == sorted(order)


def test_a_name_that_cannot_be_shown_is_kept_for_the_command() -> None:
    hidden = msgspec.structs.replace(post(1), path="a\u202eb\x1b", words=Words(title=span("t\u200bt")))
    text = indexed([hidden], ("my run.db", "-x.db"))
    (((name, path, *_, raw),),), (known,) = unpacked(text, 'class="lines"'), unpacked(text, 'id="known"')
    assert (name, path, raw) == ("t<U+200B>t", "a<U+202E>b␛", "a\u202eb\x1b")
    assert known["command"] == "rednote-lint export 'my run.db' -x.db"


def test_posts_are_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_IN_MEMORY", 20_000)
    monkeypatch.setattr(index, "AT_ONCE", 20)
    one = post(1, [finding(TEXT, "最佳")], TEXT)

    def peak(posts: int) -> int:
        tracemalloc.start()
        indexed([one] * posts)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(20)
    assert peak(240) < peak(120) * 1.3 + 150_000
