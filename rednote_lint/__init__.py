"""rednote-lint: checks RedNote (Xiaohongshu) posts before they go up.

>>> from rednote_lint import check_text
>>> for finding in check_text("想要清单的加我微信 camp_day88").report.findings:
...     print(finding.code, finding.message.en)

Importing the package loads nothing; each name is imported when it is first used. See docs/library.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rednote_lint.run.library import check, check_post, check_text, rules
    from rednote_lint.run.outcome import Outcome
    from rednote_lint.run.settings import Settings

__version__ = "0.1.0"
VERSION_LINE = f"rednote-lint, version {__version__}"
"""What `--version` prints."""

__all__ = ["Outcome", "Settings", "__version__", "check", "check_post", "check_text", "rules"]

_HOMES = {
    "check": "rednote_lint.run.library",
    "check_post": "rednote_lint.run.library",
    "check_text": "rednote_lint.run.library",
    "rules": "rednote_lint.run.library",
    "Outcome": "rednote_lint.run.outcome",
    "Settings": "rednote_lint.run.settings",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
