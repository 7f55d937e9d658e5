from __future__ import annotations

from pathlib import Path

import pytest

from tests.packs.pack_files import rule, write_pack


@pytest.fixture
def batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_pack(tmp_path / "pack", rule(), rule(code="ZZ102", name="b-rule", word="草莓派"))
    (tmp_path / "rednote-lint.yaml").write_text("packs: [pack]\nselect: [ZZ101, ZZ102]\n", encoding="utf-8")
    for number, text in enumerate(("蓝莓派", "草莓派", "苹果派"), 1):
        folder = tmp_path / "posts" / str(number)
        folder.mkdir(parents=True)
        (folder / "caption.txt").write_text(text, encoding="utf-8")
    (tmp_path / "posts" / "2" / "rednote-lint.yaml").write_text(
        "packs: [../../pack]\nselect: [ZZ102]\nlang: zh\nfail-on: never\nmin-severity: warning\nformat: json\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path
