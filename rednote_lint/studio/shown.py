"""What the page shows of a post: the parts of the HTML report, filled anew, and what the script must know."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from rednote_lint.fixes.outcome import FixOutcome
from rednote_lint.model import Asset, AssetKind, Bilingual, PostDisplay, Report, Safety, TextEdit
from rednote_lint.report.html.pictures import Gallery
from rednote_lint.report.html.said import LANGUAGES, shown, told
from rednote_lint.report.html.views import PostView, Told, view_of
from rednote_lint.report.notices.appeal import appeal
from rednote_lint.report.notices.ranking import explained
from rednote_lint.report.notices.told import lines as lines_of
from rednote_lint.report.phrases import phrases
from rednote_lint.report.screen.causes import Cause, causes_of
from rednote_lint.report.screen.verdict import verdict
from rednote_lint.run.subtitles.dense import with_dense
from rednote_lint.studio.compared import comparison, made_of
from rednote_lint.studio.editing import closed_to_edits
from rednote_lint.studio.frame import rendered
from rednote_lint.studio.history import History
from rednote_lint.studio.mirror import mirror_of
from rednote_lint.studio.pictures import Pictures
from rednote_lint.studio.repairs import Trial
from rednote_lint.studio.workspace import Held, Workspace, shown_body, shown_title

SIDE = 960
"""Pixels that no side of a picture in the mirror exceeds."""
ROOM = 400_000_000


class Page:
    """Says what the page shows.

    Args:
        workspace: whose posts.
        history: of what was done to them.
        pictures: of their media.
    """

    def __init__(self, workspace: Workspace, history: History, pictures: Pictures) -> None:
        self._workspace, self._history = workspace, history
        self.pictures = pictures
        self._folder = re.compile(re.escape(f"{workspace.root.as_posix()}/") + r"(?:posts|trials)/\d+(/?)")

    def posts(self) -> dict[str, Any]:
        """Return the list of posts, and what is still being found out."""
        return {
            "posts": [self._line(held) for held in self._workspace.all()],
            "busy": [
                {"posts": drop.waiting, "seconds": round(time.monotonic() - drop.since), "failure": _said(drop.failure)}
                for drop in self._workspace.drops()
                if drop.waiting or drop.failure is not None
            ],
            "work": [
                {"post": held.number, "title": msgspec.to_builtins(work.title), "share": work.share}
                for held in self._workspace.all()
                if (work := held.work) is not None
            ],
        }

    def post(self, held: Held) -> dict[str, Any]:
        """Return everything about one post."""
        with self._workspace.lock:
            report, post, display = self._workspace.report(held), held.post, held.words.display
            is_seen, revision, failure = held.is_seen, held.revision, held.drop.failure
            is_decoded, line = held.whole is not None, self._line(held)
        # What is being read is asked before what was read: what ends between the two is asked for once more.
        report = with_dense(report, self._workspace.checks.subtitles.of)
        causes = causes_of(filter(display.shows, report.findings))
        view = self._view(report, causes, display, is_decoded=is_decoded)
        address = f"/media/{held.number}"
        mirror = mirror_of(post, report, view.fields, view.media, self._workspace.checks.known, address)
        return {
            "number": held.number,
            "revision": revision,
            "whole": is_seen,
            "failure": _said(failure),
            "locked": _said(closed_to_edits(post)),
            "steps": self._history.count(held),
            "title": shown_title(post),
            "body": shown_body(post),
            "declared": {"ai_generated": post.declared.ai_generated, "commercial": post.declared.commercial},
            "findings": self._without_folder(_findings(view)),
            "mirror": self._without_folder(rendered("mirror.html", post=view, mirror=mirror)),
            "transcript": self._without_folder(rendered("transcript.html", post=view)),
            "marks": list(_marks(report.assets, causes)),
            "fixes": _fixes(causes, is_seen=is_seen),
            **_place(held),
            "line": line,
        }

    def made(self, outcome: FixOutcome) -> str:
        """Return what came of fixes."""
        return self._without_folder(rendered("compare.html", made=made_of(outcome)))

    def notice(self, held: Held, said: str) -> str:
        """Return what the platform may have meant, as `explain-ban` says it."""
        checks, folder = self._workspace.checks, held.drop.folder
        with held.acts:
            report, preset = checks.judged(folder, held.path, is_seen=held.whole is not None)
        explanation = explained(report, said, preset)
        lines = [
            Bilingual(en=en, zh=zh)
            for en, zh in zip_longest(
                *(lines_of(report, explanation, language, sys.maxsize) for language in LANGUAGES), fillvalue=""
            )
        ]
        return self._without_folder(rendered("notice.html", lines=lines, appeal=appeal(report, explanation)))

    def trial(self, held: Held, trial: Trial) -> str:
        """Return before and after."""
        causes = causes_of(filter(held.words.display.shows, trial.report.findings))
        word, role = _verdict(trial.report, causes)
        shown = comparison(trial, self.pictures)
        return self._without_folder(rendered("compare.html", trial=shown, verdict=word, role=role))

    def _line(self, held: Held) -> dict[str, Any]:
        with self._workspace.lock:
            report, display, is_seen, revision = (
                self._workspace.report(held),
                held.words.display,
                held.is_seen,
                held.revision,
            )
        causes = causes_of(filter(display.shows, report.findings))
        said, role = _verdict(report, causes)
        reading = self._workspace.checks.subtitles.seconds(held.videos)
        return {
            "number": held.number,
            "revision": revision,
            "whole": is_seen,
            "failed": held.drop.failure is not None,
            "reading": None if reading is None else round(reading),
            "name": shown(shown_title(held.post).strip() or self._without_folder(report.path)),
            "verdict": msgspec.to_builtins(said),
            "role": role,
        }

    def _view(self, report: Report, causes: Sequence[Cause], display: PostDisplay, *, is_decoded: bool) -> PostView:
        # No video is decoded here before a worker has done so without dying of it.
        assets = [asset for asset in report.assets if is_decoded or asset.kind is AssetKind.IMAGE]
        safe = msgspec.structs.replace(report, assets=tuple(assets))
        media = self.pictures.served(Gallery(self.pictures.of, side=SIDE, room=ROOM).of(safe, causes))
        return view_of(report, causes, media, 1, Told(), display)

    def _without_folder(self, text: str) -> str:
        """Take the temporary folder out of what is shown: its name is made of characters that nothing escapes."""
        return self._folder.sub(lambda found: "" if found[1] else ".", text)


def _said(said: Bilingual | None) -> Any:
    return None if said is None else msgspec.to_builtins(said)


def _verdict(report: Report, causes: Sequence[Cause]) -> tuple[Bilingual, str]:
    said = told(lambda labels, _: verdict(report, causes, labels)[0])
    return said, verdict(report, causes, phrases("en"))[1].name.lower()


def _findings(view: PostView) -> str:
    """Fill the report's templates, without what stands beside them, paths of copies, and commands for them."""
    copies = msgspec.structs.replace(view.copies, path="", command="")
    media = msgspec.structs.replace(view.media, transcripts=())
    view = msgspec.structs.replace(view, fields=(), copies=copies, media=media)
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


def _fixes(causes: Sequence[Cause], *, is_seen: bool) -> dict[str, int]:
    """Count the findings that have a fix of each kind; what was seen in media is fixed when all of it was looked at."""
    found = [finding.fix for cause in causes for finding in cause.findings if finding.fix and finding.fix.edits]
    able = [fix for fix in found if is_seen or all(isinstance(edit, TextEdit) for edit in fix.edits)]
    return {kind.value: sum(fix.safety is kind for fix in able) for kind in (Safety.SAFE, Safety.UNSAFE)}


def _place(held: Held) -> dict[str, Any]:
    """Say where more files of a post go; nowhere for one that shares its folder with others."""
    folder = Path(held.path)
    inside = folder.relative_to(held.drop.folder).as_posix() if folder.is_dir() else None
    return {"drop": held.drop.number, "folder": inside}
