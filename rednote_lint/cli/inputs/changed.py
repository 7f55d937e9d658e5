"""The option `--changed`: paths are what version control says has changed, and not all of them are posts."""

from __future__ import annotations

from typing import Any

import click

from rednote_lint.cli.speech.localized import current_language, option
from rednote_lint.model import Bilingual
from rednote_lint.posts import changed

_SHOWN = 3
"""Names in the line; the others are counted."""
_PASSED_OVER = Bilingual(en="Passed over, part of no post: {names}", zh="已跳过，不属于任何笔记：{names}")
_MORE = Bilingual(en=" and {count} more", zh="，另有 {count} 个")

by_change = option(
    "--changed",
    is_flag=True,
    section=Bilingual(en="Which posts", zh="检查哪些笔记"),
    said=Bilingual(
        en="The paths are files that changed: check the posts that they are part of, pass over others.",
        zh="所列路径是有改动的文件：检查它们所属的笔记，跳过其他文件。",
    ),
)


def to_check(paths: tuple[str, ...], options: dict[str, Any]) -> tuple[str, ...]:
    """Return the paths to check; say which of the files that changed are no part of a post."""
    if not options["changed"]:
        return paths
    found = changed(paths)
    if found.passed_over:
        click.echo(_told(found.passed_over, current_language()), err=True)
    return found.to_check


def _told(names: tuple[str, ...], language: str) -> str:
    from rednote_lint.report.width import one_line

    left = len(names) - _SHOWN
    shown = ("、" if language == "zh" else ", ").join(one_line(name) for name in names[:_SHOWN])
    more = _MORE.pick(language).format(count=left) if left > 0 else ""
    return _PASSED_OVER.pick(language).format(names=shown + more)
