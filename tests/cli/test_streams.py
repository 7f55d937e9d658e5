"""The program's own streams: what counts as a reader that has gone."""

from __future__ import annotations

import errno
import os

import pytest

from rednote_lint import cli


@pytest.mark.parametrize(
    ("system", "error", "closed"),
    [
        ("posix", BrokenPipeError(errno.EPIPE, ""), True),
        ("posix", OSError(errno.EINVAL, ""), False),
        ("nt", OSError(errno.EINVAL, ""), True),
        ("nt", OSError(errno.ENOSPC, ""), False),
    ],
)
def test_a_reader_that_has_gone_is_known_on_every_system(
    monkeypatch: pytest.MonkeyPatch, system: str, error: OSError, closed: bool
) -> None:
    monkeypatch.setattr(os, "name", system)
    assert cli._is_closed_pipe(error) is closed
