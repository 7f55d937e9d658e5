"""Options of the HTML report: `--compare`, `--public`, `--logo`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from rednote_lint.cli import pages
from tests.cli.test_commands import run

CONTACT, NUMBER = "想要清单的加我微信 camp_day88", "想要清单的打电话 13812345678"


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    for name, text in (("a", CONTACT), ("b", NUMBER), ("c", CONTACT)):
        (tmp_path / "desk/campaign" / name).mkdir(parents=True)
        (tmp_path / "desk/campaign" / name / "caption.txt").write_text(f"周末去露营\n{text}", encoding="utf-8")
    return tmp_path / "desk/campaign"


def states(page: str) -> dict[str, str]:
    posts = re.findall(r'data-state="([^"]*)".*?<span class="path">(.*?)</span>', page, re.DOTALL)
    return {path.rpartition("/")[2]: state for state, path in posts}


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_findings_are_compared_with_an_earlier_report(campaign: Path, format_: str) -> None:
    here = campaign.parent
    run("campaign", "--output", f"{format_}=old.{format_}", cwd=here)
    (campaign / "a/caption.txt").write_text(f"周末去露营\n风很大\n{CONTACT}", encoding="utf-8")
    (campaign / "b/caption.txt").write_text(f"周末去露营\n{CONTACT}", encoding="utf-8")
    (campaign / "c/caption.txt").unlink()
    run("campaign", "--output", "html=new.html", "--compare", f"old.{format_}", cwd=here)
    page = (here / "new.html").read_text(encoding="utf-8")
    assert states(page)["a"] == "unchanged" and set(states(page)["b"].split()) == {"new", "unchanged", "fixed"}
    assert "Fixed since the earlier report" in page and "13812345678" in page
    assert 'value="fixed"' in page and 'value="missed"' not in page
    assert re.search(r"that are not in this one:</span>.*? 1</li>", page)


def test_what_was_not_looked_for_again_is_not_fixed(campaign: Path) -> None:
    Image.new("RGB", (300, 400)).save(campaign / "a/1.jpg")
    run("campaign/a", "--output", "json=old.json", cwd=campaign.parent)
    (campaign / "a/1.jpg").write_bytes((campaign / "a/1.jpg").read_bytes()[:200])
    run("campaign/a", "--output", "html=new.html", "--compare", "old.json", cwd=campaign.parent)
    page = (campaign.parent / "new.html").read_text(encoding="utf-8")
    assert "missed" in states(page)["a"].split() and "fixed" not in states(page)["a"].split()
    assert "not looked for this time" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no report"),
        (b"{}", "is no report"),
        (b'{"version": 1, "posts": 3}', "is no report"),
        (b"\xff\xfe{", "is no report"),
        (b"[1, 2]", "is no report"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_report_is_refused_before_the_run(campaign: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (campaign.parent / "old.json").write_bytes(content)
    result = run("campaign", "--output", "html=new.html", "--compare", "old.json", cwd=campaign.parent)
    assert result.returncode == 2 and said in result.stderr and "old.json" in result.stderr
    assert not (campaign.parent / "new.html").exists()


@pytest.mark.parametrize("option", [["--compare", "old.json"], ["--public"], ["--logo", "logo.png"]])
def test_without_a_page_they_are_refused(campaign: Path, option: list[str]) -> None:
    result = run("campaign", *option, cwd=campaign.parent)
    assert result.returncode == 2 and "--output html=report.html" in result.stderr


@pytest.mark.parametrize("root", ["{}", "{}/a", "../desk/campaign", "."])
def test_a_public_page_holds_no_folder_of_the_machine(campaign: Path, root: str) -> None:
    (campaign / "a/post.yaml").write_text("title: 周末\nimages: [gone.jpg]\n", encoding="utf-8")
    cwd = campaign if root == "." else campaign.parent
    options = ["--output", "html=../page.html", "--public"]
    run(root.format(campaign), *options, cwd=cwd)
    page = (cwd.parent / "page.html").read_text(encoding="utf-8")
    assert "gone.jpg" in page and "DV102" in page
    assert str(campaign.parent) not in page and "../desk" not in page and "rednote-lint fix" not in page
    run(root.format(campaign), *options[:2], cwd=cwd)
    whole = (cwd.parent / "page.html").read_text(encoding="utf-8")
    assert "rednote-lint fix" in whole or "data-copy" in whole


def test_a_logo_stands_in_the_head(campaign: Path) -> None:
    Image.new("RGB", (60, 20), "navy").save(campaign.parent / "logo.png")
    run("campaign/a", "--output", "html=new.html", "--logo", "logo.png", cwd=campaign.parent)
    page = (campaign.parent / "new.html").read_text(encoding="utf-8")
    assert page.index('<img class="logo" src="data:image/png;base64,') < page.index("<h1>")


@pytest.mark.parametrize(
    "data",
    [
        b"<svg onload='alert(1)'/>",
        b"\xef\xbb\xbf<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n" + bytes(pages.LARGEST_LOGO),
        None,
    ],
)
def test_what_is_no_logo_is_refused(campaign: Path, data: bytes | None) -> None:
    if data is not None:
        (campaign.parent / "logo.png").write_bytes(data)
    result = run("campaign", "--output", "html=new.html", "--logo", "logo.png", cwd=campaign.parent)
    assert result.returncode == 2 and "logo" in result.stderr and not (campaign.parent / "new.html").exists()
