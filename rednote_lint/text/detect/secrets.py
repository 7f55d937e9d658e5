"""Access tokens and API keys in captions and in screenshots: found, and masked for reports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_SHOWN_HEAD, _SHOWN_TAIL = 5, 2
_LONG = 20
_BARE = (
    r"(?:sk|rk)[-_](?:live[-_]|test[-_]|proj-|or-v1-|ant-\w{2,8}-)?(?=\w*\d)[\w-]*\w{16}[\w-]*"
    r"|gh[pousr]_[a-z0-9]{30,}|github_pat_\w{20,}|glpat-[\w-]{20,}|hf_[a-z0-9]{30,}|xox[abprs]-[\w-]{10,}"
    r"|(?:akia|asia)(?=[a-z]*\d)[a-z0-9]{16}(?![a-z0-9])|aiza[\w-]{35}|ltai(?=[a-z]*\d)[a-z0-9]{12,20}(?![a-z0-9])"
    r"|eyj[\w-]{8,}\.eyj[\w-]{8,}\.[\w-]{8,}"
)
_NAMED = (
    r"(?<=[?&#;])(?:(?:access|auth|refresh|id|api|session|bot)[_-]?)?(?:token|key|secret|password|passwd|pwd|signature)"
    r"=(?P<query>[^\s&#\"'<>，。、；）]{8,})"
    r"|(?<![a-z0-9_-])(?:(?:api|access|secret|private|app|client)[_-]?(?:key|token|secret)|token|password|passwd)"
    r"[\"']? ?[:=：] ?[\"']?"
    r"(?P<assigned>(?=[a-z_.~+/-]*\d)[\w.~+/-]{12,}=*)"
    r"|(?<![a-z0-9])bearer +(?P<bearer>(?=[a-z_.~+/-]*\d)[\w.~+/-]{16,}=*)"
)
_PARTS = (
    *("sk-", "sk_", "rk-", "rk_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github", "glpat", "hf_", "xox", "akia"),
    *("asia", "aiza", "ltai", "eyj", "token", "key", "secret", "passw", "pwd", "signature", "bearer"),
)
"""Every secret, or the name before it, has one of these."""
_PART = re.compile("|".join(_PARTS))
_LONGEST_PREFIX = len("session_")
"""What may stand in a secret before such a part."""
_SECRET = re.compile(rf"(?<![\w-])(?P<bare>{_BARE})|{_NAMED}", re.IGNORECASE | re.ASCII)


def secrets(text: str) -> Iterator[tuple[int, int]]:
    """Yield keys and tokens, without the name before them."""
    lowered = text.replace("İ", " ").lower()  # The one letter that becomes two, which would shift all behind it.
    tried = 0
    for part in _PART.finditer(lowered):
        for start in range(max(tried, part.start() - _LONGEST_PREFIX), part.start() + 1):
            tried = start + 1
            if match := _SECRET.match(text, start):
                yield match.span(match.lastgroup or 0)
                tried = match.end()
                break


def masked(secret: str) -> str:
    """Return what a report may show of a secret: `sk-ab…yz`."""
    if len(secret) < _LONG:
        return secret[:2] + "…"
    return f"{secret[:_SHOWN_HEAD]}…{secret[-_SHOWN_TAIL:]}"


def with_secrets_masked(text: str) -> str:
    """Return a text with each secret in it masked."""
    return _rewritten(text, masked)


def with_secrets_starred(text: str) -> str:
    """Return a text of the same length, with the middle of each secret in it replaced by stars."""
    return _rewritten(text, _starred)


def _starred(secret: str) -> str:
    head, tail = (_SHOWN_HEAD, _SHOWN_TAIL) if len(secret) >= _LONG else (2, 0)
    return secret[:head] + "*" * (len(secret) - head - tail) + secret[len(secret) - tail :]


def _rewritten(text: str, rewrite: Callable[[str], str]) -> str:
    pieces, last = [], 0
    for start, end in secrets(text):
        pieces += [text[last:start], rewrite(text[start:end])]
        last = end
    return "".join([*pieces, text[last:]])
