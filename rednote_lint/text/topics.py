"""Topics and hashtags in a caption: the platform's own `#穿搭[话题]#`, and tags typed as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from rednote_lint.model import Record


class TopicForm(StrEnum):
    """How a tag is written in the body."""

    PICKED = "picked"
    """`#穿搭[话题]#`: the form in which the platform stores a topic picked from its list."""
    CLOSED = "closed"
    """`#穿搭#`, as on Weibo."""
    PLAIN = "plain"
    """`#穿搭`, typed."""


class Topic(Record, frozen=True, kw_only=True):
    """One tag as it stands in a body; offsets are code points of the body."""

    name: str
    """Without `#` and `[话题]`."""
    form: TopicForm
    start: int
    """Of the whole, `#` included."""
    end: int
    name_start: int
    full_width: bool = False
    """Opened with `＃`, which the platform does not take for a tag."""


_PICKED = r"[#＃](?P<picked>[^#＃\n\[\]]{0,100})\[(?P<mark>话题|投票)\][#＃]"
"""A vote is written like a topic, with a mark of its own; emoji such as `[哇R]` may stand before any `#`."""
_VOTE = "投票"
_NOT_WITHIN = r"(?<![A-Za-z0-9_/&=?.:])"
"""No tag begins within a Latin word or an address, unless it follows another tag at once: `#vlog#food`."""
_TYPED = r"[#＃](?P<typed>[\w·\-\u200d\ufe0f\U0001f000-\U0001faff\u2600-\u27bf]{1,100})"
_CLOSING = r"(?P<closing>[#＃](?![\w#＃]|$)|[#＃](?=$|[#＃]))?"
_TOPIC = re.compile(f"{_PICKED}|{_NOT_WITHIN}{_TYPED}{_CLOSING}", re.MULTILINE)
_GLUED = re.compile(f"{_PICKED}|{_TYPED}{_CLOSING}", re.MULTILINE)
_NUMBER_OR_COLOUR = re.compile(r"[0-9]+|(?=[0-9A-Fa-f]*[0-9])(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")


@lru_cache(maxsize=8)
def topics(body: str) -> tuple[Topic, ...]:
    """Find the tags of a body, in order; many measures ask for those of one post.

    `#1`, `#2024` and `#ff8800` are a number, a year and a colour, not tags; neither is the `#` of a web address.
    """
    return tuple(_topics(body))


def bare(tag: str) -> str:
    """Return a tag's name without `#`, `＃` and `[话题]`, as an author may have written it in a list of tags."""
    name = tag.strip().strip("#＃")
    return re.sub(r"\[话题\]$", "", name).strip()


def _topics(body: str) -> Iterator[Topic]:
    match = _TOPIC.search(body)
    while match is not None:
        picked, typed = match["picked"], match["typed"]
        is_tag = match["mark"] != _VOTE and not (typed and _NUMBER_OR_COLOUR.fullmatch(typed))
        if is_tag:
            yield _topic(match, "typed" if picked is None else "picked")
        glued = _GLUED.match(body, match.end()) if is_tag and typed else None
        match = glued or _TOPIC.search(body, match.end())


def _topic(match: re.Match[str], group: str) -> Topic:
    form = TopicForm.PICKED if group == "picked" else TopicForm.CLOSED if match["closing"] else TopicForm.PLAIN
    return Topic(
        name=match[group],
        form=form,
        start=match.start(),
        end=match.end(),
        name_start=match.start(group),
        full_width=match.group()[0] == "＃",
    )
