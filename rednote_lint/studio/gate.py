"""The gate before the page: Host, Origin and session of each request, and the headers of each answer."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from rednote_lint.model import Bilingual, Record
from rednote_lint.studio.frame import rendered

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)
TOKEN = "token"
"""The parameter of the address that opens the page."""
_READING = ("GET", "HEAD")
_OURS = ("same-origin", "none")
"""What a browser says of a request that no other page made; another port of this machine is `same-site`."""
_FOREIGN_HOST = Bilingual(en="this page answers to its own address alone", zh="本页面只响应自己的地址")
_FOREIGN_PAGE = Bilingual(en="another page may not ask this one", zh="其他网页不能访问本页面")
_NO_SESSION = Bilingual(
    en="this page opens with the address that the program printed; that address works once",
    zh="请用程序显示的地址打开本页面，该地址只能用一次",
)
_PREFETCHED = Bilingual(en="the address is not opened before somebody asks for it", zh="不支持预先加载")


class Refusal(Record, frozen=True, kw_only=True):
    """Why a request is not answered."""

    status: int
    reason: Bilingual


class Gate:
    """Lets requests of the one browser pass that opened the page with its token.

    Args:
        app: answers what passes.
        port: that is listened on.
        token: opens the page once.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._host = f"127.0.0.1:{port}"
        self._origin = f"http://{self._host}"
        # Cookies are those of a host, whatever the port: two pages of ours may be open at once.
        self._cookie = f"rednote-lint-{port}"
        self._token: str | None = token
        self._session = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        from starlette.requests import Request

        request = Request(scope)
        answer = self._entrance(request) or self._app
        await answer(scope, receive, _with_headers(send))

    def _entrance(self, request: Request) -> Response | None:
        """Return the answer to a request that does not pass; None lets it pass."""
        if request.headers.getlist("host") != [self._host]:
            return _refused(Refusal(status=421, reason=_FOREIGN_HOST))
        token = request.query_params.get(TOKEN)
        if request.url.path == "/" and token is not None and request.method == "GET":
            return self._opened(request, token)
        refusal = self._objection(request)
        return None if refusal is None else _refused(refusal)

    def _objection(self, request: Request) -> Refusal | None:
        origin = request.headers.get("origin")
        is_ours = origin == self._origin or (origin is None and request.method in _READING)
        if not is_ours or request.headers.get("sec-fetch-site", "none") not in _OURS:
            return Refusal(status=403, reason=_FOREIGN_PAGE)
        return None if self._knows(request) else Refusal(status=403, reason=_NO_SESSION)

    def _knows(self, request: Request) -> bool:
        given = request.cookies.get(self._cookie, "")
        return hmac.compare_digest(given.encode(), self._session.encode())

    def _opened(self, request: Request, token: str) -> Response:
        """Answer the address with the token: it counts once, and makes the session.

        The answer is a page that goes on by itself, not a redirect: a browser that came from a link on another page
        sends no strict cookie along with a redirect.
        """
        from starlette.responses import HTMLResponse

        if "prefetch" in request.headers.get("sec-purpose", request.headers.get("purpose", "")):
            return _refused(Refusal(status=503, reason=_PREFETCHED))
        fits = self._token is not None and hmac.compare_digest(token.encode(), self._token.encode())
        if not fits and not self._knows(request):
            return _refused(Refusal(status=403, reason=_NO_SESSION))
        answer = HTMLResponse(rendered("opened.html"))
        if fits:
            self._token = None
            answer.set_cookie(self._cookie, self._session, path="/", httponly=True, samesite="strict")
        return answer


def _refused(refusal: Refusal) -> Response:
    from starlette.responses import HTMLResponse

    return HTMLResponse(rendered("refused.html", reason=refusal.reason), refusal.status)


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            added = [(name.encode(), value.encode()) for name, value in HEADERS if name.encode() not in given]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return sent
