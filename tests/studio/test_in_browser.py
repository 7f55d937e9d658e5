"""The page in a real browser: what is typed is checked at once, and nothing in it runs but our script."""

from __future__ import annotations

import json
import time
from pathlib import Path

from PIL import ImageDraw

from rednote_lint import check
from rednote_lint.errors import ExitCode
from rednote_lint.run.settings import Settings
from tests.browser import Page
from tests.clips_made import card, write_clip
from tests.studio.conftest import Client
from tests.studio.test_repairs import unpacked

HIT = "加我微信号 sunny_2024"
INJECTIONS = Path(__file__).parents[1] / "report" / "html" / "injections.txt"
TYPE = """new Promise(done => {
  const area = document.querySelector('#words textarea'), start = performance.now();
  area.value = %s;
  area.dispatchEvent(new Event('input', {bubbles: true}));
  const look = () => {
    if (%s) done(performance.now() - start);
    else if (performance.now() - start > 3000) done(null);
    else setTimeout(look, 4);
  };
  look();
})"""
NAME = "<img src=x onerror=alert(1)>"
LOOK = """(async () => {
  const shown = [];
  for (const number of %s) {
    document.querySelector(`#posts button[data-post="${number}"]`).click();
    const phone = document.getElementById('phone');
    while (phone.dataset.post !== String(number)) await new Promise(done => setTimeout(done, 4));
    for (const one of document.querySelectorAll('#phone sup')) one.remove();
    const {title, body} = document.getElementById('words').elements;
    shown.push([title.value, body.value && document.querySelector('#phone .field_body').textContent]);
  }
  return shown;
})()"""
SAYS = "document.getElementById('findings').textContent.includes('DV102')"


def opened(tab: Page, client: Client, number: int = 0) -> None:
    tab.open(f"http://{client.host}/#post={number}")
    until(tab, "document.documentElement.dataset.ready === '1'")


def until(tab: Page, condition: str, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not tab.value(f"Boolean({condition})"):
        assert time.monotonic() < end, condition
        time.sleep(0.02)


def typed(tab: Page, text: str, condition: str) -> float:
    took = tab.value(TYPE % (json.dumps(text), condition))
    assert took is not None, condition
    return float(took)


def paste(tab: Page, body: str, title: str = "") -> None:
    tab.value(
        "(() => { const form = document.getElementById('paste'), {title, body} = form.elements;"
        f"title.value = {json.dumps(title)}; body.value = {json.dumps(body)}; form.requestSubmit(); }})()"
    )
    until(tab, f"document.querySelector('#words textarea').value === {json.dumps(body)}")


def test_findings_follow_what_is_typed(tab: Page, client: Client) -> None:
    opened(tab, client)
    paste(tab, f"{HIT}，京都很美", "三天两夜")
    assert tab.value("document.querySelector('#phone mark').textContent") == "微信号 sunny_2024"
    assert typed(tab, "京都很美", f"!{SAYS}") < 300
    assert typed(tab, f"京都很美 {HIT}", SAYS) < 300
    assert tab.value("document.querySelector('#phone .field_body').innerText").startswith("京都很美")
    assert tab.complaints() == []
    assert [url for url in tab.requests() if not url.startswith(f"http://{client.host}/")] == []


def test_a_reload_shows_what_was_typed(tab: Page, client: Client) -> None:
    opened(tab, client)
    paste(tab, "第一")
    typed(tab, "第一\n第二", "document.querySelector('#phone .field_body')?.innerText.includes('第二')")
    address = tab.value("location.href")
    tab.open(address)
    until(tab, "document.documentElement.dataset.ready === '1'")
    assert tab.value("document.querySelector('#words textarea').value") == "第一\n第二"


def test_markup_in_any_field_runs_nothing(tab: Page, client: Client) -> None:
    texts = INJECTIONS.read_text(encoding="utf-8").splitlines()
    assert len(texts) >= 60
    rows = [
        {"id": text, "title": text, "body": text, "tags": [text], "account": text, "location": text} for text in texts
    ]
    numbers = client.drop({f"{NAME}/{NAME}.jsonl": "\n".join(map(json.dumps, rows)).encode()})
    assert len(numbers) == len(texts)
    opened(tab, client, numbers[0])
    shown = tab.value(LOOK % json.dumps(numbers))
    assert [title for title, _ in shown] == [" ".join(text.split()) for text in texts]
    assert all(body for _, body in shown)
    inside = "#phone script, #phone iframe, #findings script, #findings iframe, object, embed, base"
    assert tab.value(f"document.querySelectorAll({json.dumps(inside)}).length") == 0
    assert tab.value("[...document.querySelectorAll('a:not(.button)')].filter(a => !/^https?:/.test(a.href))") == []
    assert tab.complaints() == []


def marked(folder: Path) -> Path:
    """Draw a post: a clip that ends with the card of another platform, and a WeChat id in its caption."""
    folder.mkdir()
    size = (360, 640)

    def paint(draw: ImageDraw.ImageDraw, moment: float) -> None:
        if moment >= 3:
            card(draw, size)

    write_clip(folder / "clip.mp4", seconds=4.5, size=size, paint=paint)
    (folder / "post.md").write_text(
        f"---\ntitle: 三天两夜\n---\n京都很美。{HIT} 领取攻略！明天见。\n", encoding="utf-8"
    )
    return folder


def drop(tab: Page, *paths: Path) -> None:
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        tab.call("Input.dispatchDragEvent", type=kind, x=300, y=200, data=data)


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


def test_a_dropped_post_is_checked_edited_fixed_and_taken_home_clean(tab: Page, client: Client, tmp_path: Path) -> None:
    original = marked(tmp_path / "京都 cafe\u0301")
    before = everything(tmp_path)
    opened(tab, client)
    drop(tab, original)
    until(tab, f"{SAYS}")
    until(tab, "document.getElementById('state').dataset.now === 'done'", 40)
    assert tab.value("document.querySelector('#findings .meta .verdict').innerText") == "NOT READY"
    assert tab.value("document.querySelectorAll('#findings .frame rect.error').length") >= 1, "a frame with its box"
    card_of = "[...document.querySelectorAll('#findings .causes > ol > li')].find(li => li.innerText.includes('WM102'))"
    tab.value(f"{card_of}.click()")
    until(tab, "document.querySelector('#phone video').currentTime >= 2.9")
    until(tab, "document.querySelector('#phone .film rect.error')")
    assert typed(tab, "京都很美。明天见。", f"!{SAYS}") < 300
    until(tab, "document.getElementById('state').dataset.now === 'done'", 40)
    assert "WM102" in tab.value("document.getElementById('findings').innerText")
    tab.value("document.getElementById('preview').click()")
    until(tab, "document.getElementById('compare').open", 40)
    assert "clip.mp4" in tab.value("document.getElementById('compare').innerText")
    film = tab.value("document.querySelector('#phone video').src")
    tab.value("document.querySelector('[data-act=accept]').click()")
    until(tab, "document.querySelector('#findings .meta .verdict').innerText !== 'NOT READY'", 40)
    until(tab, "document.getElementById('state').dataset.now === 'done'", 40)
    assert tab.value("document.querySelector('#phone video').src") != film, "the shorter video is played"
    number = tab.value("Number(new URLSearchParams(location.hash.slice(1)).get('post'))")
    assert tab.value("new URL(document.getElementById('download').href).pathname") == f"/api/posts/{number}/zip"
    home = unpacked(client, number, tmp_path / "home") / "京都 cafe\u0301"
    assert sorted(path.name for path in home.iterdir()) == ["clip.mp4", "post.md"]
    (outcome,) = check([home], settings=Settings(isolated=True))
    assert outcome.exit_code is ExitCode.CLEAN and not outcome.report.skipped
    assert {path: stamp for path, stamp in everything(tmp_path).items() if path in before} == before
    assert tab.complaints() == []
    assert [url for url in tab.requests() if not url.startswith(f"http://{client.host}/")] == []
