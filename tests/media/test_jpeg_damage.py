"""A JPEG whose data was replaced and still decodes is damaged; whole ones of all kinds are not."""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rednote_lint.facts.analysis.pictures import open_picture
from rednote_lint.media import jpeg_damage as module
from rednote_lint.media.jpeg_damage import jpeg_damage
from tests.media_made import scene


def jpeg(picture: Image.Image, **options: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, "JPEG", **options)
    return data.getvalue()


def replaced(data: bytes, number: int, seed: int) -> bytes:
    """Replace bytes of the scan, as a bad disk or a broken download does; no marker is made."""
    garbage = np.random.default_rng(seed).bytes(number).replace(b"\xff", b"\xfe")
    start = len(data) // 2
    return data[:start] + garbage + data[start + number :]


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("number", [2_000, 20_000])
def test_replaced_data_is_damage(progressive: bool, number: int, tmp_path: Path) -> None:
    data = jpeg(scene(1200, 900), quality=88, progressive=progressive)
    found = [jpeg_damage(replaced(data, number, seed)) for seed in range(8)]
    assert all(found)
    (tmp_path / "a.jpg").write_bytes(replaced(data, number, 1))
    assert "damaged" in open_picture(str(tmp_path / "a.jpg")).damage[0].en


def whole() -> Iterator[bytes]:
    for quality, subsampling, progressive in itertools.product((1, 30, 75, 95, 100), (0, 1, 2), (False, True)):
        yield jpeg(scene(401, 303), quality=quality, subsampling=subsampling, progressive=progressive)
    yield jpeg(scene(401, 303).convert("L"))
    yield jpeg(scene(401, 303).convert("CMYK"))
    yield jpeg(scene(401, 303), restart_marker_blocks=3)
    yield jpeg(Image.new("RGB", (1, 1)))


def test_whole_pictures_are_not_damaged(capfd: pytest.CaptureFixture[str]) -> None:
    assert [damage for data in whole() if (damage := jpeg_damage(data))] == []
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("behind", [b"\0" * 4096, b"\xff" * 7, os.urandom(512), jpeg(scene(160, 120))])
def test_bytes_behind_the_picture_are_no_damage(behind: bytes) -> None:
    assert jpeg_damage(jpeg(scene()) + behind) is None


@pytest.mark.parametrize("filler", [b"\0" * 214, b"\x20" * 40, b"\x12\x34"])
def test_what_a_camera_leaves_before_the_end_mark_is_no_damage(filler: bytes) -> None:
    data = jpeg(scene())
    assert jpeg_damage(data[:-2] + filler + data[-2:]) is None


def test_a_phone_s_second_picture_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    scene().save(path, "MPO", save_all=True, append_images=[scene(160, 120)])
    assert open_picture(str(path)).damage == ()


def test_what_others_print_meanwhile_is_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import cv2

    monkeypatch.setattr(cv2, "imdecode", lambda *_: os.write(2, b"1 of 2 posts\n"))
    assert module.jpeg_damage(jpeg(scene(16, 16))) is None
    assert capfd.readouterr().err == "1 of 2 posts\n"
