from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from rednote_lint.facts.analysis.ocr import ENGINE, Reader
from rednote_lint.facts.analysis.tracks import LineTrack, LineTracker
from rednote_lint.facts.marks.end_card import BackgroundAnalyzer, card_start, plain
from rednote_lint.facts.marks.logos import best_match
from rednote_lint.facts.video.frames import Frame
from tests.clips_made import NOTE, text
from tests.media_made import scene


def frame(time: float, *lines: tuple[str, tuple[int, int]], seed: int = 1, mirrored: bool = False) -> Frame:
    picture = scene(640, 480, seed).point(lambda level: int(level * 0.15 * (1 + seed % 4)))
    for words, at in lines:
        text(ImageDraw.Draw(picture), at, words, 32)
    pixels = np.asarray(picture)[:, :, ::-1]
    return Frame(time=time, image=np.ascontiguousarray(pixels[:, ::-1] if mirrored else pixels), scale=2.0)


def tracked(*frames: Frame) -> dict[str, LineTrack]:
    tracker = LineTracker(ENGINE.reader())
    for one in frames:
        tracker.process(one, 640)
    return {track.text: track for track in tracker.tracks()}


def test_a_line_that_stays_is_one_track_with_the_samples_around_it() -> None:
    here = (60, 200)
    tracks = tracked(
        frame(0.0, seed=1),
        frame(2.0, ("buy it today", here), seed=2),
        frame(4.0, ("buy it today", here), seed=3),
        frame(6.0, ("something else", here), seed=4),
        frame(8.0, seed=5),
    )
    line = tracks["buy it today"]
    assert (line.before, line.first, line.last, line.after) == (0.0, 2.0, 4.0, 6.0)
    assert line.samples == 2
    assert line.changed == 1
    assert tracks["something else"].first == 6.0


def test_a_line_that_is_overlooked_in_one_sample_is_one_track_and_in_two_it_is_gone() -> None:
    here = (60, 200)

    def seen(*times: float) -> list[tuple[float | None, float | None]]:
        tracker = LineTracker(ENGINE.reader())
        for number in range(5):
            shown = [("buy it today", here)] if number in times else []
            tracker.process(frame(2.0 * number, *shown, seed=number + 1), 640)
        return [(track.first, track.last) for track in tracker.tracks() if track.text == "buy it today"]

    assert seen(0, 1, 3, 4) == [(0.0, 8.0)]
    assert seen(0, 1, 4) == [(0.0, 2.0), (8.0, 8.0)]


class Counted(Reader):
    """Finds one line in the same place of every frame, and says how many crops it was asked to read."""

    def __init__(self, *readings: str) -> None:
        self._readings = list(readings)
        self.asked = 0

    def find(self, image: NDArray[np.uint8], side: int) -> NDArray[np.float32]:
        return np.asarray([[(60, 200), (260, 200), (260, 240), (60, 240)]], np.float32)

    def recognise(self, crops: Sequence[NDArray[np.uint8]]) -> list[tuple[str, float]]:
        self.asked += len(crops)
        words = self._readings.pop(0) if crops and self._readings else ""
        return [(words, 0.95 if words else 0.0) for _ in crops]


def test_what_was_not_legible_and_has_not_changed_is_not_read_again() -> None:
    reader = Counted()
    tracker = LineTracker(reader)
    for time in (0.0, 2.0, 4.0):
        tracker.process(frame(time, ("////////", (60, 200))), 640)
    assert reader.asked == 3  # upright, in a mirror, upside down
    tracker.process(frame(6.0, ("buy it today", (60, 200)), seed=2), 640)
    assert reader.asked == 6


def test_a_line_is_not_read_again_where_another_has_taken_its_place() -> None:
    reader = Counted("buy it today", "something else")
    tracker = LineTracker(reader)
    tracker.process(frame(0.0, ("buy it today", (60, 200))), 640)
    tracker.process(frame(2.0, ("something else", (60, 200)), seed=2), 640)
    assert reader.asked == 2


def test_a_still_picture_is_read_once() -> None:
    reader = Counted("buy it today", "buy it today")
    LineTracker(reader).process(replace(frame(0.0, ("buy it today", (60, 200))), time=None), 640)
    assert reader.asked == 1


def test_one_changed_word_makes_another_text() -> None:
    tracks = tracked(frame(0.0, ("the best in town", (60, 200))), frame(2.0, ("the worst in town", (60, 200))))
    texts = {reading for track in tracks.values() for reading in track.readings}
    assert {"the best in town", "the worst in town"} <= texts


def test_boxes_are_in_displayed_pixels() -> None:
    box = tracked(frame(0.0, ("buy it today", (60, 200))))["buy it today"].box
    assert abs(box.x - 120) < 20
    assert abs(box.y - 400) < 30


def test_a_mirrored_line_is_read_and_says_so() -> None:
    tracks = tracked(frame(0.0, ("buy it today", (60, 200)), mirrored=True))
    assert tracks["buy it today"].mirrored


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_line_is_read(degrees: int) -> None:
    upright = frame(0.0, ("buy it today", (60, 200)))
    turned = Frame(time=0.0, image=np.ascontiguousarray(np.rot90(upright.image, degrees // 90)), scale=1.0)
    assert "buy it today" in tracked(turned)


def test_the_ground_of_a_card_and_its_first_frame() -> None:
    flat = Image.new("RGB", (640, 480), (14, 14, 26))
    card = np.ascontiguousarray(np.asarray(flat)[:, :, ::-1])
    frames = [frame(0.0), frame(0.5), Frame(time=1.0, image=card, scale=1.0), Frame(time=1.5, image=card, scale=1.0)]
    analyzer = BackgroundAnalyzer()
    for one in frames:
        analyzer.process(one)
    ground = analyzer.finish()
    assert ground is not None
    assert ground.shades == plain(14, 14, 26)
    assert ground.share == 1.0
    assert card_start(frames, ground) == 1.0


def test_a_logo_is_found_at_its_size_and_not_on_flat_ground() -> None:
    picture = scene(400, 300).convert("L").point(lambda level: int(level * 0.5))
    note = Image.open(NOTE).convert("L").resize((36, 40))
    picture.paste(255, (200, 120), note)
    found = best_match(np.asarray(picture, np.uint8), str(NOTE), (24, 60))
    assert found is not None
    score, (x, y, _, h) = found
    assert score > 0.75
    assert abs(x - 200) <= 4 and abs(y - 120) <= 4 and abs(h - 40) <= 6
    flat = best_match(np.full((300, 400), 200, np.uint8), str(NOTE), (24, 60))
    assert flat is None or flat[0] <= 0
