"""The box that the rule on bars gives is one that `crop-bars` accepts and that leaves no bar."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from rednote_lint.fixes.media.operations.crop_bars import repair
from rednote_lint.model import Box
from rednote_lint.model.arguments import Crop
from tests.media_made import checked, save_jpeg, save_video, scene


def barred(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGB", size)
    canvas.paste(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return canvas


def bright(seed: int, size: tuple[int, int]) -> Image.Image:
    return Image.blend(scene(*size, seed), Image.new("RGB", size, "#b0a090"), 0.4)


def bars_of(path: Path) -> list[tuple[str, list[int]]]:
    report = checked(path, kinds=("measure",), packs=("quality",))
    found = [finding for finding in report.findings if finding.name.endswith("-bars")]
    return [(finding.code, list(finding.location.box or ())) for finding in found]


@pytest.mark.parametrize("size", [(720, 405), (2160, 1216)])
@pytest.mark.parametrize("quality", [95, 60])
def test_a_picture_without_its_bars(tmp_path: Path, size: tuple[int, int], quality: int) -> None:
    canvas = (size[0], size[0] * 4 // 3)
    path = save_jpeg(tmp_path / "a.jpg", barred(bright(1, size), canvas), quality=quality)
    ((code, box),) = bars_of(path)
    assert code == "QL101"
    target = tmp_path / "b.jpg"
    repair(path, target, Crop(box=Box(*box)), lambda share: None)
    assert bars_of(target) == []


def test_a_video_without_its_bars(tmp_path: Path) -> None:
    frames = [barred(bright(seed, (360, 200)), (360, 640)) for seed in range(8)]
    path = save_video(tmp_path / "a.mp4", frames, fps=2)
    ((code, box),) = bars_of(path)
    assert code == "QL102"
    target = tmp_path / "b.mp4"
    repair(path, target, Crop(box=Box(*box)), lambda share: None)
    assert bars_of(target) == []
