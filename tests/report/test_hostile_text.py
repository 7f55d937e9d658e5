"""Control characters, markup and undecodable names in every format: the file stays one that its readers take."""

from __future__ import annotations

import csv
import io
import json
import re

import msgspec
import pytest
from lxml import etree

from rednote_lint.model import Bilingual, Location, Report, Suppressed, SuppressedBy
from rednote_lint.report import FORMATS
from tests.reports_made import summed, written

HOSTILE = [
    "\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x85",
    "]]><!--<a>&amp;&#0;",
    "\u2028\u2029\ufeff\ufffe\uffff",
    "\u202e gnp.exe \u2066",
    "bad\udc80\udfffname",
    "a\"b'c\\d`e|f",
    "\r\n::error::x\r##[group]y",
]
JSON = {"json", "sarif", "gitlab", "rdjson"}


def posts(text: str, reports: tuple[Report, ...]) -> tuple[Report, ...]:
    said = Bilingual(en=text, zh=text)
    source = msgspec.structs.replace(reports[0].findings[0].source, title=text)
    found = [
        msgspec.structs.replace(finding, message=said, why=said, hint=said, evidence=text, source=source)
        for finding in reports[0].findings
    ]
    medium = msgspec.structs.replace(found[3], location=Location(path=f"p/{text}.mp4"), related=())
    aside = Suppressed(finding=found[0], reason=text, by=SuppressedBy.CONFIG)
    skip = msgspec.structs.replace(reports[0].skipped[0], what=text, reason=said)
    problem = msgspec.structs.replace(reports[2].problems[0], message=said, remedy=said)
    report = msgspec.structs.replace(
        reports[0],
        path=f"p/{text}",
        id=text,
        account=text,
        findings=(*found, medium),
        suppressed=(aside,),
        skipped=(skip,),
        problems=(problem,),
    )
    return (report,)


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("text", HOSTILE)
def test_it_can_be_read(name: str, text: str, reports: tuple[Report, ...]) -> None:
    told = posts(text, reports)
    shown = written(name, told, summed(told), explain=True, colour=False)
    if name not in JSON | {"jsonl"}:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", shown)
        assert shown.encode("utf-8")
    if name in JSON:
        json.loads(shown.encode("utf-8"))
    elif name == "jsonl":
        assert len([json.loads(line) for line in shown.split("\n") if line]) == 2
    elif name == "junit":
        etree.fromstring(shown.encode("utf-8"))
    elif name == "csv":
        assert len(list(csv.reader(io.StringIO(shown)))) == len(shown.split("\n")) - 1
