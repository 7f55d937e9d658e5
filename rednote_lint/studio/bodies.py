"""Bodies of requests: JSON of a known form, bounded before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Record
from rednote_lint.posts.source import CAPTION_LIMIT

if TYPE_CHECKING:
    from starlette.requests import Request

R = TypeVar("R", bound=Record)
MOST = 2 * CAPTION_LIMIT
"""Bytes of one; a character may be escaped."""
_TOO_LONG = (
    Bilingual(en="this text is too long to be a caption", zh="文字过长，不可能是正文"),
    Bilingual(en="paste the caption alone", zh="只粘贴正文"),
)
_NO_FORM = Bilingual(en="the request cannot be read: {why}", zh="无法读取请求：{why}")


class Typed(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Title and body as they were typed."""

    title: str = ""
    body: str = ""


class Declared(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A switch that was moved."""

    key: Literal["ai_generated", "commercial"]
    value: bool


class Noticed(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the platform said of a post."""

    said: Annotated[str, msgspec.Meta(min_length=1, max_length=100_000)]


async def read(request: Request, form: type[R]) -> R:
    """Return what a request says.

    Raises:
        UserError: it is too long, or of another form.
    """
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST:
            raise UserError(*_TOO_LONG)
        parts.append(chunk)
    try:
        return msgspec.json.decode(b"".join(parts), type=form)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(_NO_FORM.filled({"why": str(error)})) from error
