from pathlib import Path

import pytest

from rednote_lint.posts import text_post
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.run.words import words_of

KEY = "sk-" + "abcd1234EFGH5678" * 2


def test_words_are_those_that_were_typed_with_secrets_starred() -> None:
    text = f"---\ntitle: 周末\ntags: [京都]\n---\n正文 #旅行[话题]#\n密钥 {KEY}\n"
    words = words_of(text_post(text, Path("post.md")))
    assert words.title is not None and words.title.text == "周末"
    assert [tag.text for tag in words.tags] == ["京都"]
    assert words.body is not None and words.body.text.startswith("正文 #旅行[话题]#")
    assert words.is_starred and KEY[6:-3] not in words.body.text
    start = words.body.where.text
    assert start is not None and len(words.body.text) == start.end - start.start


@pytest.mark.parametrize("settings", [{"with_words": True}, {"with_words_for": ("html",), "format": "html"}])
def test_a_report_has_words_where_they_are_asked_for_even_from_the_store(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "caption.txt").write_text("周末去了京都", encoding="utf-8")

    def words(**more: object) -> object:
        run = Run(Settings(isolated=True, select=("DV102",), cache=tmp_path / "cache", **more))  # type: ignore[arg-type]
        (outcome,) = run.check([tmp_path / "a"])
        return outcome.report.words

    assert words() is None
    for _ in range(2):
        told = words(**settings)
        assert told is not None and told.body.text == "周末去了京都"  # type: ignore[attr-defined]
    assert words() is None
