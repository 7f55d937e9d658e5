"""What native code prints is silenced for the moment, and for no longer."""

from __future__ import annotations

import os

import pytest

from rednote_lint.media.native_stderr import give_back, native_stderr_caught, native_stderr_silenced


def test_native_output_is_silenced_and_comes_back(capfd: pytest.CaptureFixture[str]) -> None:
    with native_stderr_silenced():
        os.write(2, b"from a library")
    os.write(2, b"from us")
    assert capfd.readouterr().err == "from us"


def test_it_comes_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError), native_stderr_silenced():
        raise ValueError
    os.write(2, b"from us")
    assert capfd.readouterr().err == "from us"


def test_native_output_is_caught_and_given_back(capfd: pytest.CaptureFixture[str]) -> None:
    with native_stderr_caught() as lines:
        os.write(2, b"one\ntwo")
    assert lines == [b"one\n", b"two"]
    give_back(lines[0])
    assert capfd.readouterr().err == "one\n"
