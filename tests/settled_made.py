"""Reports of one small rule after the gate."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import Directive, Location, Report
from rednote_lint.packs.loader import load_pack
from rednote_lint.ruleset import RuleSet
from rednote_lint.verdict import Directives, PathIgnores, settle
from tests.packs.pack_files import rule, write_pack
from tests.posts_made import body_post

TODAY = dt.date(2026, 11, 20)
HERE = Location(path="p/caption.txt")


def settled(tmp_path: Path, *directives: Directive, ignored: bool = False, severity: str = "error") -> Report:
    rules = load_pack(write_pack(tmp_path / "pack", rule().replace("severity: error", f"severity: {severity}"))).rules
    post = body_post("蓝莓派", directives=directives)
    suppressors = (Directives(directives, rules, TODAY), PathIgnores(lambda path, rule: ignored))
    return settle(lint(post, RuleSet(rules), Options()), {one.code: one for one in rules}, suppressors)


def directive(selector: str = "ZZ101", asset: str | None = None, until: dt.date | None = None) -> Directive:
    return Directive(rule=selector, reason="our own brand", asset=asset, until=until, where=HERE)
