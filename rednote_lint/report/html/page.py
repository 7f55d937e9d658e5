"""The frame of the page: templates with everything escaped, styles and script as the policy of the page names them."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING

from rednote_lint.model import Bilingual, Severity
from rednote_lint.report.html.said import label, labels, lines_shown, shown

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """Return the templates; every value is escaped in them, and every undefined one is an error."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(lambda name: _file(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"shown": shown, "lines": lines_shown, "js": as_json}
    made.tests |= {"address": _is_address}
    made.globals |= {
        "t": labels(),
        "words": {one.value: _named(one) for one in Severity},
        "labels": {
            name: label(attrgetter(name)) for name in ("checked", "problem", "not_checked", "notice", "no_account")
        },
    }
    return made


def rendered(template: str, **values: object) -> str:
    """Fill a template."""
    return environment().get_template(template).render(**values)


def style(*more: str) -> str:
    """Return the styles: those of all pages, and more files of one."""
    return "".join(map(_file, ("report.css", *more)))


def script(name: str = "report.js") -> str:
    """Return the script of a page, with what all pages share before it."""
    return _file("shared.js") + _file(name)


def policy(style: str, script: str) -> str:
    """Return the Content Security Policy: our styles, our script, pictures in the file, and nothing else."""
    return (
        f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def as_json(text: str) -> str:
    """Return a text as JSON in ASCII, so that an attribute can hold any character of it."""
    return json.dumps(text, ensure_ascii=True).replace("\x7f", "\\u007f")


def _named(severity: Severity) -> Bilingual:
    return label(lambda labels: labels.severity[severity])


def _is_address(url: str) -> bool:
    """Say whether a browser may follow an address of a pack: `javascript:` and the like are shown as text alone."""
    return url.isascii() and url.isprintable() and url.startswith(("https://", "http://", "file:///"))


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
