from __future__ import annotations

import pytest

from rednote_lint.run.language import spoken


@pytest.mark.parametrize(
    ("asked", "locale", "language"),
    [
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("auto", {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "ZH_tw"}, "zh"),
        (None, {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_environment(
    asked: str | None, locale: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert spoken(asked) == language
