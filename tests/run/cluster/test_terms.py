"""What a worker elsewhere has to be like: another program or a missing folder is told, with the machine."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
import pytest

from rednote_lint.run.cluster.terms import terms
from rednote_lint.run.program import PARTS, program


@pytest.fixture
def restored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_worker_goes_to_the_folder_and_the_language_of_the_driver(restored: Path) -> None:
    own = msgspec.structs.replace(terms("n1"), environment={"LANG": "zh_CN.UTF-8", "TZ": "UTC"})
    os.chdir(restored.parent)
    os.environ["LC_ALL"] = "en_US.UTF-8"
    assert own.taken("m2") is None
    assert Path.cwd() == restored
    assert (os.environ["LANG"], os.environ.get("LC_ALL")) == ("zh_CN.UTF-8", None)
    assert time.tzname[0] == "UTC"


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("rednote-lint", "0.0.1", "rednote-lint 0.0.1"),
        ("sources", "0123456789abcdef", "build 0123456789ab"),
        ("av", "", "av -"),
    ],
)
def test_another_program_is_told(restored: Path, part: str, value: str, said: str) -> None:
    other = tuple(value if name == part else own for name, own in zip(PARTS, program(), strict=True))
    refused = msgspec.structs.replace(terms("n1"), program=other).taken("m2")  # The driver is another program.
    assert refused is not None
    message, remedy = refused
    assert message.en.startswith("machine m2 has another rednote-lint or other libraries: ")
    assert message.en.endswith(f", here {said}")
    assert "m2" in message.zh and "same versions" in remedy.en


def test_a_folder_that_is_not_there_is_told(restored: Path) -> None:
    own = msgspec.structs.replace(terms("n1"), folder=str(restored / "mnt"))
    refused = own.taken("m2")
    assert refused is not None
    assert refused[0].en == f"the folder {restored / 'mnt'} is not on machine m2, or cannot be read there"
    assert Path.cwd() == restored


def test_each_part_of_the_program_has_a_name() -> None:
    assert len(PARTS) == len(program())
