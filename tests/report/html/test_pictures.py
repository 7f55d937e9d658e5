from collections.abc import Sequence

import msgspec
import pytest

from rednote_lint.model import (
    Asset,
    AssetKind,
    Bilingual,
    Box,
    Location,
    Omission,
    Report,
    Skipped,
    Subtitle,
    Thumbnails,
    TimeRange,
    Transcript,
)
from rednote_lint.report.html import pictures
from rednote_lint.report.html.pictures import Gallery
from rednote_lint.report.screen.causes import causes_of
from tests.report.html.made import finding, illustrated, noise, post

CLIP = Asset(path="a/clip.mp4", kind=AssetKind.VIDEO)


def on_clip(start: float, end: float, code: str = "WM101") -> object:
    where = Location(path=CLIP.path, time=TimeRange(start, end), box=Box(10, 10, 50, 20), frame=(720, 1280))
    return msgspec.structs.replace(finding("x", "x", code), location=where, excerpt=None)


def clip(*found: object, **more: object) -> Report:
    return Report(path="a", id="a", findings=found, assets=(CLIP,), **more)


def test_a_video_has_frames_with_boxes_and_a_strip_with_a_lane_for_each_cause() -> None:
    report = clip(on_clip(0, 5), on_clip(10, 20), on_clip(2, 4, "QR101"))
    media = Gallery(illustrated).of(report, causes_of(report.findings))
    assert [(one.when, len(one.boxes)) for one in media.pictures] == [("00:00.0", 1), ("00:02.0", 2), ("00:10.0", 1)]
    assert {(one.width, one.height) for one in media.pictures} == {(720, 1280)}
    (strip,) = media.strips
    assert strip.end == "00:20.0"
    assert [lane.stretches for lane in strip.lanes] == [((0.0, 250.0), (500.0, 500.0)), ((100.0, 100.0),)]


def test_a_report_has_room_for_so_many_pictures_and_says_how_many_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "ROOM", len(noise()) * 2)
    gallery = Gallery(illustrated)
    first = gallery.of(post(1, pictures=3), ())
    assert (len(first.pictures), first.left_out) == (2, 1)
    assert gallery.of(post(2, pictures=2), ()).left_out == 2
    monkeypatch.setattr(pictures, "PLAIN", 1)
    assert Gallery(illustrated).of(post(1, pictures=3), ()).left_out == 2


def test_what_could_not_be_read_is_not_opened_again() -> None:
    def never(asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
        raise AssertionError(asset.path)

    reason = Bilingual(en="broken", zh="损坏")
    report = clip(skipped=(Skipped(what=CLIP.path, reason=reason, omission=Omission.FAILURE),))
    assert Gallery(never).of(report, ()) == pictures.Media()
    unknown = Skipped(what=report.path, reason=reason, omission=Omission.FAILURE)  # Which of its files it was.
    assert Gallery(never).of(clip(skipped=(unknown,)), ()) == pictures.Media()


def test_subtitles_stand_on_the_strip_at_their_frame_and_in_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LINES", 2)
    lines = (Subtitle(0.0, 5.0, "一"), Subtitle(10.0, 15.0, "二"), Subtitle(15.0, 20.0, "三"))
    said = Transcript(path=CLIP.path, lines=lines)
    report = clip(on_clip(10, 12), transcripts=(said,))
    media = Gallery(illustrated).of(report, causes_of(report.findings))
    assert [one.said for one in media.pictures] == ["二"]
    assert media.strips[0].said == ((0.0, 250.0), (500.0, 250.0))
    (shown,) = media.transcripts
    assert [(line.when, line.until) for line in shown.lines] == [("00:00.0", "00:05.0"), ("00:10.0", "00:15.0")]
    assert (shown.asset, shown.left) == (0, 1)
    assert not shown.is_dense
    nothing = Transcript(path=CLIP.path, lines=(), is_dense=True)
    assert Gallery(illustrated).of(clip(transcripts=(nothing,)), ()).transcripts == ()
    silent = clip(transcripts=(said,))
    assert Gallery(illustrated).of(silent, ()).strips[0].lanes == (), "there is a strip where nothing was found"
