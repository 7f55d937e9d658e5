"""The page in a real browser: what is typed is checked at once, and nothing in it runs but our script."""

from __future__ import annotations

import json
import time
from pathlib import Path

import msgspec
import pytest
from PIL import ImageDraw

from rednote_lint import check
from rednote_lint.errors import ExitCode
from rednote_lint.run.settings import Settings
from tests.browser import AXE, NO_AXE, Page
from tests.clips_made import card, write_clip
from tests.report.html import made
from tests.report.html.made import finding, hostile, seen
from tests.report.html.test_in_browser import FAINT, UNNAMED
from tests.studio.conftest import Client, let_in
from tests.studio.test_repairs import jpeg, unpacked, whole

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
ASK_AGAIN = "new BroadcastChannel('rednote-lint').postMessage('')"
SAYS = "document.getElementById('findings').textContent.includes('DV102')"


def opened(tab: Page, client: Client, number: int = 0) -> None:
    tab.open(f"http://{client.host}/#post={number}")
    until(tab, "document.documentElement.dataset.ready === '1'")


def until(tab: Page, condition: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not tab.value(f"Boolean({condition})"):
        assert time.monotonic() < end, condition
        time.sleep(0.02)


def typed(tab: Page, text: str, condition: str) -> float:
    took = tab.value(TYPE % (json.dumps(text), condition))
    assert took is not None, condition
    return float(took)


def quickest(tab: Page, clean: str, wrong: str) -> float:
    """Return the milliseconds in which a finding goes: the least of three, for others use this machine as well."""
    times = []
    for _ in range(3):
        times.append(typed(tab, clean, f"!{SAYS}"))
        typed(tab, wrong, SAYS)
    return min(times)


def paste(tab: Page, body: str, title: str = "") -> None:
    tab.value(
        "(() => { const form = document.getElementById('paste'), {title, body} = form.elements;"
        f"title.value = {json.dumps(title)}; body.value = {json.dumps(body)}; form.requestSubmit(); }})()"
    )
    until(tab, f"document.querySelector('#words textarea').value === {json.dumps(body)}")


@pytest.fixture(scope="module")
def shown(client: Client) -> int:
    """A post with pictures, topics, and findings of all kinds."""
    words = f"---\ntitle: {'很长的标题' * 5}\ntags: [京都]\n---\n{HIT}，全网最佳。\n\n#京都旅行#日本旅行\n"
    (number,) = client.drop({"p/post.md": words.encode(), "p/1.jpg": jpeg(240, 640), "p/2.jpg": jpeg()})
    whole(client, number)
    return number


def test_findings_follow_what_is_typed(tab: Page, client: Client) -> None:
    opened(tab, client)
    paste(tab, f"{HIT}，京都很美", "三天两夜")
    assert tab.value("document.querySelector('#phone mark').textContent") == "微信号 sunny_2024"
    assert quickest(tab, "京都很美", f"京都很美 {HIT}") < 300
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


def test_markup_that_was_seen_or_comes_with_a_pack_or_in_a_notice_runs_nothing(tab: Page, client: Client) -> None:
    texts = INJECTIONS.read_text(encoding="utf-8").splitlines()
    (number,) = client.drop({"p/caption.txt": "京都".encode()})
    whole(client, number)
    held = client.studio._workspace.held(number)
    assert held.whole is not None
    outcome = held.whole
    opened(tab, client, number)
    found = (finding("全网最佳", "最佳"), seen("最佳", 1.0, 3.0))
    hostiles = [hostile(text, made.post(1, found, "全网最佳")) for text in texts]
    together = msgspec.structs.replace(
        hostiles[0],
        assets=(),
        findings=tuple(one for report in hostiles for one in report.findings),
        skipped=tuple(one for report in hostiles for one in report.skipped),
        transcripts=tuple(one for report in hostiles for one in report.transcripts),
    )
    held.whole = msgspec.structs.replace(outcome, report=together)
    held.revision += 1
    held.seen = held.revision
    tab.value(ASK_AGAIN)
    until(tab, f"document.documentElement.dataset.revision === '{held.revision}'")
    assert tab.value("document.querySelectorAll('#findings .causes > ol > li').length") >= len(texts)
    assert tab.value("document.querySelectorAll('#transcript td').length") == 2 * len(texts)
    notice = "涉嫌导流到站外 " + " ".join(texts)
    form = "document.querySelector('#notice form')"
    tab.value(f"{form}.elements.said.value = {json.dumps(notice)}; {form}.requestSubmit()")
    until(tab, "document.getElementById('explained').textContent.includes('strict')")
    inside = "#desk script, #desk iframe, #desk object, #desk embed, base"
    assert tab.value(f"document.querySelectorAll({json.dumps(inside)}).length") == 0
    assert tab.complaints() == []
    held.whole = outcome


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


def test_a_dropped_post_is_checked_edited_fixed_and_taken_home_clean(tab: Page, reader: Client, tmp_path: Path) -> None:
    original = marked(tmp_path / "京都 cafe\u0301")
    before = everything(tmp_path)
    let_in(tab, reader)
    opened(tab, reader)
    drop(tab, original)
    until(tab, f"{SAYS}")
    until(tab, "document.getElementById('state').dataset.now === 'done'")
    assert tab.value("document.querySelector('#findings .meta .verdict').innerText") == "NOT READY"
    assert tab.value("document.querySelectorAll('#findings .frame rect.error').length") >= 1, "a frame with its box"
    card_of = "[...document.querySelectorAll('#findings .causes > ol > li')].find(li => li.innerText.includes('WM102'))"
    tab.value(f"{card_of}.click()")
    until(tab, "document.querySelector('#phone video').currentTime >= 2.9")
    until(tab, "document.querySelector('#phone .film rect.error')")
    rows = "[...document.querySelectorAll('#transcript tr')]"
    said = f"{rows}.find(row => row.innerText.includes('TikTok'))"
    tab.value(f"document.querySelector('#phone video').currentTime = 0, {said}.focus()")
    tab.press("Enter")
    until(tab, "document.querySelector('#phone video').currentTime >= 2")
    until(tab, f"{said}.getAttribute('aria-current') === 'time'")
    assert quickest(tab, "京都很美。明天见。", f"京都很美。{HIT}") < 300
    typed(tab, "京都很美。明天见。", f"!{SAYS}")
    until(tab, "document.getElementById('state').dataset.now === 'done'")
    assert "WM102" in tab.value("document.getElementById('findings').innerText")
    tab.value("document.getElementById('preview').click()")
    until(tab, "document.getElementById('compare').open")
    assert "clip.mp4" in tab.value("document.getElementById('compare').innerText")
    film = tab.value("document.querySelector('#phone video').src")
    tab.value("document.querySelector('[data-act=accept]').click()")
    until(tab, "document.querySelector('#findings .meta .verdict').innerText !== 'NOT READY'")
    until(tab, "document.getElementById('state').dataset.now === 'done'")
    assert tab.value("document.querySelector('#phone video').src") != film, "the shorter video is played"
    number = tab.value("Number(new URLSearchParams(location.hash.slice(1)).get('post'))")
    assert tab.value("new URL(document.getElementById('download').href).pathname") == f"/api/posts/{number}/zip"
    home = unpacked(reader, number, tmp_path / "home") / "京都 cafe\u0301"
    assert sorted(path.name for path in home.iterdir()) == ["clip.mp4", "post.md"]
    (outcome,) = check([home], settings=Settings(isolated=True))
    assert outcome.exit_code is ExitCode.CLEAN and not outcome.report.skipped
    assert {path: stamp for path, stamp in everything(tmp_path).items() if path in before} == before
    assert tab.complaints() == []
    assert [url for url in tab.requests() if not url.startswith(f"http://{reader.host}/")] == []


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)], ids=["phone, light", "desk, dark"])
def test_everything_has_a_name_and_contrast_and_room(
    tab: Page, client: Client, shown: int, width: int, dark: bool
) -> None:
    tab.screen(width, 900, dark=dark)
    for number in (0, shown):
        opened(tab, client, number)
        assert tab.value(FAINT) == []
        assert tab.value(UNNAMED) == []
        assert tab.value("document.documentElement.scrollWidth") <= width
        if AXE.is_file():
            assert tab.violations() == []
    tab.screen(1280, 900)


@pytest.mark.skipif(not AXE.is_file(), reason=NO_AXE)
def test_axe_finds_nothing_in_what_is_looked_at_first(tab: Page, client: Client, shown: int) -> None:
    opened(tab, client, shown)
    for view in ("feed", "search"):
        tab.value(f"document.querySelector('[data-view={view}]').click()")
        assert tab.violations() == []
    tab.value("document.querySelector('[data-view=note]').click()")
    tab.value("document.getElementById('preview').click()")
    until(tab, "document.getElementById('compare').open")
    assert tab.violations() == []
    tab.value("document.querySelector('[data-act=discard]').click()")


def test_the_keyboard_alone_reaches_everything(tab: Page, client: Client, shown: int) -> None:
    opened(tab, client, shown)
    every = "button, input, textarea, a, .carousel, .causes > ol > li, #transcript tr"
    tab.value(f"window.reached = new Set(); document.body.focus(); window.every = {json.dumps(every)}")
    for _ in range(tab.value("document.querySelectorAll(every).length") + 3):
        tab.press("Tab")
        tab.value("reached.add(document.activeElement); 1")
    left = "one => one.checkVisibility() && !one.disabled && !reached.has(one)"
    assert tab.value(f"[...document.querySelectorAll(every)].filter({left}).map(one => one.outerHTML)") == []
    tab.value("document.querySelector('#findings .causes > ol > li').focus()")
    tab.press("Enter")
    until(tab, "document.querySelector('#phone .flash')")


def test_both_languages_and_the_colors_are_kept(tab: Page, client: Client, shown: int) -> None:
    opened(tab, client, shown)
    tab.value("document.getElementById('language').click(); document.getElementById('theme').click()")
    opened(tab, client, shown)
    assert tab.value("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["zh-Hans", "dark"]
    assert "先别发" in tab.value("document.getElementById('findings').innerText")
    tab.value("document.getElementById('language').click(); document.getElementById('theme').click()")
    tab.value("localStorage.clear()")


def test_nothing_can_be_typed_while_files_are_written(tab: Page, client: Client) -> None:
    (number,) = client.drop({"p/caption.txt": "京都散步 #京都旅行#日本旅行".encode()})
    opened(tab, client, number)
    until(tab, "!document.getElementById('fix').disabled")
    tab.value("document.getElementById('fix').click()")
    locked = "document.querySelector('#words textarea').readOnly"
    assert tab.value("document.querySelector('#words [type=checkbox]').disabled")
    assert tab.value(locked)
    until(tab, f"!({locked})")
    assert tab.value("document.querySelector('#words textarea').value") == "京都散步 #京都旅行 #日本旅行"
    assert typed(tab, f"{HIT}", SAYS) > 0


def test_undo_two_windows_and_removal(tab: Page, client: Client) -> None:
    (number,) = client.drop({"p/caption.txt": "京都".encode()})
    opened(tab, client, number)
    area = "document.querySelector('#words textarea').value"
    typed(tab, HIT, SAYS)
    tab.value("document.getElementById('undo').click()")
    until(tab, f"{area} === '京都' && document.getElementById('undo').disabled")
    client.ask("PUT", f"/api/posts/{number}/words", {"title": "", "body": "另一个窗口"})
    tab.value(ASK_AGAIN)
    until(tab, f"{area} === '另一个窗口'")
    client.ask("PUT", f"/api/posts/{number}/words", {"title": "", "body": "又改了"})
    typed(tab, "这里输入的", "!document.getElementById('conflict').hidden")
    assert client.ask("GET", f"/api/posts/{number}").json["body"] == "又改了", "nothing is written over"
    tab.value("document.querySelector('[data-keep=mine]').click()")
    until(tab, "document.getElementById('conflict').hidden")
    until(tab, "document.getElementById('phone').innerText.includes('这里输入的')")
    assert client.ask("GET", f"/api/posts/{number}").json["body"] == "这里输入的"
    if AXE.is_file():
        tab.value("document.getElementById('remove').click()")
        assert tab.violations() == []
    tab.value("document.querySelector('#removal [data-act=remove]').click()")
    until(tab, f"!document.querySelector('#posts [data-post=\"{number}\"]')")
    assert client.ask("GET", f"/api/posts/{number}").status == 400
