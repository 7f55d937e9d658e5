"""Tales: captions in English that tell what happened, in verbs of the past, and offer nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from rednote_lint.model import Bilingual
from rednote_lint.text.words.selling import selling_places

_LEAST = 2
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|went|got|took|made|gave|found|came|thought|bought|saw|kept|won|wrote"
    r"|fell|paid|sent|felt|heard|lost|met|spent|grew|knew|hid|ate|drank|held|stood|sat|ran|broke|drove|woke|began|wore"
    r"|threw|caught|taught|brought|swore|stole|chose|spoke|forgot|slept|swam|sang|built|understood|became"
    r"|(?:did|was|were|had|could|would)n['’]t|[a-z]{2,}ed)\b"
)
_DESCRIBES = re.compile(
    r"need(?:ed)?|seed|weed|feed|speed|indeed|shed|embed|sealed|limited|guaranteed|tested|trusted|used|certified"
    r"|verified|licensed|unlocked|cracked|wanted|included|discounted|aged|packed|branded|imported|unopened|sourced|tracked"
    r"|advanced|boosted|unlimited|experienced|required|allowed|recommended|interested|guided|registered|framed|naked"
    r"|flavou?red|based|hundred|kindred|sacred|rolled|sized|colou?red|asked|forged|printed|stamped|locked|banned|hacked|shaped|opened|retired|boiled|dried"
    r"|scented|mixed"
)
"""Words in -ed that describe what is offered."""


@lru_cache(maxsize=8)
def tale(text: str) -> Bilingual | None:
    """Return the verbs by which a folded text tells what happened, in words for `--explain`, or None where it sells."""
    verbs = [verb for verb in _PAST.findall(text) if not _DESCRIBES.fullmatch(verb)]
    if len(verbs) < _LEAST or selling_places(text):
        return None
    words = ", ".join(verbs[:_LEAST])
    return Bilingual(en=f"told of the past, and nothing offered: “{words}”", zh=f"讲述往事，并未推销：“{words}”")
