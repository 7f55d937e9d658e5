from __future__ import annotations

from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from rednote_lint.checks.mark.kind import KIND
from rednote_lint.checks.mark.spec import Evidence, Form, MarkParams, MarkSpec, Proof
from rednote_lint.engine import lint
from rednote_lint.facts import Need, Options
from rednote_lint.model import Bilingual, Box, Confidence, Finding, Hit, Rule, Scope, Severity
from rednote_lint.rule_tests.stated import Stated, StatedFacts, stated_assets
from rednote_lint.ruleset import RuleSet
from rednote_lint.store import Store
from tests.clips_made import NOTE, card, stacked_mark, text, write_clip
from tests.facts.kept import linted
from tests.media_made import checked, codes_of, post_of, rules_of, save_png, scene

SIZE = (432, 768)
LEFT, RIGHT = (60, 400), (372, 620)


def found(path: Path, cache: Path | None = None) -> list[Finding]:
    rules = [rule for rule in rules_of("watermark") if rule.check == "mark"]
    store = Store(cache) if cache is not None else None
    report, facts = linted(post_of(path), RuleSet(rules), Options(store=store))
    for row in facts.recorded:
        assert store is not None
        store.put([row])
    assert report.problems == ()
    return list(report.findings)


def marked(draw: ImageDraw.ImageDraw, moment: float) -> None:
    """Paint what a saved video has: the mark left for two seconds, then right, then the card."""
    if moment >= 5.0:
        card(draw, SIZE)
    else:
        stacked_mark(draw, LEFT if moment < 2.0 else RIGHT, 26)


def overlap(one: Box, other: tuple[float, float, float, float]) -> float:
    x, y, w, h = other
    across = min(one.x + one.w, x + w) - max(one.x, x)
    down = min(one.y + one.h, y + h) - max(one.y, y)
    both = max(across, 0) * max(down, 0)
    return both / (one.w * one.h + w * h - both)


def test_a_mark_that_jumps_is_told_by_place_and_time_and_so_is_the_card(tmp_path: Path) -> None:
    findings = found(write_clip(tmp_path / "a.mp4", seconds=8, size=SIZE, gop=200, paint=marked))
    assert [finding.code for finding in findings] == ["WM101", "WM101", "WM102"]
    first, second, end = (finding.location for finding in findings)
    assert first.time == pytest.approx((0.0, 2.0), abs=0.3)
    assert second.time == pytest.approx((2.0, 5.0), abs=0.3)
    assert end.time == pytest.approx((5.0, 8.0), abs=0.3)
    assert first.box is not None and second.box is not None
    assert overlap(first.box, (LEFT[0] - 55, LEFT[1] - 58, 110, 104)) > 0.3
    assert overlap(second.box, (RIGHT[0] - 55, RIGHT[1] - 58, 110, 104)) > 0.3


def note_only(draw: ImageDraw.ImageDraw, at: tuple[int, int]) -> None:
    draw.bitmap(at, Image.open(NOTE).convert("L").resize((38, 44)), fill="white")


def test_a_logo_without_legible_words_is_told_by_changing_its_place(tmp_path: Path) -> None:
    path = write_clip(
        tmp_path / "a.mp4", seconds=9, size=SIZE, paint=lambda d, t: note_only(d, (20, 360) if t < 5 else (370, 560))
    )
    findings = found(path)
    assert [finding.code for finding in findings] == ["WM101", "WM101"]
    first, second = (finding.location for finding in findings)
    assert first.time == pytest.approx((0.0, 5.0), abs=0.3) and second.time == pytest.approx((5.0, 9.0), abs=0.3)
    assert first.box is not None and overlap(first.box, (20, 360, 38, 44)) > 0.5
    assert second.box is not None and overlap(second.box, (370, 560, 38, 44)) > 0.5
    assert "更换位置" in findings[0].message.zh


def test_a_logo_without_words_that_stays_or_scrolls_is_no_mark(tmp_path: Path) -> None:
    stays = write_clip(tmp_path / "a.mp4", seconds=9, size=SIZE, paint=lambda d, t: note_only(d, (370, 560)))
    scrolls = write_clip(
        tmp_path / "b.mp4", seconds=9, size=SIZE, paint=lambda d, t: note_only(d, (370, 200 if t < 5 else 560))
    )
    assert found(stays) == found(scrolls) == []


def test_a_mirrored_mark_is_found(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=5, size=SIZE, paint=marked)
    mirrored = tmp_path / "mirrored.mp4"
    _reencode(path, mirrored, lambda frame: np.ascontiguousarray(frame[:, ::-1]))
    assert "WM101" in [finding.code for finding in found(mirrored)]


def test_a_mark_in_an_inset_is_found(tmp_path: Path) -> None:
    def inset(frame: np.ndarray) -> np.ndarray:
        small = cv2.resize(frame, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
        coarse = cv2.GaussianBlur(cv2.resize(frame, None, fx=0.2, fy=0.2, interpolation=cv2.INTER_AREA), (0, 0), 3)
        ground = cv2.resize(coarse, frame.shape[1::-1])
        top, left = (frame.shape[0] - small.shape[0]) // 2, (frame.shape[1] - small.shape[1]) // 2
        ground[top : top + small.shape[0], left : left + small.shape[1]] = small
        return ground

    path = write_clip(
        tmp_path / "a.mp4", seconds=5, size=(720, 1280), paint=lambda d, t: stacked_mark(d, (110, 600), 44)
    )
    _reencode(path, tmp_path / "inset.mp4", inset)
    assert [finding.code for finding in found(tmp_path / "inset.mp4")] == ["WM101"]


def test_a_saved_frame_is_enough(tmp_path: Path) -> None:
    picture = scene(720, 1280)
    stacked_mark(ImageDraw.Draw(picture), (640, 1000), 42)
    picture.save(tmp_path / "a.jpg", quality=80)
    assert [finding.code for finding in found(tmp_path / "a.jpg")] == ["WM101"]


def test_the_logo_proves_a_wordmark_whose_account_cannot_be_read(tmp_path: Path) -> None:
    picture = scene(720, 1280)
    stacked_mark(ImageDraw.Draw(picture), (640, 1000), 42, handle="")
    save_png(tmp_path / "a.png", picture)
    findings = found(tmp_path / "a.png")
    assert [finding.code for finding in findings] == ["WM101"]
    assert "logo" in findings[0].message.en and "标志" in findings[0].message.zh


def test_a_caption_of_two_lines_beside_it_does_not_hide_a_mark(tmp_path: Path) -> None:
    picture = scene(576, 768).point(lambda level: int(level * 0.5))
    draw = ImageDraw.Draw(picture)
    stacked_mark(draw, (60, 396), 26)
    text(draw, (320, 384), "the wind is so light", 24, "mm")
    text(draw, (320, 410), "it takes us all along", 24, "mm")
    save_png(tmp_path / "a.png", picture)
    assert "WM101" in [finding.code for finding in found(tmp_path / "a.png")]


def test_the_account_alone_beside_no_wordmark_is_no_mark(tmp_path: Path) -> None:
    picture = scene(720, 1280)
    text(ImageDraw.Draw(picture), (360, 700), "@some.name", 40, "mm")
    save_png(tmp_path / "a.png", picture)
    assert found(tmp_path / "a.png") == []


@pytest.mark.parametrize(
    "words",
    [
        "TikTok is where I found it",
        "why I left TikTok for good",
        "Follow me: TikTok @some.name",
        "see you on Instagram and YouTube",
    ],
)
def test_a_caption_that_mentions_a_platform_is_no_mark(tmp_path: Path, words: str) -> None:
    path = write_clip(
        tmp_path / "a.mp4", seconds=4, size=(720, 1280), paint=lambda d, t: text(d, (360, 1000), words, 40, "mm")
    )
    assert found(path) == []


def test_a_settings_screen_full_of_platforms_is_no_mark(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1080, 1920), "white")
    draw = ImageDraw.Draw(picture)
    rows = (
        "Privacy",
        "Share to TikTok",
        "TikTok",
        "Instagram",
        "YouTube Shorts",
        "Account",
        "抖音",
        "Snapchat",
        "About",
    )
    for index, row in enumerate(rows):
        draw.text((90, 200 + 150 * index), row, font=ImageFont.load_default(52), fill="black")
        draw.line((90, 310 + 150 * index, 1000, 310 + 150 * index), fill="gray", width=2)
    save_png(tmp_path / "a.png", picture)
    assert [finding for finding in found(tmp_path / "a.png") if finding.severity == "error"] == []


def test_icons_with_their_labels_are_no_marks(tmp_path: Path) -> None:
    picture = scene(1080, 1920).point(lambda level: int(level * 0.5))
    draw = ImageDraw.Draw(picture)
    for index, label in enumerate(("Camera", "TikTok", "Instagram", "YouTube", "Maps", "Snapchat", "CapCut", "Mail")):
        x, y = 90 + index % 4 * 250, 300 + index // 4 * 330
        draw.rounded_rectangle((x, y, x + 160, y + 160), 36, fill=(20, 20, 20))
        draw.bitmap((x + 32, y + 24), Image.open(NOTE).convert("L").resize((96, 108)), fill="white")
        text(draw, (x + 80, y + 200), label, 38, "mm")
    save_png(tmp_path / "a.png", picture)
    assert [finding for finding in found(tmp_path / "a.png") if finding.severity == "error"] == []


def test_a_poster_that_names_accounts_is_no_mark(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1080, 1440), (250, 235, 210))
    draw = ImageDraw.Draw(picture)
    for index, line in enumerate(("SUMMER SALE", "Instagram", "@cool.shop", "TikTok", "@cool.shop", "YouTube")):
        draw.text((540, 250 + index * 150), line, font=ImageFont.load_default(54), fill="black", anchor="mm")
    save_png(tmp_path / "a.png", picture)
    assert [finding for finding in found(tmp_path / "a.png") if finding.severity == "error"] == []


def test_a_camera_logo_with_a_clock_is_no_mark(tmp_path: Path) -> None:
    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        text(draw, (20, 20), "CAMBRAND", 26)
        text(draw, (230, 730), f"2026-03-01 10:00:{int(moment):02}", 18)

    assert found(write_clip(tmp_path / "a.mp4", seconds=6, size=SIZE, still=True, paint=paint)) == []


def test_an_end_title_is_no_card_of_a_platform(tmp_path: Path) -> None:
    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        if moment >= 3.0:
            draw.rectangle((0, 0, *SIZE), fill=(10, 10, 10))
            text(draw, (216, 380), "Thanks for watching", 34, "mm")

    assert found(write_clip(tmp_path / "a.mp4", seconds=6, size=SIZE, paint=paint)) == []


@pytest.mark.parametrize("words", ["Find me on TikTok", "Thanks to my TikTok friends", "Edited on TikTok by Ann"])
def test_credits_that_mention_a_platform_are_no_card(tmp_path: Path, words: str) -> None:
    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        if moment >= 3.0:
            draw.rectangle((0, 0, *SIZE), fill=(10, 10, 10))
            text(draw, (216, 340), words, 24, "mm")
            text(draw, (216, 420), "THE END", 34, "mm")

    assert found(write_clip(tmp_path / "a.mp4", seconds=6, size=SIZE, paint=paint)) == []


def test_words_that_stood_in_the_scene_before_are_none_of_the_card(tmp_path: Path) -> None:
    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        if moment >= 3.0:
            draw.rectangle((0, 0, *SIZE), fill=(10, 10, 10))
            text(draw, (216, 420), "THE END", 34, "mm")
        text(draw, (216, 340), "TikTok", 34, "mm")

    assert found(write_clip(tmp_path / "a.mp4", seconds=6, size=SIZE, paint=paint)) == []


def test_a_sign_that_the_camera_passes_is_no_mark(tmp_path: Path) -> None:
    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        text(draw, (330 - 40 * moment, 320 + 20 * moment), "TikTok", 26)

    assert found(write_clip(tmp_path / "a.mp4", seconds=8, size=SIZE, paint=paint)) == []


def test_a_bus_that_is_read_in_two_places_while_it_passes_carries_no_mark(tmp_path: Path) -> None:
    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        x = 430 - 95 * moment
        draw.rectangle((x - 60, 330, x + 170, 420), fill=(20, 20, 24))
        note_only(draw, (round(x - 46), 354))
        text(draw, (x, 360), "TikTok", 30)

    assert found(write_clip(tmp_path / "a.mp4", seconds=5, size=SIZE, paint=paint)) == []


def test_a_shirt_with_the_logo_in_the_middle_of_the_picture_is_no_mark(tmp_path: Path) -> None:
    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        note = Image.open(NOTE).convert("L").resize((45, 51))
        draw.bitmap((190, 300), note, fill="white")
        text(draw, (216, 380), "TikTok", 32, "mm")

    assert found(write_clip(tmp_path / "a.mp4", seconds=6, size=SIZE, paint=paint)) == []


def test_the_sign_of_a_generator_in_the_corner_of_a_picture(tmp_path: Path) -> None:
    picture = scene(1024, 1024).point(lambda level: int(level * 0.6))
    template = Path(__file__).parents[3] / "rules" / "watermark" / "templates" / "gemini-sparkle.png"
    star = Image.open(template).convert("L").resize((58, 58)).point(lambda level: int(level * 0.75))
    picture.paste("white", (1024 - 82, 1024 - 82), star)
    save_png(tmp_path / "a.png", picture)
    assert [finding.code for finding in found(tmp_path / "a.png")] == ["WM175"]
    save_png(tmp_path / "b.png", scene(1024, 1024))
    assert found(tmp_path / "b.png") == []


def test_without_ocr_each_file_says_once_that_marks_were_not_looked_for(tmp_path: Path) -> None:
    save_png(tmp_path / "a.png")
    report = checked(tmp_path / "a.png", kinds=("mark",), packs=("watermark",), ocr=False)
    assert codes_of(report) == []
    assert [skipped.what for skipped in report.skipped] == [str(tmp_path / "a.png")]
    assert "watermarks" in report.skipped[0].reason.en and "水印" in report.skipped[0].reason.zh


def test_a_damaged_video_says_what_was_not_seen(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no video")
    rules = [rule for rule in rules_of("watermark") if rule.check == "mark"]
    report = lint(post_of(tmp_path / "a.mp4"), RuleSet(rules), Options())
    assert report.findings == ()
    assert [skipped.what for skipped in report.skipped] == [str(tmp_path / "a.mp4")]


def test_a_second_run_answers_the_same_from_the_store(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=5, size=SIZE, paint=marked)
    first = found(path, cache=tmp_path / "cache")
    again = path.rename(tmp_path / "b.mp4")
    second = found(again, cache=tmp_path / "cache")
    assert [(f.code, f.location.time, f.location.box) for f in first] == [
        (f.code, f.location.time, f.location.box) for f in second
    ]


def test_a_rule_that_yields_is_silent_where_another_matched_and_there_alone() -> None:
    def rule(code: str, words: str, yields: bool) -> Rule:
        name = Bilingual(en=code, zh=code)
        spec = MarkSpec(platform=name, words=(words,), proof=(Proof(all=(Evidence.WORD,)),), yields=yields)
        return Rule(
            code=code, name=code.lower(), pack="x", check="mark", params=MarkParams(mark=spec),
            severity={"default": Severity.ERROR}, confidence=Confidence.HIGH, message=name, why=name,
        )  # fmt: skip

    low, high = [20, 1800, 300, 60], [700, 20, 300, 60]
    stated = Stated(seen=({"text": "@some.name", "box": low}, {"text": "@other", "box": high}))
    post = msgspec.structs.replace(post_of(Path("a.jpg")), assets=stated_assets(stated))
    # The one that yields is listed first: its turn comes last all the same.
    (checker,) = KIND.compile([rule("ZZ2", "@.*", True), rule("ZZ1", "@some.*", False)])
    hits = checker.run(StatedFacts(post, frozenset(Need), Options(), stated))
    assert [(hit.code, hit.where.box) for hit in hits if isinstance(hit, Hit)] == [
        ("ZZ1", Box(*low)),
        ("ZZ2", Box(*high)),
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ("x",)}, "needs `proof`"),
        ({"form": Form.CARD}, "needs `words`"),
        ({"form": Form.CARD, "words": ("x",)}, "needs `card`"),
        ({"form": Form.GLYPH, "logo": "x"}, "on: \\[image\\]"),
        ({"logo": "x", "proof": (Proof(all=(Evidence.LOGO, Evidence.JUMPS)),)}, "`layout` and `card`"),
    ],
)
def test_a_rule_that_could_never_hit_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        MarkParams(mark=MarkSpec(platform=Bilingual(en="x", zh="x"), **wrong))  # type: ignore[arg-type]


def test_a_glyph_says_how_far_from_the_sides_it_stands() -> None:
    spec = MarkSpec(platform=Bilingual(en="x", zh="x"), form=Form.GLYPH, logo="x")
    with pytest.raises(ValueError, match="`margin` and `uneven`"):
        MarkParams(on=(Scope.IMAGE,), mark=spec)


def _reencode(source: Path, target: Path, change: object) -> None:
    import av

    assert callable(change)
    with av.open(str(source)) as reading, av.open(str(target), "w") as writing:
        stream = writing.add_stream("libx264", rate=12)
        stream.options = {"preset": "ultrafast", "crf": "22"}
        for frame in reading.decode(video=0):
            pixels = change(frame.to_ndarray(format="bgr24"))
            if not stream.codec_context.is_open:
                stream.width, stream.height, stream.pix_fmt = pixels.shape[1], pixels.shape[0], "yuv420p"
            writing.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="bgr24")))
        writing.mux(stream.encode(None))
