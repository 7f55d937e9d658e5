"""Content credentials, signed by a certificate made for the test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rednote_lint.facts.metadata import Metadata, read_metadata
from tests.media_made import save_jpeg, save_png, save_video, scene, sign

pytest.importorskip("c2pa")
pytest.importorskip("cryptography")


def made(folder: Path, suffix: str) -> Path:
    path = folder / f"a{suffix}"
    if suffix == ".webp":
        scene(160, 120).save(path)
        return path
    return {".jpg": save_jpeg, ".png": save_png, ".mp4": save_video}[suffix](path)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".mp4", ".webp"])
def test_signer_generator_action_and_source_type_are_read(tmp_path: Path, suffix: str) -> None:
    metadata = read_metadata(str(sign(made(tmp_path, suffix), "trainedAlgorithmicMedia", generator="Test Tool")))
    assert isinstance(metadata, Metadata)
    assert metadata.values("c2pa.signer") == ("Test Signer",)
    assert "Test Tool" in metadata.values("c2pa.generator")
    assert metadata.values("c2pa.action") == ("c2pa.created",)
    assert metadata.values("ai.source_type") == ("trainedAlgorithmicMedia",)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".mp4"])
def test_without_the_library_the_bytes_tell_the_source_type_and_the_generator(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sign(made(tmp_path, suffix), "compositeWithTrainedAlgorithmicMedia", generator="Test Tool")
    monkeypatch.setitem(sys.modules, "c2pa", None)
    metadata = read_metadata(str(path))
    assert isinstance(metadata, Metadata)
    assert metadata.values("c2pa.manifest") == ("embedded",)
    assert metadata.values("ai.source_type") == ("compositeWithTrainedAlgorithmicMedia",)
    assert "Test Tool" in metadata.values("c2pa.generator")


def test_a_damaged_manifest_is_still_scanned(tmp_path: Path) -> None:
    path = sign(made(tmp_path, ".png"), "trainedAlgorithmicMedia")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"c2pa.claim", b"c2pa.clain"))
    metadata = read_metadata(str(path))
    assert isinstance(metadata, Metadata)
    assert metadata.values("ai.source_type") == ("trainedAlgorithmicMedia",)


def test_credentials_that_nobody_could_read_are_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sign(made(tmp_path, ".png"), "trainedAlgorithmicMedia")
    path.write_bytes(path.read_bytes().replace(b"digitalsourcetype/", b"somethingelsehere/"))
    monkeypatch.setitem(sys.modules, "c2pa", None)
    metadata = read_metadata(str(path))
    assert isinstance(metadata, Metadata)
    assert metadata.values("ai.source_type") == ()
    assert any("C2PA" in gap.en for gap in metadata.gaps)


def test_an_editor_with_an_ai_tool_is_taken_at_its_word(tmp_path: Path) -> None:
    made = sign(
        save_jpeg(tmp_path / "a.jpg"), "compositeWithTrainedAlgorithmicMedia", "c2pa.edited", generator="Adobe Firefly"
    )
    metadata = read_metadata(str(made))
    assert isinstance(metadata, Metadata)
    assert metadata.values("ai.source_type") == ("digitalCapture", "compositeWithTrainedAlgorithmicMedia")
    assert metadata.values("ai.generator") == ()


def test_a_picture_without_credentials_has_none(tmp_path: Path) -> None:
    metadata = read_metadata(str(save_jpeg(tmp_path / "a.jpg")))
    assert isinstance(metadata, Metadata)
    assert [tag for tag in metadata.tags if tag.key.startswith("c2pa.")] == []
