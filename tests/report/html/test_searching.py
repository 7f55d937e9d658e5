"""What a search looks through: every text of a post, as far as there is room, and no folder of this machine."""

from __future__ import annotations

import base64
import io
import json
import math
import re
import zlib

import msgspec
import pytest

from rednote_lint.model import Asset, AssetKind, Report, Scope, Subtitle, Transcript, Words
from rednote_lint.report.html import searching
from rednote_lint.report.html.searching import SearchTexts
from tests.report.html.made import post, span


def searched(texts: SearchTexts) -> list[str]:
    stream = io.StringIO()
    texts.copy_to(stream)
    packs = re.findall(r'class="texts">([^<]+)<', stream.getvalue())
    return [text for pack in packs for text in json.loads(zlib.decompress(base64.b64decode(pack)))]


def full() -> Report:
    return msgspec.structs.replace(
        post(1),
        account="sunny",
        words=Words(title=span("标题", Scope.TITLE), body=span("正文 <b>&"), tags=(span("露营", Scope.TAGS),)),
        assets=(Asset(path="/home/me/封面.jpg", kind=AssetKind.IMAGE),),
        transcripts=(Transcript(path="a.mp4", lines=(Subtitle(0, 1, "字幕 /home/me/x"),)),),
    )


def test_every_text_of_a_post_is_there_without_the_folders_that_are_hidden() -> None:
    texts = SearchTexts(math.inf, lambda text: text.replace("/home/me/", "~/"))
    texts.add(full())
    assert texts.close() == 1
    assert searched(texts) == ["标题\n正文 <b>&\n露营\nsunny\n封面.jpg\n字幕 ~/x"]


def test_texts_are_there_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "AT_ONCE", 2)
    texts = SearchTexts(200)
    for _ in range(7):
        texts.add(full())
    assert texts.close() == 2
    assert len(searched(texts)) == 2
