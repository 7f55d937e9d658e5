"""Makes one hit of all that a rule with `once: true` finds in a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from rednote_lint.checks.text_rules import TextParams
from rednote_lint.model import Hit, Rule


def told_once(hits: Iterable[Hit], rules: Mapping[str, Rule]) -> list[Hit]:
    """Keep the first hit of each rule that speaks once a post, with the places of the others."""
    told: list[Hit] = []
    first: dict[str, int] = {}
    for hit in hits:
        params = rules[hit.code].params
        once = isinstance(params, TextParams) and params.once
        at = first.setdefault(hit.code, len(told)) if once else len(told)
        if at == len(told):
            told.append(hit)
        else:
            told[at] = msgspec.structs.replace(told[at], related=(*told[at].related, hit.where))
    return told
