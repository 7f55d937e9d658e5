"""The routes of the page: requests in, workspace and views, answers out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from rednote_lint import __version__
from rednote_lint.errors import UserError
from rednote_lint.model import AssetKind
from rednote_lint.studio.archive import archived, name_of
from rednote_lint.studio.bodies import Declared, Noticed, Typed, read
from rednote_lint.studio.frame import rendered, static
from rednote_lint.studio.history import Act, History
from rednote_lint.studio.repairs import Repairs
from rednote_lint.studio.shown import Page
from rednote_lint.studio.workspace import ChangedElsewhereError, Held, Workspace

if TYPE_CHECKING:
    from starlette.requests import Request

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
T = TypeVar("T")
Answer = Callable[["Request"], Awaitable[Response]]


class Routes:
    """Answers requests that passed the gate.

    Args:
        workspace: what is worked on.
        repairs: fixes it.
        history: takes steps back.
        page: says what is shown of it.
        language: the page begins in.
        stop: ends the server.
    """

    def __init__(
        self,
        workspace: Workspace,
        repairs: Repairs,
        history: History,
        page: Page,
        language: str,
        stop: Callable[[], None],
    ) -> None:
        self._workspace, self._repairs, self._history, self._page = workspace, repairs, history, page
        self._language, self._stop = language, stop

    def app(self) -> Starlette:
        """Return the application."""
        return Starlette(
            routes=[
                Route("/", self._home),
                Route("/static/{name}", self._static),
                Route("/pictures/{name}.jpg", self._picture),
                Route("/media/{post:int}/{asset:int}", _told(self._film)),
                Route("/api/posts", _told(self._posts)),
                Route("/api/posts", _told(self._paste), methods=["POST"]),
                Route("/api/posts/{post:int}", _told(self._post)),
                Route("/api/posts/{post:int}", _told(self._remove), methods=["DELETE"]),
                Route("/api/posts/{post:int}/undo", _told(self._undo), methods=["POST"]),
                Route("/api/posts/{post:int}/words", _told(self._type), methods=["PUT"]),
                Route("/api/posts/{post:int}/declared", _told(self._declare), methods=["PUT"]),
                Route("/api/posts/{post:int}/check", _told(self._check), methods=["POST"]),
                Route("/api/posts/{post:int}/fixes", _told(self._fix), methods=["POST"]),
                Route("/api/posts/{post:int}/trial", _told(self._try), methods=["POST"]),
                Route("/api/posts/{post:int}/trial", _told(self._accept), methods=["PUT"]),
                Route("/api/posts/{post:int}/trial", _told(self._discard), methods=["DELETE"]),
                Route("/api/posts/{post:int}/notice", _told(self._explain), methods=["POST"]),
                Route("/api/posts/{post:int}/zip", _told(self._zip)),
                Route("/api/drops", _told(self._drop), methods=["POST"]),
                Route("/api/drops/{drop:int}/files", _told(self._upload), methods=["PUT"]),
                Route("/api/drops/{drop:int}/posts", _told(self._dropped), methods=["POST"]),
                Route("/api/stop", self._end, methods=["POST"]),
            ]
        )

    async def _home(self, request: Request) -> Response:
        return HTMLResponse(rendered("page.html", language=self._language, version=__version__))

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        text = static(name)
        return Response(status_code=404) if text is None else Response(text, media_type=_TYPES[Path(name).suffix])

    async def _picture(self, request: Request) -> Response:
        jpeg = self._page.pictures.picture(request.path_params["name"])
        if jpeg is None:
            return Response(status_code=404)
        return Response(jpeg, media_type="image/jpeg", headers={"cache-control": "private, max-age=86400, immutable"})

    async def _film(self, request: Request) -> Response:
        held = self._held(request)
        number = request.path_params["asset"]
        assets = held.post.assets
        if number >= len(assets) or assets[number].kind is not AssetKind.VIDEO:
            return Response(status_code=404)
        kind = guess_type(assets[number].path)[0] or ""
        return FileResponse(assets[number].path, media_type=kind if kind.startswith("video/") else "video/mp4")

    async def _posts(self, request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(self._page.posts))

    async def _post(self, request: Request) -> Response:
        return await self._shown(self._held(request))

    async def _paste(self, request: Request) -> Response:
        typed = await read(request, Typed)
        return await self._shown(await run_in_threadpool(self._workspace.pasted, typed.title, typed.body))

    async def _remove(self, request: Request) -> Response:
        held = self._held(request)

        def remove() -> None:
            self._repairs.discard(held)
            self._history.forget(held)
            self._workspace.removed(held)

        await run_in_threadpool(remove)
        return Response(status_code=204)

    async def _undo(self, request: Request) -> Response:
        held = self._held(request)
        await self._acted(request, held, None, lambda: self._history.undo(held))
        return await self._shown(held)

    async def _type(self, request: Request) -> Response:
        typed, held = await read(request, Typed), self._held(request)
        write = partial(self._workspace.typed, held, typed.title, typed.body)
        await self._acted(request, held, Act.TYPED, write)
        return await self._shown(held)

    async def _declare(self, request: Request) -> Response:
        said, held = await read(request, Declared), self._held(request)
        write = partial(self._workspace.declared, held, said.key, said.value)
        await self._acted(request, held, Act.DECLARED, write)
        return await self._shown(held)

    async def _check(self, request: Request) -> Response:
        held = self._held(request)
        self._workspace.look(held.drop)
        return await self._shown(held)

    async def _fix(self, request: Request) -> Response:
        held = self._held(request)
        outcome = await self._acted(request, held, Act.FIXED, partial(self._repairs.safe, held))
        return JSONResponse({"made": self._page.made(outcome), "post": await run_in_threadpool(self._page.post, held)})

    async def _try(self, request: Request) -> Response:
        held = self._held(request)
        trial = await run_in_threadpool(self._repairs.trial, held)
        return JSONResponse({"trial": await run_in_threadpool(self._page.trial, held, trial)})

    async def _accept(self, request: Request) -> Response:
        held = self._held(request)
        await self._acted(request, held, Act.FIXED, partial(self._repairs.accept, held))
        return await self._shown(held)

    async def _discard(self, request: Request) -> Response:
        await run_in_threadpool(self._repairs.discard, self._held(request))
        return Response(status_code=204)

    async def _explain(self, request: Request) -> Response:
        noticed, held = await read(request, Noticed), self._held(request)
        return JSONResponse({"notice": await run_in_threadpool(self._page.notice, held, noticed.said)})

    async def _zip(self, request: Request) -> Response:
        held = self._held(request)
        target = self._workspace.root / f"{uuid4().hex}.zip"
        await run_in_threadpool(archived, held, target)
        return FileResponse(
            target,
            media_type="application/zip",
            filename=name_of(held),
            background=BackgroundTask(target.unlink, missing_ok=True),
        )

    async def _drop(self, request: Request) -> Response:
        return JSONResponse({"drop": self._workspace.began().number})

    async def _upload(self, request: Request) -> Response:
        drop = self._workspace.drop(request.path_params["drop"])
        size = request.headers.get("content-length", "")
        await self._workspace.uploads.take(
            drop.folder,
            request.query_params.get("name", ""),
            request.stream(),
            int(size) if size.isdecimal() else None,
        )
        return Response(status_code=204)

    async def _dropped(self, request: Request) -> Response:
        drop = self._workspace.drop(request.path_params["drop"])
        held = await run_in_threadpool(self._workspace.dropped, drop)
        return JSONResponse({"posts": [one.number for one in held]})

    async def _end(self, request: Request) -> Response:
        self._stop()
        return Response(status_code=204)

    async def _acted(self, request: Request, held: Held, act: Act | None, write: Callable[[], T]) -> T:
        """Write to the files of a post as it was shown, as a step that can be taken back; None: it is no step."""
        shown = request.query_params.get("revision", "")

        def acted() -> T:
            with held.acts:
                self._workspace.refuse_changed(held, int(shown) if shown.isdecimal() else None)
                with self._history.step(held, act) if act is not None else nullcontext():
                    return write()

        try:
            return await run_in_threadpool(acted)
        except UserError as error:
            status = 409 if isinstance(error, ChangedElsewhereError) else 400
            raise _RefusedError(JSONResponse({"error": said_of(error), "revision": held.revision}, status)) from error

    def _held(self, request: Request) -> Held:
        return self._workspace.held(request.path_params["post"])

    async def _shown(self, held: Held) -> Response:
        return JSONResponse(await run_in_threadpool(self._page.post, held))


class _RefusedError(Exception):
    """What was asked of a post is not done."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


def _told(answer: Answer) -> Answer:
    """Answer a mistake with what to tell a person."""

    async def answered(request: Request) -> Response:
        try:
            return await answer(request)
        except _RefusedError as refused:
            return refused.answer
        except UserError as error:
            return JSONResponse({"error": said_of(error)}, 400)

    return answered


def said_of(error: UserError) -> dict[str, Any]:
    """Return a mistake in both languages, its remedy behind it."""
    return {language: " – ".join(filter(None, error.told(language))) for language in ("en", "zh")}
