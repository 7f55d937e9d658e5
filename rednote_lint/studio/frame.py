"""The templates of the page beside those of the HTML report, with the same filters and labels."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from rednote_lint.model import Bilingual
from rednote_lint.report.html.page import environment

if TYPE_CHECKING:
    from jinja2 import Environment


def rendered(template: str, **values: object) -> str:
    """Fill a template of the page or of the report."""
    return _environment().get_template(template).render(**values)


@cache
def labels() -> dict[str, Bilingual]:
    """Return the labels that the report has not."""
    return msgspec.json.decode(files(__package__).joinpath("labels.json").read_bytes(), type=dict[str, Bilingual])


@cache
def static(name: str) -> str | None:
    """Return a style or a script; None where there is none of that name."""
    if name == "report.css":
        from rednote_lint.report.html.page import style

        return style()
    folder = files(__package__).joinpath("static")
    found = next((entry for entry in folder.iterdir() if entry.name == name), None)
    return None if found is None else found.read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    """Return the templates of both; every value is escaped in them."""
    from jinja2 import BaseLoader, ChoiceLoader, FunctionLoader

    report = environment()
    assert isinstance(report.loader, BaseLoader)
    made = report.overlay(loader=ChoiceLoader([FunctionLoader(_template), report.loader]))
    made.globals = {**report.globals, "s": labels()}
    return made


def _template(name: str) -> str | None:
    found = files(__package__).joinpath("templates", name)
    return found.read_text(encoding="utf-8") if found.is_file() else None
