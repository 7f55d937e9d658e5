"""Fixes in rows of a manifest, at their place in the whole file."""

import json

import pytest

from rednote_lint.fixes import offers
from rednote_lint.model import Bilingual, Confidence, Finding, FixPolicy, Rule, Safety, Severity
from rednote_lint.posts import discover

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
