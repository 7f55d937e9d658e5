"""The page in a real browser: what is typed is checked at once, and nothing in it runs but our script."""

from __future__ import annotations

import json
import time
from pathlib import Path

from tests.browser import Page
from tests.studio.conftest import Client

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
