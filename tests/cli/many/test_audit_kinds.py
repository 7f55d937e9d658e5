"""`audit` of every kind of rule: what it says is what a fresh check says, and no rule is left out in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image, ImageDraw

from rednote_lint.cli.app import run
from rednote_lint.errors import ExitCode
from rednote_lint.packs.locate import shipped_packs
from rednote_lint.run.audits.audit import why_not_audited
from rednote_lint.run.kept.ledger import Ledger, Line, head_of, lines_of
from rednote_lint.store.run_store import RunStore
from tests.cli.many.test_audit import pack, rule, words
from tests.media_made import rules_of, save_jpeg, save_png, scene
from tests.text.test_shingles import BREAD, TEA

Found = set[tuple[str, str, str]]
EDGES = "platform: {en: TikTok, zh: 抖音}, where: edges, proof: [{all: [word]}]"
BOTH = "{name: a, words: [咖啡]}, {name: b, words: "
LABEL = "[{key: png.Software, label: x}]"
KINDS = {
    "HS101": ({"check": "words", "on": "[body]", "words": "[{w: 咖啡}]"}, {"words": "[{w: 老城区}]"}),
    "HS111": ({"check": "pattern", "on": "[body]", "patterns": "['四月.']"}, {"patterns": "['三月.']"}),
    "HS121": ({"check": "combo", "parts": f"[{BOTH}[夜里]}}]", "window": "20"}, {"parts": f"[{BOTH}[很香]}}]"}),
    "HS131": ({"check": "sum", "of": "[HS9]"}, {"of": "[HS1]"}),
    "HS141": (
        {"check": "measure", "measure": "image.width", "require": "{at_least: 10}"},
        {"require": "{at_least: 9999}"},
    ),
    "HS151": (
        {"check": "metadata", "any": "[{key: png.Software, value: 'nobody', label: software}]"},
        {"any": "[{key: png.Software, value: 'Studio', label: software}]"},
    ),
    "HS161": (
        {
            "check": "declared",
            "field": "ai_generated",
            "stated": "[affirmed]",
            "any": "[{key: png.Software, label: x}]",
        },
        {"stated": "[denied]"},
    ),
    "HS171": ({"check": "barcode", "payload": "[payment]"}, {"payload": "[wechat]"}),
    "HS181": (
        {"check": "duplicate", "same": "caption", "across": "accounts", "likeness": "100"},
        {"likeness": "50"},
    ),
    "HS182": ({"check": "duplicate", "same": "look", "across": "posts"}, {"across": "accounts"}),
    "HS191": (
        {"check": "mark", "on": "[image]", "mark": f"{{words: ['nothing'], {EDGES}}}"},
        {"mark": f"{{words: ['TikTok'], {EDGES}}}"},
    ),
}
SPOKEN = [words("HS901", "院子", "info"), words("HS902", "桂花", "info")]
OLD = [rule(code, **before) for code, (before, _) in KINDS.items()]
NEW = [rule(code, **{**before, **after}) for code, (before, after) in KINDS.items()]


def write(folder: Path, text: str, account: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "post.md").write_text(f"---\naccount: {account}\nai_generated: false\n---\n{text}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Posts in which every kind of rule has something to find."""
    import zxingcpp

    top = tmp_path_factory.mktemp("kinds")
    first = write(top / "posts/a", f"{TEA}\n老城区的咖啡很香，三月再去", "north")
    write(top / "posts/b", TEA.replace("城西", "城东"), "south")
    last = write(top / "posts/c", BREAD, "east")
    picture = scene(640, 480, seed=4)
    save_jpeg(first / "01.jpg", picture, quality=90)
    save_jpeg(last / "02.jpg", picture.resize((320, 240)), quality=60)
    code = zxingcpp.create_barcode("https://u.wechat.com/abc", zxingcpp.BarcodeFormat.QRCode)
    page = Image.new("RGB", (720, 720), "white")
    page.paste(Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8)).convert("RGB"), (200, 200))
    ImageDraw.Draw(page).text((12, 12), "TikTok", fill="black", font_size=40)
    save_png(last / "03.png", page, Software="Studio")
    return top


@pytest.fixture
def here(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(made)
    monkeypatch.setenv("REDNOTE_LINT_NO_PROGRESS", "1")
    monkeypatch.setenv("REDNOTE_LINT_CACHE", str(made / "cache"))
    return made


def checked(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> Found:
    (folder.parent / "posts/rednote-lint.yaml").write_text(f"packs: [{folder.as_posix()}]\n", encoding="utf-8")
    run(["check", "posts", "--format", "json", *options])
    told = json.loads(capsys.readouterr().out)
    assert not any(post["problems"] for post in told["posts"])
    return {(p["path"], f["code"], f["evidence"]) for p in told["posts"] for f in p["findings"]}


def audited(capsys: pytest.CaptureFixture[str], store: str, *options: str) -> tuple[int, dict[str, Any]]:
    code = run(["audit", store, "--format", "json", *options])
    return int(code or 0), json.loads(capsys.readouterr().out)


def laid_over(before: Found, told: dict[str, Any]) -> Found:
    changed = [
        (one["change"], (post["path"], one["code"], one["evidence"]))
        for post in told["posts"]
        for one in post["changes"]
    ]
    came, gone = ({one for how, one in changed if how == change} for change in ("comes", "goes"))
    return (before | came) - gone


def test_a_changed_rule_of_each_kind_is_told_as_a_fresh_check_tells_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = pack(here / "old", *OLD, *SPOKEN), pack(here / "new", *NEW, *SPOKEN, version="2")
    before = checked(capsys, old, "--store", "run.db")
    code, told = audited(capsys, "run.db", "--packs", str(new))
    assert (code, told["summary"]["not_audited"], told["summary"]["not_compared"]) == (1, 0, [])
    after = checked(capsys, new)
    assert {code for _, code, _ in before ^ after if code.startswith("HS")} == set(KINDS), "all say something else"
    assert laid_over(before, told) == after
    assert audited(capsys, "run.db")[1]["summary"]["goes"] > 0, "rules that were edited in their place"


def test_every_shipped_rule_is_audited_or_named_with_the_reason() -> None:
    rules = rules_of(*(folder.name for folder in shipped_packs()))
    named = {rule.code: why_not_audited(rule) for rule in rules if why_not_audited(rule) is not None}
    assert set(named) == {"RL002", "RL003", "RL004"}
    assert all(said is not None and said.en and said.zh for said in named.values())


def test_posts_of_an_older_store_are_counted_as_not_compared(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked(capsys, pack(here / "older", *SPOKEN), "--store", "old.db", "--no-ocr")
    make_older(Path("old.db"))
    code, told = audited(capsys, "old.db")
    assert code == ExitCode.FAILED
    assert (told["summary"]["not_compared_posts"], told["summary"]["not_audited"]) == (3, 0)
    assert "OR101" in told["summary"]["not_compared"]
    run(["audit", "old.db", "--lang", "en"])
    assert "for posts 3; check these again, with `--store`" in capsys.readouterr().out


def make_older(file: Path) -> None:
    """Take from a store what older versions did not keep."""
    store = RunStore(file)
    head = head_of(store)
    assert head is not None
    lines: list[Line] = list(lines_of(store))
    ledger = Ledger(store, msgspec.structs.replace(head, program=("older",), found=None))
    for line in lines:
        ledger.add_line(msgspec.structs.replace(line, twins=None))
    ledger.end(len(lines))
    store.close()


def test_a_history_that_is_gone_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = pack(here / "past", *SPOKEN)
    found = checked(capsys, house, "--no-ocr", "--history", "past.db", "--store", "with.db")
    assert "OR101" in {code for _, code, _ in found}
    size = Path("past.db").stat().st_size
    code, told = audited(capsys, "with.db")
    assert (code, told["posts"], told["summary"]["not_compared"]) == (0, [], [])
    assert Path("past.db").stat().st_size == size, "the history is read only"
    Path("past.db").unlink()
    code, told = audited(capsys, "with.db")
    assert code == ExitCode.FAILED and "OR101" in told["summary"]["not_compared"]
    run(["audit", "with.db", "--lang", "en"])
    assert "the history past.db that the run named is gone" in capsys.readouterr().out
