"""What a person reads when something cannot be done, and what the caller is told."""

from __future__ import annotations

import pickle

import pytest

from rednote_lint.errors import ExitCode, UserError, decoder_said, first_line, named
from rednote_lint.model import Bilingual


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("it broke",), "it broke"),
        (("it broke", "mend it"), "it broke (mend it)"),
        (("it broke", "mend it", "a.yaml:3:7"), "a.yaml:3:7: it broke (mend it)"),
        (("it broke", "", "a.yaml"), "a.yaml: it broke"),
    ],
)
def test_an_error_is_one_line_with_its_place_first(parts: tuple[str, ...], line: str) -> None:
    assert str(UserError(*parts)) == line


def test_an_error_keeps_its_parts_on_the_way_from_another_process() -> None:
    sent = pickle.loads(pickle.dumps(UserError("it broke", "mend it", "a.yaml:3")))
    assert (sent.message, sent.remedy, sent.place) == ("it broke", "mend it", "a.yaml:3")


def test_exit_codes_are_those_that_the_documentation_promises() -> None:
    assert {code.name: int(code) for code in ExitCode} == {"CLEAN": 0, "FINDINGS": 1, "FAILED": 2, "INTERRUPTED": 130}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError(2, "No such file", "a.jpg"), "No such file"),
        (ValueError("broken\r\nat line 3"), "broken"),
        (ValueError("\nbroken"), "broken"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_any_exception_is_said_on_one_line(error: Exception, said: str) -> None:
    assert first_line(error) == said
    assert named(error) == f"{type(error).__name__}: {said}"


@pytest.mark.parametrize(
    ("error", "en", "zh"),
    [
        (ValueError("Invalid data found when processing input"), "its data is damaged", "数据已损坏"),
        (OSError("unrecognized data stream contents when reading image file"), "its data is damaged", "数据已损坏"),
        (OSError("image file is truncated (3 bytes not processed)"), "it is cut off", "文件不完整"),
        (PermissionError(13, "Permission denied", "a.jpg"), "Permission denied", "没有权限"),
        (
            RuntimeError("Failed to decode frame 0: it failed"),
            "its data is damaged",
            "数据已损坏",
        ),
        (OSError("decoder not found"), "decoder not found", "decoder not found"),
    ],
)
def test_what_decoders_say_is_told_in_words_for_the_owner_of_the_file(error: Exception, en: str, zh: str) -> None:
    said = decoder_said(error)
    assert said.en.startswith(en) and said.zh.startswith(zh)


def test_an_error_is_told_in_both_languages_across_processes() -> None:
    error = UserError(Bilingual(en="it broke", zh="出错了"), Bilingual(en="mend it", zh="修好它"), "a.yaml:3")
    sent = pickle.loads(pickle.dumps(error))
    assert sent.told("zh") == ("出错了", "修好它") and sent.told("en") == ("it broke", "mend it")
    assert str(sent) == "a.yaml:3: it broke (mend it)"
