"""Thread counts where a process is alone, and where it is one of several."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rednote_lint.facts.analysis.analyze import Pass, analyze
from rednote_lint.facts.analysis.analyzers import QUALITY
from rednote_lint.facts.threads import VARIABLE, decoding_threads, is_one_of_several
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import AssetKind
from tests.clips_made import write_clip

_NAMES_OF_THREADS = """
import sys, threading
names = []
run = threading.Thread.run
def told(thread):
    names.append(thread.name)
    run(thread)
threading.Thread.run = told
from rednote_lint.facts.analysis.analyze import Pass, analyze
from rednote_lint.facts.analysis.analyzers import QUALITY
from rednote_lint.facts.video.sampling import SamplingProfile
from rednote_lint.model import AssetKind
analyze(sys.argv[1], Pass(kind=AssetKind.VIDEO, specs=(QUALITY,), profile=SamplingProfile.TEXT))
import cv2
print(len(names), cv2.getNumThreads())
"""


def test_only_large_frames_are_decoded_in_two_threads() -> None:
    assert [decoding_threads(pixels, {}) for pixels in (1080 * 1920, 2160 * 3840)] == [1, 2]
    assert decoding_threads(2160 * 3840, {VARIABLE: "1"}) == 1
    assert not is_one_of_several({})


def test_a_process_that_is_one_of_several_starts_no_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = str(write_clip(tmp_path / "a.mp4", seconds=3))
    monkeypatch.setenv(VARIABLE, "1")
    command = [sys.executable, "-c", _NAMES_OF_THREADS, clip]
    assert subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout == "0 1\n"


def test_the_answer_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = str(write_clip(tmp_path / "a.mp4", seconds=3))
    wanted = Pass(kind=AssetKind.VIDEO, specs=(QUALITY,), profile=SamplingProfile.TEXT)
    alone = analyze(clip, wanted)
    monkeypatch.setenv(VARIABLE, "1")
    assert analyze(clip, wanted) == alone


_THREADS_OF_NUMPY = """
import atexit, os, sys
sys.argv = ["rednote-lint", "--version"]
atexit.register(lambda: print(os.environ["OPENBLAS_NUM_THREADS"]))
from rednote_lint.cli import main
main()
"""


@pytest.mark.parametrize(("stated", "kept"), [(None, "1"), ("3", "3")])
def test_numpy_starts_no_threads_unless_somebody_says_how_many(stated: str | None, kept: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    environment |= {"OPENBLAS_NUM_THREADS": stated} if stated else {}
    told = subprocess.run(
        [sys.executable, "-c", _THREADS_OF_NUMPY], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.split()[-1] == kept
