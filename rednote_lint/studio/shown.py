"""What the page shows of a post: the parts of the HTML report, filled anew, and what the script must know."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec

from rednote_lint.model import Asset, AssetKind, Location, PostDisplay, Report, Safety, Thumbnails
from rednote_lint.report.base import Illustrator
from rednote_lint.report.html.pictures import Gallery, Media, Shown
from rednote_lint.report.html.said import shown, told
from rednote_lint.report.html.views import PostView, Told, view_of
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.causes import Cause, causes_of
from rednote_lint.report.screen.verdict import verdict
from rednote_lint.studio.frame import rendered
from rednote_lint.studio.mirror import mirror_of
from rednote_lint.studio.workspace import Held, Workspace, shown_body, shown_title

SIDE = 960
"""Pixels that no side of a picture in the mirror exceeds."""
ROOM = 400_000_000
KEPT = 400
"""Answers of the decoder that are kept."""


class Pictures:
    """JPEGs of media, each made once, and served by the digest of its bytes.

    Args:
        illustrate: makes them.
    """

    def __init__(self, illustrate: Illustrator) -> None:
        self._illustrate = illustrate
        self._made: OrderedDict[tuple[str, tuple[int, int], tuple[Location, ...], int], Thumbnails] = OrderedDict()
        self._served: dict[str, bytes] = {}
        self._lock = Lock()

    def of(self, asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
        """Return pictures of a file as it is now; see `report.base.Illustrator`."""
        key = (asset.path, _stamp(asset.path), tuple(locations), side)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = self._illustrate(asset, locations, side)
        with self._lock:
            self._made[key] = made
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        return made

    def served(self, media: Media) -> Media:
        """Return the same pictures with addresses on this server."""
        pictures = tuple(msgspec.structs.replace(one, uri=self._address(one)) for one in media.pictures)
        return msgspec.structs.replace(media, pictures=pictures)

    def picture(self, name: str) -> bytes | None:
        """Return the JPEG at an address."""
        with self._lock:
            return self._served.get(name)

    def _address(self, one: Shown) -> str:
        jpeg = b64decode(one.uri.partition(",")[2])
        name = sha256(jpeg).hexdigest()
        with self._lock:
            self._served[name] = jpeg
        return f"/pictures/{name}.jpg"


def _stamp(path: str) -> tuple[int, int]:
    try:
        status = Path(path).stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


class Page:
    """Says what the page shows.

    Args:
        workspace: whose posts.
        pictures: of their media.
    """

    def __init__(self, workspace: Workspace, pictures: Pictures) -> None:
        self._workspace = workspace
        self.pictures = pictures
        self._folder = re.compile(re.escape(f"{workspace.root.as_posix()}/posts/") + r"\d+(/?)")

    def posts(self) -> dict[str, Any]:
        """Return the list of posts, and what is still being found out."""
        return {
            "posts": [self._line(held) for held in self._workspace.all()],
            "busy": [
                {"drop": drop.number, "posts": drop.waiting, "failure": drop.failure}
                for drop in self._workspace.drops()
                if drop.waiting or drop.failure
            ],
        }

    def post(self, held: Held) -> dict[str, Any]:
        """Return everything about one post."""
        with self._workspace.lock:
            report, post, display = self._workspace.report(held), held.post, held.words.display
            is_seen, revision, failure = held.is_seen, held.revision, held.drop.failure
        causes = causes_of(filter(display.shows, report.findings))
        view = self._view(report, causes, display)
        address = f"/media/{held.number}"
        mirror = mirror_of(post, report, view.fields, view.media, self._workspace.checks.known, address)
        return {
            "number": held.number,
            "revision": revision,
            "whole": is_seen,
            "failure": failure,
            "title": shown_title(post),
            "body": shown_body(post),
            "declared": {"ai_generated": post.declared.ai_generated, "commercial": post.declared.commercial},
            "findings": self._without_folder(_findings(view)),
            "mirror": self._without_folder(rendered("mirror.html", post=view, mirror=mirror)),
            "marks": list(_marks(report.assets, causes)),
            "fixes": _fixes(causes),
            "line": self._line(held),
        }

    def _line(self, held: Held) -> dict[str, Any]:
        with self._workspace.lock:
            report, display, is_seen, revision = (
                self._workspace.report(held),
                held.words.display,
                held.is_seen,
                held.revision,
            )
        causes = causes_of(filter(display.shows, report.findings))
        said = told(lambda labels, _: verdict(report, causes, labels)[0])
        return {
            "number": held.number,
            "revision": revision,
            "whole": is_seen,
            "failed": bool(held.drop.failure),
            "name": shown(shown_title(held.post).strip() or self._without_folder(report.path)),
            "verdict": msgspec.to_builtins(said),
            "role": verdict(report, causes, phrases("en"))[1].name.lower(),
        }

    def _view(self, report: Report, causes: Sequence[Cause], display: PostDisplay) -> PostView:
        media = self.pictures.served(Gallery(self.pictures.of, side=SIDE, room=ROOM).of(report, causes))
        return view_of(report, causes, media, 1, Told(), display)

    def _without_folder(self, text: str) -> str:
        """Take the temporary folder out of what is shown: its name is made of characters that nothing escapes."""
        return self._folder.sub(lambda found: "" if found[1] else ".", text)


def _findings(view: PostView) -> str:
    """Fill the report's templates, without the caption that the mirror has, paths of copies, and commands for them."""
    copies = msgspec.structs.replace(view.copies, path="", command="")
    view = msgspec.structs.replace(view, fields=(), copies=copies)
    return rendered("post.html", post=view, details=rendered("details.html", post=view), place="")


def _marks(assets: Sequence[Asset], causes: Sequence[Cause]) -> Iterator[dict[str, Any]]:
    """Yield where causes lie in videos, so that the page can seek there and draw their boxes."""
    videos = {asset.path: n for n, asset in enumerate(assets) if asset.kind is AssetKind.VIDEO}
    for number, cause in enumerate(causes, 1):
        for finding in cause.findings:
            for where in (finding.location, *finding.related):
                if where.path in videos and where.time is not None:
                    yield {
                        "cause": number,
                        "asset": videos[where.path],
                        "severity": finding.severity.value,
                        "time": list(where.time),
                        "box": None if where.box is None else list(where.box),
                        "frame": None if where.frame is None else list(where.frame),
                    }


def _fixes(causes: Sequence[Cause]) -> dict[str, int]:
    """Count the findings that have a fix of each kind."""
    found = [finding.fix for cause in causes for finding in cause.findings if finding.fix and finding.fix.edits]
    return {kind.value: sum(fix.safety is kind for fix in found) for kind in (Safety.SAFE, Safety.UNSAFE)}
