"""What a report says of a whole post stands apart from what it says of a passage in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import run

ROW = "id,title,body,products\n78,京都两天,加微信 abc12345,面霜\n"
HEADER = "---\ntitle: 加微信 abc12345\nproducts: [面霜]\n---\n今天去了京都\n"
LINE = '{"title": "加微信 abc12345", "body": "今天去了京都", "products": ["面霜"]}\n'


@pytest.mark.parametrize(("name", "text"), [("cal.csv", ROW), ("post.md", HEADER), ("cal.jsonl", LINE)])
def test_each_thing_to_do_is_a_cause_of_its_own(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    seen = run("--lang", "en", name, cwd=tmp_path).stdout
    assert "1 ✖ “微信 abc12345” is a WeChat ID" in seen
    assert "2 ! The post links" in seen
    assert "Tidy up      No image or video found" in seen
    carets = next(line for line in seen.splitlines() if "^" in line)
    assert carets.count("^") == len("微信") * 2 + len(" abc12345")
