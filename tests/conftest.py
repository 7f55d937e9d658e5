"""Options and fixtures that several test folders share."""

from pathlib import Path

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="write what the program prints now into the golden files"
    )


@pytest.fixture
def golden(request):
    """Compare text with a file beside the test; with --update-golden, write the file instead and look at the diff."""

    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert actual == file.read(), f"{path.name} differs; look at it, then run pytest --update-golden"

    return compare


@pytest.fixture(autouse=True)
def _no_colour_from_outside(monkeypatch):
    """Keep the caller's terminal settings out of the tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
