"""`check: declared`, with the shipped rules: what files say of themselves against what the post declares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rednote_lint.checks.declared import DeclaredParams, Field, Stated
from rednote_lint.model import Report, Severity
from rednote_lint.text.patterns.pattern import Pattern
from tests.media_made import checked, codes_of, exif_block, label, save_jpeg, save_png, save_video, sign, xmp_packet

PARAMETERS = "a cat\nSteps: 28, Sampler: Euler a, CFG scale: 7, Seed: 1"
TC260 = 'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" TC260:AIGC=\'{"Label":"1"}\''

GENERATED: dict[str, Callable[[Path], Path]] = {
    "png-text": lambda folder: save_png(folder / "a.png", AIGC=label()),
    "exif-comment": lambda folder: save_jpeg(
        folder / "a.jpg", exif=exif_block(inner={0x9286: b"ASCII\0\0\0" + ('{"AIGC":' + label() + "}").encode()})
    ),
    "xmp": lambda folder: save_jpeg(folder / "a.jpg", xmp=xmp_packet(TC260)),
    "mp4-key": lambda folder: save_video(folder / "a.mp4", metadata={"AIGC": label()}),
    "stable-diffusion": lambda folder: save_png(folder / "a.png", parameters=PARAMETERS),
    "tiktok-label": lambda folder: save_video(folder / "a.mp4", metadata={"aigc_info": '{"aigc_label_type":2}'}),
    "c2pa-jpeg": lambda folder: sign(save_jpeg(folder / "a.jpg"), "trainedAlgorithmicMedia"),
    "c2pa-png": lambda folder: sign(save_png(folder / "a.png"), "trainedAlgorithmicMedia"),
    "c2pa-mp4": lambda folder: sign(save_video(folder / "a.mp4"), "trainedAlgorithmicMedia"),
    "iptc": lambda folder: save_jpeg(
        folder / "a.jpg",
        xmp=xmp_packet(
            'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"'
        ),
    ),
}


def of_declarations(path: Path, **declared: bool | None) -> Report:
    return checked(path, kinds=("declared",), packs=("disclosure",), **declared)


@pytest.mark.parametrize("made", GENERATED.values(), ids=GENERATED)
def test_generated_and_declared_otherwise_is_an_error(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    report = of_declarations(made(tmp_path), ai_generated=False)
    assert codes_of(report) == ["DC101"]
    assert report.findings[0].severity is Severity.ERROR
    assert report.findings[0].related[0].path == "post.yaml"


@pytest.mark.parametrize("made", GENERATED.values(), ids=GENERATED)
def test_generated_and_not_declared_is_a_warning(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    report = of_declarations(made(tmp_path))
    assert codes_of(report) == ["DC102"]
    assert report.findings[0].severity is Severity.WARNING


@pytest.mark.parametrize("made", GENERATED.values(), ids=GENERATED)
def test_generated_and_declared_is_fine(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    assert codes_of(of_declarations(made(tmp_path), ai_generated=True)) == []


@pytest.mark.parametrize("stated", [None, False])
def test_edits_with_ai_and_possible_labels_are_a_warning(tmp_path: Path, stated: bool | None) -> None:
    edited = sign(save_jpeg(tmp_path / "a.jpg"), "compositeWithTrainedAlgorithmicMedia", action="c2pa.edited")
    assert codes_of(of_declarations(edited, ai_generated=stated)) == ["DC103"]
    assert codes_of(of_declarations(save_png(tmp_path / "b.png", AIGC=label("2")), ai_generated=stated)) == ["DC103"]


@pytest.mark.parametrize("source_type", ["digitalCapture", "computationalCapture", "composite", "minorHumanEdits"])
def test_credentials_of_a_camera_are_no_ai(tmp_path: Path, source_type: str) -> None:
    path = sign(save_jpeg(tmp_path / "a.jpg"), source_type, generator="Test Camera")
    assert codes_of(of_declarations(path, ai_generated=False)) == []


def test_a_label_that_says_nothing_is_nothing(tmp_path: Path) -> None:
    path = save_video(tmp_path / "a.mp4", metadata={"aigc_info": '{"aigc_label_type":0}'})
    assert codes_of(of_declarations(path, ai_generated=False)) == []


def test_no_rule_of_ours_offers_to_strip_a_label(tmp_path: Path) -> None:
    from tests.media_made import rules_of

    rules = rules_of("disclosure", "watermark")
    assert len(rules) > 5
    for rule in rules:
        assert rule.fix is None or rule.fix.edit not in ("strip-location", "strip-metadata"), rule.code


def test_rules_that_can_never_say_anything_are_refused() -> None:
    with pytest.raises(ValueError, match="no state"):
        DeclaredParams(field=Field.COMMERCIAL, stated=(), words=(Pattern("a"),))
    with pytest.raises(ValueError, match="what to look for"):
        DeclaredParams(field=Field.COMMERCIAL, stated=(Stated.DENIED,))
