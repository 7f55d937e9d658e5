"""`check: duplicate` with `across`, with the shipped rules, in whole runs over real files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from rednote_lint.errors import UserError
from rednote_lint.packs.loader import load_pack
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from tests.media_made import save_jpeg, scene
from tests.packs.pack_files import rule, write_pack
from tests.text.test_shingles import BREAD, TEA

STRICT = Settings(isolated=True, preset="strict", ocr=False)
DEFAULT = Settings(isolated=True, ocr=False)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = "", **header: str) -> Path:
    folder = Path("posts", name)
    folder.mkdir(parents=True)
    stated = "".join(f"{key}: {value}\n" for key, value in header.items())
    (folder / "caption.md").write_text(f"---\ntitle: 茶\n{stated}---\n{text}\n", encoding="utf-8")
    return folder


def found(settings: Settings, *paths: str) -> dict[str, list[str]]:
    """Return the findings of the pack, by the post's name: code and twin."""
    outcomes = list(Run(settings).check(list(paths) or ["posts"]))
    return {Path(outcome.report.path).name: told(outcome) for outcome in outcomes}


def told(outcome: Outcome) -> list[str]:
    return [f"{one.code} {one.evidence}" for one in outcome.report.findings if one.pack == "originality"]


def test_a_caption_on_two_accounts_is_told_by_default() -> None:
    write("a", TEA, account="north")
    write("b", BREAD, account="north")
    write("c", TEA.replace("城西", "城东"), account="south")
    write("d", TEA)
    assert found(DEFAULT) == {"a": [], "b": [], "c": ["OR101 posts/a"], "d": []}
    (finding,) = [
        one for outcome in Run(DEFAULT).check(["posts"]) for one in outcome.report.findings if one.pack == "originality"
    ]
    assert finding.severity.value == "warning"
    assert "posts/a (north)" in finding.message.en and " %" in finding.message.en
    assert [place.path for place in finding.related] == ["posts/a/caption.md"]


def test_an_account_that_repeats_itself_is_told_in_strict() -> None:
    write("a", TEA)
    write("b", TEA.replace("两棵", "三棵"))
    write("c", BREAD + TEA[:20])
    assert found(DEFAULT) == {"a": [], "b": [], "c": []}
    assert found(STRICT) == {"a": [], "b": ["OR102 posts/a"], "c": []}


def test_a_series_is_meant_to_repeat() -> None:
    write("a", TEA, series="茶馆")
    write("b", TEA.replace("城西", "城东"), series="茶馆")
    write("c", TEA.replace("城西", "城南"), series="咖啡")
    assert found(STRICT) == {"a": [], "b": [], "c": ["OR102 posts/a"]}


def test_rows_of_a_table_are_compared() -> None:
    one, other = TEA.replace("\n", "，"), BREAD.replace("\n", "，")
    rows = [f"甲,{one}", f"乙,{other}", f"丙,{one}"]
    Path("plan.csv").write_text("账号,正文\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert list(found(DEFAULT, "plan.csv").values()) == [[], [], ["OR101 plan.csv:2"]]


def test_a_suppression_with_a_reason_sets_a_twin_aside() -> None:
    write("a", TEA, account="north")
    write("b", TEA, account="south", lint="{ignore: [{rule: OR101, reason: one campaign}]}")
    (first, second) = Run(DEFAULT).check(["posts"])
    assert not told(first) and not told(second)
    assert [one.reason for one in second.report.suppressed] == ["one campaign"]
    (alone,) = Run(DEFAULT).check(["posts/b"])
    assert not [one for one in alone.report.findings if one.pack == "lint"], "alone, nothing can be said of it"


def pictures(folder: Path, made: Mapping[str, Image.Image], quality: int = 90) -> None:
    for name, picture in made.items():
        save_jpeg(folder / name, picture, quality=quality)


def test_a_picture_on_two_accounts_is_told_with_its_file() -> None:
    pictures(write("a", "茶", account="north"), {"1.jpg": scene(600, 800, 1), "2.jpg": scene(600, 800, 2)})
    pictures(write("b", "饼", account="south"), {"1.jpg": scene(600, 800, 3)})
    again = scene(600, 800, 2).crop((0, 0, 580, 780)).resize((300, 400))
    pictures(write("c", "花", account="south"), {"7.jpg": scene(600, 800, 4), "8.jpg": again}, quality=60)
    outcomes = list(Run(DEFAULT).check(["posts"]))
    assert [told(one) for one in outcomes] == [[], [], ["OR201 posts/a"]]
    (finding,) = [one for one in outcomes[2].report.findings if one.pack == "originality"]
    assert finding.location.path == "posts/c/8.jpg" and finding.related[0].path == "posts/a/2.jpg"


def test_a_post_with_half_of_the_pictures_of_an_earlier_one_is_told_once() -> None:
    made = {f"{number}.jpg": scene(300, 400, number) for number in range(1, 5)}
    pictures(write("a", "茶"), made)
    pictures(write("b", "饼"), {**made, "1.jpg": scene(300, 400, 9)})
    pictures(write("c", "花"), {"1.jpg": made["1.jpg"], "2.jpg": scene(300, 400, 11), "3.jpg": scene(300, 400, 12)})
    assert found(STRICT) == {"a": [], "b": ["OR202 posts/a"], "c": []}


def test_stored_answers_say_the_same(tmp_path: Path) -> None:
    write("a", TEA, account="north")
    pictures(write("b", TEA, account="south"), {"1.jpg": scene(300, 400, 1)})
    pictures(write("c", "花", account="north"), {"1.jpg": scene(300, 400, 1)})
    kept = Settings(isolated=True, ocr=False, cache=tmp_path / "kept")
    runs = [list(Run(kept).check(["posts"])) for _ in range(2)]
    assert [told(one) for one in runs[0]] == [[], ["OR101 posts/a"], ["OR201 posts/b"]]
    assert [one.report.findings for one in runs[0]] == [one.report.findings for one in runs[1]]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (["same: caption"], "across: posts"),
        (["same: look", "likeness: 50"], "without `across`"),
        (["same: look", "across: posts", "share: 101"], "from 1 to 100"),
        (["same: caption", "across: posts", "share: 5"], "with `same: caption`"),
    ],
)
def test_keys_that_say_nothing_are_refused(stated: list[str], said: str, tmp_path: Path) -> None:
    lines = rule().replace("check: words", "\n  ".join(["check: duplicate", *stated])).split("\n")
    made = "\n".join(line for line in lines if not line.startswith(("  on:", "  words:", "    - {w")))
    with pytest.raises(UserError, match=said):
        load_pack(write_pack(tmp_path / "pack", made))
