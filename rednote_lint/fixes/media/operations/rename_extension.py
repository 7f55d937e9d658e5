"""Copies a file under the extension that its content has."""

from __future__ import annotations

import shutil
from pathlib import Path

from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.media.file_type import sniff_file, usual_extension
from rednote_lint.model.arguments import NoArguments


def repair(source: Path, target: Path, arguments: NoArguments, advance: Advance) -> MediaOutcome:
    """Copy the file; its first bytes decide the new extension."""
    suffix = usual_extension(sniff_file(source))
    if suffix is None:
        raise CannotRepair("its content is of no known type", "无法识别其内容类型")
    shutil.copyfile(source, target)
    return MediaOutcome(suffix=suffix)
