"""Small packs on disk for the tests."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
name: {name}
version: "1.0"
title: {{en: Test, zh: 测试}}
description: {{en: For tests, zh: 供测试}}
"""

RULE = """\
- code: {code}
  name: {name}
  check: words
  on: [body]
  words: [{word}]
  severity: error
  message: {{en: "“{{hit}}” is here", zh: "出现“{{hit}}”"}}
  why: {{en: because, zh: 原因}}
  source: {{url: "https://example.org", title: T, tier: law, seen: 2026-01-01}}
  tests: {{bad: ["有{word}吗"], good: ["没有"]}}
"""


def rule(code: str = "ZZ101", name: str = "a-rule", word: str = "蓝莓派") -> str:
    return RULE.format(code=code, name=name, word=word)


def write_pack(folder: Path, *rules: str, name: str = "testpack") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(HEAD.format(name=name), encoding="utf-8")
    (folder / "rules.yaml").write_text("".join(rules), encoding="utf-8")
    return folder
