"""Makes the certificate of some posts from the outcomes of their check."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rednote_lint import __version__
from rednote_lint.errors import UserError, system_said
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import AssetKind, Bilingual, Post, Report, Severity
from rednote_lint.posts.files import live_half
from rednote_lint.run.certificates.form import (
    Certificate,
    CertifiedPost,
    Checked,
    Found,
    HashedFile,
    NotChecked,
    Rules,
    Said,
    SetAside,
    Tool,
    Verdict,
    sealed,
)
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.session import Session

_CHECK = Bilingual(en="check the file and its permissions", zh="检查这个文件和读取权限")


def files_of(post: Post) -> tuple[str, ...]:
    """Return the files that a post was read from, as they are named: texts, media, the other halves of Live photos."""
    halves = [half for asset in post.assets if asset.kind is AssetKind.IMAGE and (half := live_half(Path(asset.path)))]
    named = (*(source.path for source in post.sources), *(asset.path for asset in post.assets))
    return tuple(dict.fromkeys((*named, *(half.as_posix() for half in halves))))


def hashed(posts: Iterable[Post], folder: Path) -> dict[str, HashedFile]:
    """Return the hashes of the files of some posts by their names; each file is read once.

    Raises:
        UserError: one cannot be read.
    """
    found: dict[str, HashedFile] = {}
    for name in (name for post in posts for name in files_of(post)):
        if name in found:
            continue
        try:
            size = Path(name).stat().st_size
            found[name] = HashedFile(path=relative(name, folder), sha256=sha256_of(name), size=size)
        except OSError as error:
            raise UserError(system_said(error), _CHECK, name) from error
    return found


def relative(name: str, folder: Path) -> str:
    """Return a path from the folder of the certificate, with forward slashes."""
    try:
        return Path(os.path.relpath(name, folder)).as_posix()
    except ValueError:  # Another drive of Windows.
        return Path(name).absolute().as_posix()


def issued(
    of: Path,
    folder: Path,
    checked: Sequence[tuple[Post, Outcome, Session]],
    files: dict[str, HashedFile],
    moment: dt.datetime,
) -> Certificate:
    """Make a certificate.

    Args:
        of: what was checked.
        folder: where the certificate will lie.
        checked: each post, what came of it, and the session that it was checked in.
        files: the hashes of all their files, by name.
        moment: when it is issued.
    """
    posts = tuple(_certified(post, outcome.report, session, folder, files) for post, outcome, session in checked)
    return sealed(
        Certificate(
            tool=Tool(name="rednote-lint", version=__version__),
            issued=moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            of=relative(str(of), folder),
            verdict=max((post.verdict for post in posts), key=lambda verdict: verdict.rank),
            posts=posts,
        )
    )


def _certified(
    post: Post, report: Report, session: Session, folder: Path, files: dict[str, HashedFile]
) -> CertifiedPost:
    names = {name: one.path for name, one in files.items()}
    config = session.config
    return CertifiedPost(
        path=relative(post.path, folder),
        id="" if post.id == post.path else post.id,
        account=report.account,
        verdict=_verdict(report),
        files=tuple(files[name] for name in files_of(post)),
        rules=Rules(
            fingerprint=session.rules.fingerprint,
            count=len(session.rules.rules),
            preset=config.preset,
            client=config.client.value,
            ocr=config.ocr,
        ),
        checked=Checked(
            caption=report.contents.caption,
            images=report.contents.images,
            videos=report.contents.videos,
            subtitles=report.contents.subtitles,
        ),
        findings=tuple(_found(report)),
        suppressed=tuple(
            SetAside(code=one.finding.code, by=one.by.value, reason=one.reason) for one in report.suppressed
        ),
        not_checked=tuple(
            NotChecked(what=names.get(one.what, one.what), reason=_said(one.reason), omission=one.omission.value)
            for one in report.skipped
        ),
        problems=tuple(_said(problem.message) for problem in report.problems),
    )


def _verdict(report: Report) -> Verdict:
    if report.problems:
        return Verdict.NOT_CHECKED
    if report.count(Severity.ERROR):
        return Verdict.NOT_READY
    return Verdict.INCOMPLETE if report.skipped else Verdict.READY


def _found(report: Report) -> Iterator[Found]:
    counted = Counter((finding.code, finding.severity) for finding in report.findings)
    for (code, severity), count in sorted(counted.items(), key=lambda one: (one[0][0], one[0][1].rank)):
        yield Found(code=code, severity=severity.value, count=count)


def _said(text: Bilingual) -> Said:
    return Said(en=text.en, zh=text.zh)
