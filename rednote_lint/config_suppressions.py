"""Suppressions of the configuration: as they are written, and with the place and the folder that they count from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rednote_lint.globs import is_below, literal_base
from rednote_lint.model import Directive, Location, Record, TextRange
from rednote_lint.packs.strict import YamlFile

KEY = "suppressions"


class RawSuppression(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of `suppressions`: what a header states under `lint: ignore`, and which files it is limited to."""

    rule: str
    reason: str = ""
    path: str | None = None
    """Glob of post or asset paths, relative to the configuration file."""
    asset: str | None = None
    """File name of the asset it is limited to."""
    until: dt.date | None = None
    """The last day on which it counts."""

    def of(self, file: YamlFile, number: int, root: Path) -> Suppression:
        """Return it with its place in the file."""
        mark = file.tree.nearest((KEY, number))
        inner = [other.end for at, other in file.tree.values.items() if at[:2] == (KEY, number) and len(at) > 2]
        directive = Directive(
            rule=self.rule.strip(),
            reason=self.reason.strip(),
            asset=self.asset,
            until=self.until,
            where=Location(path=file.path, text=TextRange(mark.start, max(inner, default=mark.end))),
            line=mark.line,
            column=mark.column,
        )
        return Suppression(directive=directive, root=str(root.absolute()), glob=self.path)


class Suppression(Record, frozen=True, kw_only=True):
    """A suppression that counts for the posts of a configuration."""

    directive: Directive
    """Its `where` names the file that states it."""
    root: str
    """The folder of that file."""
    glob: str | None = None

    @property
    def place(self) -> str:
        """The file, line and column, for errors."""
        at = self.directive
        return f"{at.where.path}:{at.line}:{at.column}"

    @property
    def stated(self) -> dict[str, str]:
        """What is written, and where."""
        one = self.directive
        until = "" if one.until is None else one.until.isoformat()
        keys = {"rule": one.rule, "reason": one.reason, "path": self.glob, "asset": one.asset, "until": until}
        return {**{key: value for key, value in keys.items() if value}, "at": self.place}

    @property
    def base(self) -> Path:
        """The folder or file that all of its posts lie in."""
        return Path(self.root) if self.glob is None else literal_base(self.root, self.glob)

    def reaches(self, path: str) -> bool:
        """Say whether it counts for a file."""
        return self.glob is None or is_below(self.root, self.glob, Path(path))
