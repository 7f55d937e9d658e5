"""Fixes in rows of a manifest, at their place in the whole file."""

import csv
import json
from pathlib import Path

import pytest

from rednote_lint.fixes import texts
from rednote_lint.fixes.collect import offers
from rednote_lint.fixes.naming import naming_of, pointed
from rednote_lint.fixes.tags import removal
from rednote_lint.model import Bilingual, Confidence, Finding, FixPolicy, MediaEdit, Rule, Safety, Severity
from rednote_lint.posts import discover
from rednote_lint.syntax.writer import spliced

WORDS = Bilingual(en="x", zh="x")
RULE = Rule(
    code="FM999", name="x", pack="x", check="measure", params=None, severity={"default": Severity.INFO},
    confidence=Confidence.HIGH, message=WORDS, why=WORDS, fix=FixPolicy(edit="fold-hash", safety=Safety.SAFE),
)  # fmt: skip


def finding(post, start, end):
    return Finding(
        code="FM999", name="x", pack="x", severity=Severity.INFO, confidence=Confidence.HIGH, message=WORDS, why=WORDS,
        evidence=post.body.text[start:end], location=post.body.locate(start, end), fingerprint="x",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("m.jsonl", [json.dumps({"body": f"第{n}天 ＃京都 \n好"}, ensure_ascii=False) for n in range(5)]),
        ("m.csv", ["title,body", *(f'第{n}天,"他说""好"" ＃京都"' for n in range(5))]),
    ],
)
def test_an_edit_stands_in_its_own_row(tmp_path, name, lines):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    posts = list(discover([path]))
    assert len(posts) == 5
    for post in posts:
        start = post.body.text.index("＃京都")
        fix = offers(finding(post, start, start + 3), RULE, post)
        (edit,) = fix.edits
        assert text[edit.range.start : edit.range.end] == edit.old
        mended = text[: edit.range.start] + edit.new + text[edit.range.end :]
        assert mended.count("＃") == 4
        line = next(
            number for number, (old, new) in enumerate(zip(lines, mended.split("\n"), strict=False)) if old != new
        )
        assert post.path.endswith(f":{line + 1}")


def manifest(tmp_path, name, rows):
    """Write rows as JSON lines in ASCII, or as a table with semicolons, and return the path."""
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        if name.endswith(".jsonl"):
            file.writelines(json.dumps(row) + "\n" for row in rows)
        else:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";", quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows({k: "|".join(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows)
    return path


ROWS = [
    {
        "title": f"标题, {number}",
        "body": f'他说 "{number}"\n再见，a,b,c,d',
        "tags": ["京都", f"猫{number}👍", "慢"],
        "images": ["一.heic"],
    }
    for number in range(3)
]


@pytest.mark.parametrize("name", ["m.jsonl", "m.csv"])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_tag_is_cut_out_of_its_own_row(tmp_path, name, which):
    (tmp_path / "一.heic").touch()
    path = manifest(tmp_path, name, ROWS)
    posts = list(discover([path]))
    made = removal(posts[1], [posts[1].tags[which]])
    whole = texts.read(str(path))
    path.write_text(spliced(whole.text, made), encoding="utf-8", newline="")
    after = list(discover([path]))
    for number, (old, new) in enumerate(zip(posts, after, strict=True)):
        names = [tag.text for tag in old.tags]
        if number == 1:
            del names[which]
        assert [tag.text for tag in new.tags] == names
        assert (new.title.text, new.body.text, len(new.assets)) == (old.title.text, old.body.text, 1)


@pytest.mark.parametrize("name", ["m.jsonl", "m.csv"])
def test_a_repaired_file_is_named_in_its_own_row(tmp_path, name):
    for file in ("一.heic", "一.fixed.jpg"):
        (tmp_path / file).touch()
    path = manifest(tmp_path, name, ROWS)
    posts = list(discover([path]))
    asset = posts[2].assets[0]
    edit = MediaEdit(path=asset.path, operation="convert-image", naming=naming_of(posts[2], asset.path))
    whole = texts.read(str(path))
    made = pointed(whole, {Path(asset.path): Path(asset.path).with_name("一.fixed.jpg")}, [edit])
    path.write_text(spliced(whole.text, made), encoding="utf-8", newline="")
    after = list(discover([path]))
    assert [Path(post.assets[0].path).name for post in after] == ["一.heic", "一.heic", "一.fixed.jpg"]
    assert [post.body.text for post in after] == [post.body.text for post in posts]
    assert not any(post.problems for post in after)
