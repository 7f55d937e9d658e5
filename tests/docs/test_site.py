"""The site: built strictly, every link with its anchor leads somewhere, nothing comes from another host."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from rednote_lint import Settings, rules

pytest.importorskip("material", reason="the extra `docs` is not installed")
ROOT = Path(__file__).parents[2]
CPU_SECONDS = 40
"""A build takes 12; the bound leaves room for a slow machine."""
SOURCES = ("script", "img", "iframe", "source")
LOADING = {*((tag, "src") for tag in SOURCES), ("object", "data"), ("link", "href")}
NOT_LOADED = {"canonical", "alternate", "next", "prev"}


class Document(HTMLParser):
    """What a page links to, loads and can be linked at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self.anchors.update(values[key] for key in ("id", "name") if values.get(key))
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        for key, value in values.items():
            if (tag, key) in LOADING and values.get("rel") not in NOT_LOADED:
                self.loaded.append(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    before = os.times().children_user
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    after = os.times().children_user
    assert done.returncode == 0 and "WARNING" not in done.stderr, done.stdout + done.stderr
    assert after - before < CPU_SECONDS
    return target


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[Path, Document]:
    return {path: Document(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_no_link_is_dead(documents: dict[Path, Document], site: Path) -> None:
    def dead() -> Iterator[str]:
        for path, document in documents.items():
            for link in {*document.links, *document.loaded}:
                parts = urlsplit(link)
                if parts.scheme or parts.netloc or path.name == "404.html":
                    continue
                target = path if not parts.path else Path(os.path.normpath(path.parent / unquote(parts.path)))
                target = target / "index.html" if target.is_dir() else target
                if not target.is_file() or not target.is_relative_to(site):
                    yield f"{path.relative_to(site)}: {link}"
                elif parts.fragment and unquote(parts.fragment) not in documents[target].anchors:
                    yield f"{path.relative_to(site)}: no such anchor: {link}"

    assert not list(dead())


def test_nothing_comes_from_another_host(documents: dict[Path, Document], site: Path) -> None:
    for path, document in documents.items():
        assert not [address for address in document.loaded if re.match(r"(\w+:)?//", address)], path
        text = path.read_text(encoding="utf-8")
        assert 'class="mermaid"' not in text, "the theme would load a library for it"
        assert 'data-md-component="source"' not in text, "the theme would ask the repository's host for figures"
    for path in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(\w+:)?//", path.read_text(encoding="utf-8")), path


def test_every_rule_has_its_page(documents: dict[Path, Document], site: Path) -> None:
    listed = documents[site / "rules" / "index.html"].links
    known = [rule for rule in rules(Settings(isolated=True, preset="strict", select=("ALL",)))]
    assert len(known) > 400
    for rule in known:
        page = documents[site / "rules" / f"{rule.code}.html"]
        assert f"{rule.code}.html" in listed
        assert {"why", "examples", "what-to-do", "turn-it-off", "zh"} <= page.anchors, rule.code
        assert rule.source is None or rule.source.url in page.links, rule.code
        assert rule.since and f"rednote-lint {rule.since}" in (site / "rules" / f"{rule.code}.html").read_text("utf-8")


def test_an_example_stands_on_its_page_as_it_is_written(site: Path) -> None:
    page = (site / "rules" / "FM202.html").read_text(encoding="utf-8")
    assert "＃" in page
    found = re.search(r'id="found".*?<ul class="examples">(.*?)</ul>', page, re.DOTALL)
    assert found and "<em>" not in found[1] and "<code>" not in found[1]


def test_chinese_pages_say_so(documents: dict[Path, Document], site: Path) -> None:
    for path, document in documents.items():
        chinese = path.relative_to(site).parts[0] == "zh"
        assert document.language == ("zh-CN" if chinese else "en"), path
        assert not chinese or "Table of contents" not in path.read_text(encoding="utf-8"), path


def test_tutorials_are_there_in_both_languages() -> None:
    english, chinese = ({path.name for path in (ROOT / "docs" / name).glob("*.md")} for name in ("tutorials", "zh"))
    assert (
        english == chinese - {"index.md", "studio.md"} == {"creator.md", "repository.md", "agency.md", "rule-author.md"}
    )
    assert (ROOT / "docs" / "studio.md").is_file(), "which has a Chinese twin beside the tutorials"
