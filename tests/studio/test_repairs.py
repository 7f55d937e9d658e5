"""Fixes on the page: safe ones in the copy, others in a second copy first; the zip is a post that checks clean."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from rednote_lint import check
from rednote_lint.errors import ExitCode
from rednote_lint.run.settings import Settings
from rednote_lint.studio.server import Studio
from tests.media_made import scene
from tests.studio.conftest import Client

GLUED = "京都散步 #京都旅行#日本旅行"
HIT = "京都很美。加我微信号 sunny_2024 领取攻略！明天见。"


def jpeg(width: int = 240, height: int = 320) -> bytes:
    stream = io.BytesIO()
    scene(width, height).save(stream, "JPEG")
    return stream.getvalue()


def post(client: Client, number: int) -> Any:
    return client.ask("GET", f"/api/posts/{number}").json


def whole(client: Client, number: int) -> Any:
    import time

    end = time.monotonic() + 30
    while not (now := post(client, number))["whole"]:
        assert time.monotonic() < end
        time.sleep(0.05)
    return now


def unpacked(client: Client, number: int, folder: Path) -> Path:
    answer = client.ask("GET", f"/api/posts/{number}/zip", origin=None)
    assert answer.headers["content-type"] == "application/zip"
    with ZipFile(io.BytesIO(answer.body)) as archive:
        assert all(not name.startswith(("/", "..")) for name in archive.namelist())
        archive.extractall(folder)
    return folder


def test_safe_fixes_are_made_at_once(client: Client, studio: Studio) -> None:
    (number,) = client.drop({"a/post.md": f"---\ntitle: 京都\n---\n{GLUED}\n".encode()})
    assert post(client, number)["fixes"]["safe"] == 1
    answer = client.ask("POST", f"/api/posts/{number}/fixes").json
    assert answer["post"]["body"] == "京都散步 #京都旅行 #日本旅行" and "<li>" in answer["made"]
    assert answer["post"]["fixes"]["safe"] == 0
    again = client.ask("POST", f"/api/posts/{number}/fixes").json
    assert again["post"]["body"] == answer["post"]["body"]


def test_other_fixes_are_looked_at_first(client: Client, studio: Studio) -> None:
    (number,) = client.drop({"a/post.md": f"---\ntitle: 京都\n---\n{HIT}\n".encode()})
    where = f"/api/posts/{number}/trial"
    trial = client.ask("POST", where).json["trial"]
    assert "<del>" in trial and "sunny_2024" in trial and str(studio.folder) not in trial
    assert post(client, number)["body"] == HIT, "nothing has changed yet"
    assert client.ask("DELETE", where).status == 204
    assert client.ask("PUT", where).status == 400, "it was put away"
    client.ask("POST", where)
    now = client.ask("PUT", where).json
    assert now["body"] == "京都很美。明天见。" and "DV102" not in now["findings"]
    assert not list((studio.folder / "trials").iterdir())


def test_what_was_typed_since_is_not_written_over(client: Client) -> None:
    (number,) = client.drop({"a/caption.txt": HIT.encode()})
    client.ask("POST", f"/api/posts/{number}/trial")
    client.ask("PUT", f"/api/posts/{number}/words", {"title": "", "body": "另外写的"})
    answer = client.ask("PUT", f"/api/posts/{number}/trial")
    assert answer.status == 400 and "has changed" in answer.json["error"]["en"]
    assert post(client, number)["body"] == "另外写的"


def test_pictures_are_repaired_and_packed_under_their_names(client: Client, studio: Studio, tmp_path: Path) -> None:
    tall = jpeg(240, 640)
    (number,) = client.drop({"京都/caption.txt": "京都很美".encode(), "京都/封面 1.jpg": tall})
    now = whole(client, number)
    assert now["fixes"]["unsafe"] >= 1, now["findings"]
    trial = client.ask("POST", f"/api/posts/{number}/trial").json["trial"]
    assert trial.count("<img") == 2, "before and after of the one that is too tall"
    client.ask("PUT", f"/api/posts/{number}/trial")
    folder = unpacked(client, number, tmp_path) / "京都"
    assert sorted(path.name for path in folder.iterdir()) == ["caption.txt", "封面 1.jpg"]
    with Image.open(folder / "封面 1.jpg") as picture:
        assert picture.width / picture.height == pytest.approx(0.75, abs=0.01)
    (outcome,) = check([folder], settings=Settings(isolated=True, ocr=False))
    assert outcome.exit_code is ExitCode.CLEAN


def test_the_same_post_is_packed_to_the_same_bytes(client: Client) -> None:
    (number,) = client.drop({"a/post.md": b"# x\n\ny\n", "a/images/1.jpg": jpeg(90, 120)})
    first, second = (client.ask("GET", f"/api/posts/{number}/zip").body for _ in range(2))
    assert first == second
    with ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["a/images/1.jpg", "a/post.md"]


def test_a_row_is_packed_with_its_table_and_media(client: Client) -> None:
    table = b"title,images\nfirst,1.jpg\nsecond,2.jpg\n"
    numbers = client.drop({"a/plan.csv": table, "a/1.jpg": jpeg(90, 120), "a/2.jpg": jpeg(90, 121)})
    answer = client.ask("GET", f"/api/posts/{numbers[0]}/zip")
    assert 'filename="plan.zip"' in answer.headers["content-disposition"]
    with ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.namelist() == ["a/1.jpg", "a/plan.csv"]


@pytest.mark.parametrize("form", ["absolute", "parents"])
def test_originals_that_a_header_names_are_neither_opened_nor_touched(
    client: Client, studio: Studio, tmp_path: Path, form: str
) -> None:
    names = {"1.jpg": jpeg(240, 640), "1.srt": f"1\n00:00:01,000 --> 00:00:02,000\n{GLUED}\n".encode()}
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    up = "/".join([".."] * len((studio.folder / "posts" / "1" / "a").parts))
    place = tmp_path.as_posix() if form == "absolute" else f"{up}{tmp_path.as_posix()}"
    text = f"---\ntitle: x\nimages: [{place}/1.jpg]\nsubtitles: [{place}/1.srt]\n---\n{GLUED}\n"
    (number,) = client.drop({"a/post.md": text.encode()})
    now = whole(client, number)
    assert "1.jpg lies outside" in now["findings"] and "1.srt lies outside" in now["findings"]
    assert "<img" not in now["mirror"] and now["line"]["verdict"]["en"] == "NOT CHECKED"
    client.ask("POST", f"/api/posts/{number}/fixes")
    client.ask("POST", f"/api/posts/{number}/trial")
    client.ask("PUT", f"/api/posts/{number}/trial")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == names
    assert post(client, number)["body"] == GLUED.replace("#日", " #日"), "the copy is fixed all the same"
