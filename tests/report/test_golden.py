"""Every format on the same findings, compared with files; `pytest tests/report --update-golden` rewrites them."""

import io
import re
from pathlib import Path

import pytest

from rednote_lint.model import PostDisplay
from rednote_lint.report import Display, RunInfo, reporter_of

GOLDEN = Path(__file__).parent / "golden"

CASES = {
    "screen.en.txt": ("full", Display(width=80)),
    "screen.zh.txt": ("full", Display(width=80, language="zh")),
    "screen.narrow.txt": ("full", Display(width=40, explain=True)),
    "screen.wide.txt": ("full", Display(width=140)),
    "screen.colour.txt": ("full", Display(width=80, colour=True)),
    "full.en.txt": ("full", Display(width=80, verbose=True)),
    "full.zh.txt": ("full", Display(width=80, language="zh", verbose=True)),
    "full.narrow.txt": ("full", Display(width=44, explain=True, verbose=True)),
    "full.colour.txt": ("full", Display(width=80, colour=True, verbose=True)),
    "concise.en.txt": ("concise", Display(explain=True)),
    "concise.zh.txt": ("concise", Display(language="zh")),
    "github.en.txt": ("github", Display(explain=True)),
    "github.zh.txt": ("github", Display(language="zh")),
    "gitlab.en.json": ("gitlab", Display(explain=True)),
    "gitlab.zh.json": ("gitlab", Display(language="zh")),
    "jsonl.en.jsonl": ("jsonl", Display(explain=True)),
    "sarif.en.json": ("sarif", Display(explain=True)),
    "sarif.zh.json": ("sarif", Display(language="zh")),
    "junit.en.xml": ("junit", Display(explain=True)),
    "junit.zh.xml": ("junit", Display(language="zh")),
    "rdjson.en.json": ("rdjson", Display(explain=True)),
    "rdjson.zh.json": ("rdjson", Display(language="zh")),
    "markdown.en.md": ("markdown", Display(explain=True)),
    "markdown.zh.md": ("markdown", Display(language="zh")),
    "csv.en.csv": ("csv", Display(explain=True)),
    "csv.zh.csv": ("csv", Display(language="zh")),
    "html.en.html": ("html", Display(explain=True)),
    "json.en.json": ("json", Display(explain=True)),
    "json.zh.json": ("json", Display(language="zh")),
}

_OURS = re.compile(r"(?<=<style>).*(?=</style>)|(?<=<script>).*(?=</script>)|'sha256-[^']+'", re.DOTALL)
"""The styles and the script of a page, and their digests."""


def shown(name, display, reports, summary):
    stream = io.StringIO()
    reporter = reporter_of(name, stream, display)
    reporter.begin(RunInfo(version="1.2.3", here="/repo/posts", repository="/repo", roots=("serum", "kyoto")))
    for report in reports:
        reporter.post(report, PostDisplay(language=display.language))
    reporter.end(summary)
    return _OURS.sub("", stream.getvalue())


@pytest.mark.parametrize("file", CASES)
def test_looks_as_it_did(file, reports, summary, golden):
    golden(GOLDEN / file, shown(*CASES[file], reports, summary))
