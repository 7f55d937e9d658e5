"""A rule pack that could not be read, as a problem of each post that its rules were not asked of."""

from __future__ import annotations

import re

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Location, Problem

_PLACE = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?", re.DOTALL)


def problem_of(error: UserError) -> Problem:
    """Say which pack was left out, where it is broken, and why."""
    place = _PLACE.fullmatch(error.place)
    line, column = (place["line"], place["column"]) if place else (None, None)
    return Problem(
        message=Bilingual(
            en=f"a rule pack cannot be read, so its rules were not checked: {error.message}",
            zh=f"规则包无法读取，其规则未检查：{error.message}",
        ),
        remedy=Bilingual(en=error.remedy, zh=error.remedy) if error.remedy else None,
        where=Location(path=place["path"]) if place and place["path"] else None,
        line=int(line) if line else None,
        column=int(column) if column else None,
    )
