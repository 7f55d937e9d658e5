from __future__ import annotations

import pytest

from rednote_lint.errors import UserError
from rednote_lint.lsp.asked import Asked, asked
from rednote_lint.run.settings import Settings


def test_settings_come_bare_or_under_their_name() -> None:
    assert asked({"extendSelect": ["AD"]}) == asked({"rednote-lint": {"extendSelect": ["AD"]}})
    assert asked(None) == Asked()


@pytest.mark.parametrize("options", [{"lnag": "en"}, {"lang": "fr"}, [], "zh"])
def test_wrong_settings_are_refused_with_the_known_ones(options: object) -> None:
    with pytest.raises(UserError) as caught:
        asked(options)
    assert "extendSelect" in caught.value.remedy


def test_the_client_goes_before_the_command_line_and_adds_to_what_is_ignored() -> None:
    base = Settings(preset="strict", ignore=("AD",), lang="zh")
    laid = Asked(ignore=("DV102",), preset="minimal", lang="auto").over(base)
    assert (laid.preset, laid.ignore, laid.lang) == ("minimal", ("AD", "DV102"), "zh")
