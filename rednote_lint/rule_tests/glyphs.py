"""Reasons why a logo that an example states is no hit of its rule on glyphs."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.checks.mark.glyph import unmet
from rednote_lint.checks.mark.spec import Form, MarkParams
from rednote_lint.facts.marks.logos import LogoSeen
from rednote_lint.model import Bilingual, Box, Example, Rule
from rednote_lint.rule_tests.stated import PICTURE


def unseen(rule: Rule, example: Example) -> Iterator[Bilingual]:
    """Say why the stated logo is not the rule's glyph; nothing for rules of another form.

    Args:
        rule: any rule.
        example: a bad example that was not hit.
    """
    params = rule.params
    if not isinstance(params, MarkParams) or params.mark.form is not Form.GLYPH:
        return
    stated = [item for item in example.seen if "logo" in item]
    if not stated:
        yield Bilingual(en="the example states no `logo`", zh="示例没有写明 `logo`")
    for item in stated:
        if item["logo"] != params.mark.logo:
            yield Bilingual(en=f"the rule's logo is `{params.mark.logo}`", zh=f"规则的图形是 `{params.mark.logo}`")
        elif "time" in item:
            yield Bilingual(
                en="a glyph has no `time`: it stands in a still image", zh="图形只出现在图片中，不写 `time`"
            )
        else:
            one = LogoSeen(box=Box(*item["box"]), score=item.get("score", 0.9))
            yield from unmet(one, tuple(item.get("size", PICTURE)), params.mark)
