"""What answers is named by its sources and by the libraries that it reads media with."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from rednote_lint.run.program import program


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    program.cache_clear()
    yield
    program.cache_clear()


def test_the_versions_are_those_that_are_installed() -> None:
    named = " ".join(program())
    for name, folder in (("Pillow", "pillow"), ("opencv-python-headless", "opencv_python_headless"), ("av", "av")):
        assert f"{folder}-{version(name)}.dist-info" in named


def test_another_version_first_on_the_path_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = program()
    (tmp_path / "pillow-0.0.1.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    program.cache_clear()
    assert "pillow-0.0.1.dist-info" in program() != before


def test_a_wheel_is_named_by_the_hashes_that_it_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = tmp_path / "rednote_lint-0.1.0.dist-info"
    described.mkdir()
    record = described / "RECORD"
    record.write_text("rednote_lint/engine.py,sha256=one,10\nREADME.md,sha256=a,1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    first = program()
    program.cache_clear()
    record.write_text("rednote_lint/engine.py,sha256=one,10\nREADME.md,sha256=b,1\n", encoding="utf-8")
    assert program() == first
    program.cache_clear()
    record.write_text("rednote_lint/engine.py,sha256=two,10\n", encoding="utf-8")
    assert program() != first


def test_a_source_that_was_edited_is_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rednote_lint.run import program as module

    source = tmp_path / "rednote_lint" / "run" / "program.py"
    source.parent.mkdir(parents=True)
    source.write_text("one", encoding="utf-8")
    monkeypatch.setattr(module, "__file__", str(source))
    first = program()
    program.cache_clear()
    source.write_text("another", encoding="utf-8")
    assert program() != first


def test_a_path_that_does_not_exist_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path / "nowhere")
    assert program()
