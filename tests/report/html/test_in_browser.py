"""The page in a real browser, started once: nothing in it runs but our script, nothing is asked for, it is quick."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from rednote_lint.cli.pages import page_settings_of
from rednote_lint.model import Asset, AssetKind, Report, Subtitle, Thumbnails, Transcript
from rednote_lint.report import Illustrator, RunInfo
from rednote_lint.report.html import reporter
from tests.browser import ABSENT, AXE, NO_AXE, PROGRAM, Page, browser
from tests.report.html.made import FILTERED, FOUND, finding, hostile, illustrated, post, seen, thousand, tiny
from tests.reports_made import summed, written

pytestmark = pytest.mark.skipif(PROGRAM is None, reason=ABSENT)
INJECTIONS = Path(__file__).with_name("injections.txt").read_text(encoding="utf-8").splitlines()
UNNAMED = """[...document.querySelectorAll('button, input, select, a, summary')]
  .filter(one => one.checkVisibility() && !(one.labels?.[0] ?? one).innerText.trim()).map(one => one.outerHTML)"""
FOCUSED = """(() => {
  const all = [...document.querySelectorAll('*')];
  return String(all.indexOf(document.activeElement));
})()"""
FOCUSABLE = """(() => {
  const all = [...document.querySelectorAll('*')];
  return all.filter(one => one.matches('button, input, select, a[href], summary') && one.checkVisibility())
    .map(one => String(all.indexOf(one)));
})()"""
MOST_STEPS = 200
FAINT = """(() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (color) => color.slice(0, 3).map(c => c / 255)
    .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const color = channels(getComputedStyle(one).backgroundColor);
      if (color[3] !== 0) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const one of document.querySelectorAll('body *')) {
    const own = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !one.checkVisibility() || one.closest('.visually-hidden, script, option')) continue;
    const [a, b] = [light(channels(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) faint.push(`${one.className} ${one.textContent.slice(0, 40)}`);
  }
  return faint;
})()"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.screen(1280, 800)
        yield opened


def saved(folder: Path, reports: list[Report], illustrate: Illustrator = illustrated, **display: object) -> str:
    text = written("html", reports, summed(reports), run=RunInfo(illustrate=illustrate, version="1"), **display)
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("whole", [0, 1000], ids=["packed", "written"])
def test_markup_in_any_field_executes_nothing(
    page: Page, tmp_path: Path, reports: tuple[Report, ...], monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    assert len(INJECTIONS) >= 60
    monkeypatch.setattr(reporter, "WHOLE", whole)
    page.open(saved(tmp_path, [hostile(text, reports[0]) for text in INJECTIONS], tiny, explain=True))
    shown = page.value(
        """(async () => {
          const posts = [...document.querySelectorAll('.post')], names = [];
          for (const post of posts) {
            post.open = true;
            while (post.querySelector('.packed')) await new Promise(done => setTimeout(done, 2));
            names.push([post.querySelector('h3').textContent, post.querySelector('.caption dd').innerText]);
          }
          return names;
        })()"""
    )
    assert [" ".join(name.split()) for name, _ in shown] == [" ".join(text.split()) for text in INJECTIONS]
    assert all(body.rstrip("0123456789") for _, body in shown)
    assert page.value("document.querySelectorAll('iframe, object, embed, base, form').length") == 1
    assert page.value("[...document.querySelectorAll('a')].filter(a => !/^(file|https?):/.test(a.href)).length") == 0
    assert (page.complaints(), page.requests()) == ([], [])


@pytest.mark.parametrize("start", [b"", b"GIF8"], ids=["picture", "no picture"])
def test_markup_in_a_logo_and_in_its_name_executes_nothing(
    page: Page, tmp_path: Path, reports: tuple[Report, ...], start: bytes
) -> None:
    logo = tmp_path / ("' onerror=alert(1) x='.png" if os.name == "nt" else '"><img src=x onerror=alert(1)>.png')
    Image.new("RGB", (60, 20), "navy").save(logo)
    logo.write_bytes((start or logo.read_bytes()) + "\n".join(INJECTIONS).encode())
    asked = page_settings_of({"compare": None, "public": False, "logo": str(logo), "format_": "html", "output": ()})
    text = written("html", reports, summed(reports), run=RunInfo(illustrate=tiny, version="1", page=asked))
    assert "onerror" not in text and logo.name not in text
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    page.open((tmp_path / "report.html").as_uri())
    assert page.value("document.querySelectorAll('img.logo').length") == 1
    assert page.value("document.querySelector('img.logo').naturalWidth") == (0 if start else 60)
    assert (page.complaints(), page.requests()) == ([], [])


def test_a_thousand_posts_are_one_small_file_and_filter(page: Page, tmp_path: Path) -> None:
    made, thumbnails = thousand(), []

    def counted(*asked: Any) -> Thumbnails:
        thumbnails.append(illustrated(*asked))
        return thumbnails[-1]

    url = saved(tmp_path, made, counted)
    assert (sum(len(one.findings) for one in made), len(thumbnails)) == (300, 200)
    assert (tmp_path / "report.html").stat().st_size < 15_000_000
    page.open(url)
    _, _, shown = page.value(FILTERED)
    assert shown == 3, "990, 991 and 992 have an error, 99 has none"
    assert page.value("location.hash") == "#q=title+99&severity=error"
    words = ["夏天每天都用", "0990", "ACCOUNT 3", "nowhere"]
    assert [shown for shown, _ in page.value(FOUND % json.dumps(words))] == ["1000", "1", "143", "0"]
    assert (page.complaints(), page.requests()) == ([], [])


def test_a_filtered_view_can_be_sent(page: Page, tmp_path: Path) -> None:
    text = "全网最佳防晒"
    made = [post(0), post(1, [finding(text, "最佳")], text), post(2, [finding(text, "最佳", "AD102")], text)]
    page.open(saved(tmp_path, made) + "#rule=AD102&lang=zh&theme=dark&post=3")
    assert page.value("[...document.querySelectorAll('.post:not([hidden])')].map(p => p.dataset.number)") == ["3"]
    assert page.value("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["zh-Hans", "dark"]
    assert page.value("document.querySelector('.post[open] .places code').innerText") == "a/post.md:1:3"
    assert "法律点名" in page.value("document.querySelector('.post[open]').innerText")


def spoken() -> Report:
    """Return a post whose video says what a rule names, in its subtitles."""
    lines = (Subtitle(0.0, 2.0, "山里露营"), Subtitle(2.0, 4.0, "这是全网最佳营地"))
    return msgspec.structs.replace(
        post(7, [seen("最佳", 2.0, 4.0)], "Caf\u00e9 weekend"),
        assets=(Asset(path="a/clip.mp4", kind=AssetKind.VIDEO),),
        transcripts=(Transcript(path="a/clip.mp4", lines=lines),),
    )


def test_subtitles_stand_beside_the_video_and_are_found(page: Page, tmp_path: Path) -> None:
    page.open(saved(tmp_path, [post(1), spoken(), post(2)]) + "#post=2")
    shown = "[...document.querySelectorAll('.post[open] .transcript tr')].map(row => row.innerText.trim())"
    assert page.value(shown) == ["00:00.0–00:02.0\t山里露营", "00:02.0–00:04.0\t这是全网最佳1营地"]
    assert page.value("document.querySelector('.post[open] .transcript mark.error').innerText") == "最佳"
    assert page.value("document.querySelectorAll('.post[open] .strip rect.said').length") == 2
    assert page.value("document.querySelector('.post[open] figcaption q').innerText") == "这是全网最佳营地"
    found = page.value(FOUND % json.dumps(["全网最佳营地", "cafe\u0301", "CLIP.mp4"]))
    assert [shown for shown, _ in found] == ["1", "1", "1"]


def test_it_is_read_without_scripts(page: Page, tmp_path: Path, reports: tuple[Report, ...]) -> None:
    page.scripts(on=False)
    try:
        page.open(saved(tmp_path, [*reports, spoken()]))
        shown = page.value("document.body.innerText")
        assert "Found 4 errors" in shown and "NOT READY" in shown and "“最佳” is an absolute claim" in shown
        assert "属于绝对化用语" not in shown
        assert "这是全网最佳1营地" in page.value("[...document.querySelectorAll('.transcript')].at(-1).textContent")
        controls = "[...document.querySelectorAll('button, input, select')]"
        assert page.value(f"{controls}.some(one => one.checkVisibility())") is False
        assert page.value("document.querySelectorAll('.post summary').length") == 4
    finally:
        page.scripts(on=True)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everything_has_a_name_and_contrast(
    page: Page, tmp_path: Path, reports: tuple[Report, ...], dark: bool
) -> None:
    page.screen(1280, 800, dark=dark)
    page.open(saved(tmp_path, list(reports), explain=True))
    assert page.value(FAINT) == []
    assert page.value(UNNAMED) == []
    page.screen(390, 844, dark=dark)
    assert page.value("document.documentElement.scrollWidth") <= 390
    page.screen(1280, 800)


def test_the_keyboard_reaches_everything(page: Page, tmp_path: Path) -> None:
    text = "＃全网最佳防晒"
    made = [post(n, [finding(text, "最佳")], text) for n in range(3)]
    page.open(saved(tmp_path, made))
    page.value("document.body.focus()")
    reached: list[str] = []
    for _ in range(MOST_STEPS):
        page.press("Tab")
        reached.append(page.value(FOCUSED))
        if reached[-1] == reached[0] and len(reached) > 1:
            break
    assert set(page.value(FOCUSABLE)) <= set(reached)
    page.value("document.querySelectorAll('.post summary')[1].focus()")
    page.press("Enter")
    page.drawn()
    assert page.value("[...document.querySelectorAll('.post[open]')].map(p => p.dataset.number)") == ["2"]
    page.value("document.querySelector('.post[open] .copy').focus()")
    page.press("Enter")
    page.drawn()
    assert page.value("document.getElementById('copied').textContent") == "Copied"
    assert page.clipboard() == page.value("JSON.parse(document.querySelector('.post[open] .copy').dataset.copy)")


@pytest.mark.skipif(not AXE.is_file(), reason=NO_AXE)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(page: Page, tmp_path: Path, reports: tuple[Report, ...], dark: bool, width: int) -> None:
    page.screen(width, 800, dark=dark)
    page.open(saved(tmp_path, list(reports), explain=True))
    page.value("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.violations() == []
    page.screen(1280, 800)
