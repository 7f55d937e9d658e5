"""Confinement: a post in the workspace has the files of its drop and no others, whatever its header names."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

import msgspec

from rednote_lint.model import Bilingual, Finding, Location, Post, Problem, Report

_OUTSIDE = Bilingual(
    en="{name} lies outside of what was dropped, and was not looked at",
    zh="{name} 不在拖入的内容之中，没有检查",
)
_DROP_IT = Bilingual(en="Drop it with the post, and name it from there.", zh="与笔记一起拖入，并按其中的位置写明。")


def confined(post: Post, folder: Path) -> Post:
    """Return a post without the files that lie outside of a folder, each of them told as a problem.

    They are originals, which no fix of a copy may touch.
    """
    names = (*(asset.path for asset in post.assets), *(source.path for source in post.sources))
    outside = [name for name in dict.fromkeys(names) if not _is_inside(name, folder)]
    if not outside:
        return post
    return msgspec.structs.replace(
        post,
        assets=tuple(asset for asset in post.assets if asset.path not in outside),
        sources=tuple(source for source in post.sources if source.path not in outside),
        problems=(*post.problems, *map(_problem, outside)),
    )


def without_fixes_outside(report: Report, folder: Path) -> Report:
    """Return a report of which no fix edits a file outside of a folder."""
    return msgspec.structs.replace(report, findings=tuple(_fixable(one, folder) for one in report.findings))


def _fixable(finding: Finding, folder: Path) -> Finding:
    edits = () if finding.fix is None else finding.fix.edits
    if all(_is_inside(edit.path, folder) for edit in edits):
        return finding
    return msgspec.structs.replace(finding, fix=None)


def _problem(name: str) -> Problem:
    return Problem(message=_OUTSIDE.filled({"name": PurePath(name).name}), remedy=_DROP_IT, where=Location(path=name))


def _is_inside(name: str, folder: Path) -> bool:
    return Path(os.path.realpath(name)).is_relative_to(folder)
