from __future__ import annotations

import csv
import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes.tags import duplicates, removal, repeats
from rednote_lint.model import Bilingual, Location, Post, Scope, TextRange, TextSpan
from rednote_lint.syntax.writer import spliced

from .made import body, post

NAMES = ["京都", "cats", "慢生活", "ootd2026", "日常"]
CHOSEN = st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=5)


def cut(found: Post, names: set[str]) -> str | None:
    """Return the file without some of its tags; None when that is refused with a reason."""
    made = removal(found, [tag for tag in found.tags if tag.text in names])
    if isinstance(made, Bilingual):
        assert made.en and made.zh
        return None
    assert all(found.sources[0].text[edit.range.start : edit.range.end] == edit.old for edit in made)
    return spliced(found.sources[0].text, made)


@given(CHOSEN, st.data(), st.sampled_from(["flow", "block", "quoted", "cell"]), st.booleans())
def test_a_yaml_list_holds_the_others(names: list[str], data: st.DataObject, form: str, hashes: bool) -> None:
    gone = set(data.draw(st.lists(st.sampled_from(names), unique=True)))
    shown = [f"'#{name}'" if hashes and form != "cell" else f"#{name}" if hashes else name for name in names]
    written = {
        "flow": f"[{', '.join(shown)}]",
        "block": "".join(f"\n  - {tag}  # why" for tag in shown),
        "quoted": "["
        + ", ".join(json.dumps(f"#{name}" if hashes else name, ensure_ascii=False) for name in names)
        + "]",
        "cell": f'"{" ".join(shown)}"',
    }[form]
    text = f"---\ntitle: 好 # keep\ntags: {written}\nmore: 1\n---\n正文\n"
    after = cut(post(text, tags=tuple(names)), gone)
    kept = [name for name in names if name not in gone]
    assert after is not None or not kept
    if after is not None:
        front = yaml.safe_load(after.split("---")[1])
        listed = front["tags"] or []
        listed = listed.split() if isinstance(listed, str) else listed
        assert [tag.lstrip("#") for tag in listed] == kept
        assert (front["title"], front["more"]) == ("好", 1)
        assert "# keep" in after and after.endswith("---\n正文\n")


@given(CHOSEN, st.data(), st.booleans())
def test_a_json_list_holds_the_others(names: list[str], data: st.DataObject, spaced: bool) -> None:
    gone = set(data.draw(st.lists(st.sampled_from(names), unique=True)))
    row = {"id": 1, "tags": names, "title": "好"}
    line = json.dumps(row, ensure_ascii=False, separators=(", ", ": ") if spaced else (",", ":"))
    text = f'{{"id": 0}}\n{line}\n{{"id": 2}}\n'
    after = cut(post(text, path="all.jsonl", tags=tuple(names)), gone)
    assert after is not None
    rows = [json.loads(line) for line in after.splitlines()]
    assert rows == [{"id": 0}, {**row, "tags": [name for name in names if name not in gone]}, {"id": 2}]


@given(CHOSEN, st.data(), st.sampled_from([";", " ", "、", ","]), st.booleans())
def test_a_cell_holds_the_others(names: list[str], data: st.DataObject, between: str, quoted: bool) -> None:
    gone = set(data.draw(st.lists(st.sampled_from(names), unique=True)))
    buffer = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(buffer, quoting=quoting).writerows([["t", "tags", "n"], ["好", between.join(names), "1"]])
    after = cut(post(buffer.getvalue(), path="all.csv", tags=tuple(names)), gone)
    assert after is not None
    rows = list(csv.reader(io.StringIO(after, newline="")))
    assert rows == [["t", "tags", "n"], ["好", between.join(name for name in names if name not in gone), "1"]]


@given(CHOSEN, st.data(), st.sampled_from(["", "[话题]#"]), st.sampled_from(["#", "＃"]))
def test_running_text_keeps_its_words_and_the_other_tags(
    names: list[str], data: st.DataObject, behind: str, mark: str
) -> None:
    gone = set(data.draw(st.lists(st.sampled_from(names), unique=True)))
    text = "今天 " + " 和 ".join(f"{mark}{name}{behind}" for name in names) + " 完"
    after = cut(post(text, path="a.txt", tags=tuple(names), body=body(text, 0, "a.txt")), gone)
    assert after is not None
    assert [name for name in NAMES if f"{mark}{name}{behind}" in after] == [
        name for name in NAMES if name in names and name not in gone
    ]
    assert after.count("和") == len(names) - 1
    assert "话题" not in after.replace(behind or "无", "") and "  " not in after


def test_a_tag_in_another_file_is_passed_over() -> None:
    stray = TextSpan(scope=Scope.TAGS, text="猫", where=Location(path="other.md", text=TextRange(0, 1)))
    seen = TextSpan(scope=Scope.TAGS, text="猫", where=Location(path="post.md"))
    assert removal(post("好 #猫"), [stray, seen]) == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("post.md", "---\ntags: {a: tiktok}\nx: y: z\n---\n"),
        ("post.yaml", "tags: tiktok: x\n"),
        ("all.jsonl", '{"tags": ["tiktok"\n'),
    ],
)
def test_a_file_that_cannot_be_read_for_sure_is_left_alone(path: str, text: str) -> None:
    assert cut(post(text, path=path, tags=("tiktok",)), {"tiktok"}) is None


def test_a_later_tag_is_a_duplicate_whatever_its_case_and_width() -> None:
    names = ("Cat", "狗", "cat", "ＣＡＴ", "犬", "狗")
    found = post(" ".join(names), tags=names)
    assert duplicates(found.tags) == [found.tags[2], found.tags[3], found.tags[5]]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("#京都 #京都[话题]#真好看", "#京都 真好看"),
        ("#京都 #京都 #京都 真好看", "#京都 真好看"),
        ("#京都#京都，真好看", "#京都，真好看"),
        ("#京都\n#京都\n真好看", "#京都\n\n真好看"),
        ("#京都#京都", "#京都"),
    ],
)
def test_a_repeated_tag_goes_without_touching_the_first(text: str, after: str) -> None:
    found = post(text, tags=tuple("京都" for _ in range(text.count("京都"))), body=body(text, 0))
    made = repeats(found)
    assert not isinstance(made, Bilingual)
    assert spliced(text, tuple(made.values())) == after
    assert cut(found, set()) == text


@pytest.mark.parametrize("front", [False, True])
def test_the_edits_of_many_repeated_tags_are_made_once(front: bool) -> None:
    text = "---\ntags: [" + ", ".join(["京都"] * 1600) + "]\n---\n" if front else "#京都 " * 1600
    found = post(text, tags=("京都",) * 1600, **({} if front else {"body": body(text, 0)}))
    made = repeats(found)
    assert not isinstance(made, Bilingual)
    assert len(made) == 1599
    assert repeats(found) is made
