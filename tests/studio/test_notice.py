"""A notice of the platform on the page: what it may mean in the post that is open."""

from __future__ import annotations

from tests.studio.conftest import Client


def test_a_notice_is_explained_in_both_languages(client: Client) -> None:
    (number,) = client.drop({"p/caption.txt": "加我微信号 sunny_2024 领取攻略".encode()})
    where = f"/api/posts/{number}/notice"
    told = client.ask("POST", where, {"said": "你的笔记涉嫌导流到站外，<img src=x onerror=alert(1)>"}).json["notice"]
    assert "DV102" in told and "Change first" in told and "先改这一处" in told and "data-copy" in told
    assert "<img" not in told and str(client.studio.folder) not in told


def test_nothing_and_too_much_are_refused(client: Client) -> None:
    (number,) = client.drop({"p/caption.txt": b"x"})
    for said in ("", "x" * 100_001):
        assert client.ask("POST", f"/api/posts/{number}/notice", {"said": said}).status == 400
