from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair, RepairFailed
from rednote_lint.fixes.media.runner import Written, repaired
from rednote_lint.media.ai_labels import labels_of
from rednote_lint.model import MediaEdit

from . import made

ROOT = Path(__file__).parents[3]


def edit(path: Path, operation: str, sha256: str = "", **arguments: Any) -> MediaEdit:
    return MediaEdit(path=str(path), operation=operation, arguments=made.typed_for(operation, arguments), sha256=sha256)


def run(*edits: MediaEdit, in_place: bool = False, own: frozenset[Path] = frozenset()) -> Written:
    return repaired(edits, lambda share: None, in_place=in_place, own=own)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_copy_stands_beside_the_original(tmp_path: Path) -> None:
    source = made.labelled_heic(tmp_path / "a.heic")
    before = made.digest(source)
    assert run(edit(source, "convert-image")).path == tmp_path / "a.fixed.jpg"
    assert names(tmp_path) == ["a.fixed.jpg", "a.heic"]
    assert made.digest(source) == before


def test_the_same_repair_again_writes_nothing_new(tmp_path: Path) -> None:
    source = made.labelled_heic(tmp_path / "a.heic")
    first = run(edit(source, "convert-image"))
    assert run(edit(source, "convert-image")).path == first.path
    assert names(tmp_path) == ["a.fixed.jpg", "a.heic"]


def test_a_file_that_has_the_name_is_not_overwritten(tmp_path: Path) -> None:
    source = made.labelled_heic(tmp_path / "a.heic")
    (tmp_path / "a.fixed.jpg").write_bytes(b"mine")
    assert run(edit(source, "convert-image")).path == tmp_path / "a.fixed-2.jpg"
    assert (tmp_path / "a.fixed.jpg").read_bytes() == b"mine"


@pytest.mark.posix("permission bits")
def test_in_place_keeps_the_original_under_another_name(tmp_path: Path) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    source.chmod(0o640)
    before = made.digest(source)
    written = run(edit(source, "strip-location"), in_place=True)
    assert written.path == source
    assert written.backup == tmp_path / "a.orig.jpg"
    assert made.digest(tmp_path / "a.orig.jpg") == before
    assert made.digest(source) != before
    assert source.stat().st_mode & 0o777 == 0o640


def test_in_place_with_another_extension_moves_the_original_away(tmp_path: Path) -> None:
    source = made.labelled_heic(tmp_path / "a.heic")
    before = made.digest(source)
    assert run(edit(source, "convert-image"), in_place=True).path == tmp_path / "a.jpg"
    assert names(tmp_path) == ["a.jpg", "a.orig.heic"]
    assert made.digest(tmp_path / "a.orig.heic") == before


def test_in_place_does_not_take_the_place_of_another_picture(tmp_path: Path) -> None:
    source = made.labelled_heic(tmp_path / "a.heic")
    (tmp_path / "a.jpg").write_bytes(b"mine")
    with pytest.raises(CannotRepair):
        run(edit(source, "convert-image"), in_place=True)
    assert names(tmp_path) == ["a.heic", "a.jpg"]
    assert (tmp_path / "a.jpg").read_bytes() == b"mine"


def test_in_place_that_cannot_be_finished_leaves_no_second_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    before = made.digest(source)

    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RepairFailed, match="No space left"):
        run(edit(source, "strip-location"), in_place=True)
    assert names(tmp_path) == ["a.jpg"]
    assert made.digest(source) == before


def test_in_place_twice_keeps_both_originals(tmp_path: Path) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    first = made.digest(source)
    run(edit(source, "strip-location"), in_place=True)
    second = made.digest(source)
    run(edit(source, "crop-ratio", max=0.5), in_place=True)
    assert names(tmp_path) == ["a.jpg", "a.orig-2.jpg", "a.orig.jpg"]
    assert made.digest(tmp_path / "a.orig.jpg") == first
    assert made.digest(tmp_path / "a.orig-2.jpg") == second


def test_several_repairs_of_one_file_become_one_file(tmp_path: Path) -> None:
    source = made.labelled_heic(tmp_path / "a.heic")
    written = run(edit(source, "strip-location"), edit(source, "crop-ratio", max=0.5), edit(source, "convert-image"))
    assert names(tmp_path) == ["a.fixed.jpg", "a.heic"]
    with Image.open(written.path) as image:
        assert image.size == (160, 320)
        assert not image.getexif().get_ifd(0x8825)


def test_a_file_of_this_run_is_replaced_by_its_successor(tmp_path: Path) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    first = run(edit(source, "strip-location")).path
    second = run(edit(first, "crop-ratio", max=0.5), own=frozenset((first,)))
    assert second.path == first
    assert names(tmp_path) == ["a.fixed.jpg", "a.jpg"]


def test_a_file_that_changed_since_the_plan_is_refused(tmp_path: Path) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    with pytest.raises(CannotRepair, match="changed"):
        run(edit(source, "strip-location", sha256="0" * 64))
    assert run(edit(source, "strip-location", sha256=made.digest(source))).path.exists()


def test_a_repair_that_forgets_a_label_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rednote_lint.fixes.media import pictures

    source = made.labelled_jpeg(tmp_path / "a.jpg")
    assert labels_of(source)
    monkeypatch.setattr(pictures, "carry_over", lambda picture, *rest: picture)
    with pytest.raises(CannotRepair, match="AI label"):
        run(edit(source, "crop-to", box=[0, 0, 50, 50]))
    assert names(tmp_path) == ["a.jpg"]


def test_an_interrupted_repair_leaves_nothing(tmp_path: Path) -> None:
    source = made.video(tmp_path / "a.avi", seconds=2, codecs=("mpeg4", "libmp3lame"))

    def interrupt(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repaired([edit(source, "convert-video")], interrupt, in_place=False)
    assert names(tmp_path) == ["a.avi"]


CHILD = """
import sys
from rednote_lint.fixes.media.runner import repaired
from rednote_lint.fixes.operations import OPERATIONS, typed
from rednote_lint.model import MediaEdit
def advance(share):
    print(share, flush=True)
edit = MediaEdit(path=sys.argv[1], operation=sys.argv[2], arguments=typed(OPERATIONS[sys.argv[2]].arguments, {}))
try:
    repaired([edit], advance, in_place=len(sys.argv) > 3)
except Exception as error:
    print(type(error).__name__, error)
    sys.exit(2)
"""


def child(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, **options
    )


@pytest.mark.posix("signals of POSIX")
@pytest.mark.parametrize("place", [(), ("in-place",)])
def test_a_killed_repair_loses_nothing_and_leaves_nothing(tmp_path: Path, place: tuple[str, ...]) -> None:
    source = made.video(tmp_path / "a.avi", seconds=20, size=(640, 480), codecs=("mpeg4", "libmp3lame"))
    before = made.digest(source)
    process = child(str(source), "convert-video", *place)
    assert process.stdout is not None
    while float(process.stdout.readline()) < 0.1:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert names(tmp_path) == ["a.avi"]
    assert made.digest(source) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
@pytest.mark.parametrize(("name", "operation"), [("a.avi", "convert-video"), ("a.heic", "convert-image")])
def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path, name: str, operation: str) -> None:
    source = tmp_path / name
    if name == "a.avi":
        made.video(source, seconds=4, size=(320, 240), codecs=("mpeg4", "libmp3lame"))
    else:
        made.labelled_heic(source)
    before = made.digest(source)

    def small_files_only() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    process = child(str(source), operation, preexec_fn=small_files_only)
    said, _ = process.communicate()
    assert process.returncode == 2, said
    assert "RepairFailed" in said
    assert "nothing was changed" in said
    assert names(tmp_path) == [name]
    assert made.digest(source) == before


@contextmanager
def as_anybody() -> Iterator[None]:
    """Put off the rights of the superuser, who may write everywhere."""
    user = os.geteuid()
    os.seteuid(65534 if user == 0 else user)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs users of POSIX")
def test_a_read_only_folder_is_a_sentence_and_loses_nothing() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = made.labelled_jpeg(folder / "a.jpg")
        before = made.digest(source)
        run(edit(source, "strip-location")).path.unlink()  # What is imported late is imported now, with all rights.
        folder.chmod(0o555)
        with as_anybody(), pytest.raises(RepairFailed, match="Permission denied") as error:
            run(edit(source, "strip-location"))
        folder.chmod(0o755)
        assert "nothing was changed" in error.value.reason.en
        assert names(folder) == ["a.jpg"]
        assert made.digest(source) == before
