"""The work of one executor call: a post with the rules it is to be checked by."""

from __future__ import annotations

from pathlib import Path

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.model import AssetKind, Bilingual, Post, Record
from rednote_lint.run.executor import Task
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.pool.cost import seconds_of
from rednote_lint.run.pool.loss import Loss
from rednote_lint.run.sessions import Sessions

_OTHER_RULES = Bilingual(
    en="a worker found other rules than the driver for {path}", zh="检查 {path} 时，工作进程的规则与主进程不同"
)
_SAME_EVERYWHERE = Bilingual(
    en="use the same version of rednote-lint, the same packs and the same configuration everywhere",
    zh="各处使用相同版本的 rednote-lint、相同的规则包和配置",
)


class Job(Record, frozen=True, kw_only=True):
    """One post to check; picklable."""

    post: Post
    rules: str | None = None
    """Fingerprint of the rules that the driver checks this post by; None while the job is in its process."""
    files: tuple[tuple[str, int], ...] = ()
    """Path and size of each asset that there is, once the job is sent."""


class Worker(Task[Job, Outcome]):
    """Checks the posts of jobs; picklable, and then loads configurations and packs where it is called.

    It answers what executors ask besides; see `executor.Task`.

    Args:
        sessions: of the run's settings.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def __call__(self, job: Job) -> Outcome:
        """Check one post, without the verdict.

        Raises:
            UserError: a configuration is wrong, or other rules are found here than the driver has.
        """
        session = self._sessions.of_post(job.post)
        if job.rules is not None and session.rules.fingerprint != job.rules:
            raise UserError(_OTHER_RULES.filled({"path": job.post.path}), _SAME_EVERYWHERE)
        return session.lint(job.post)

    def known(self, job: Job) -> Outcome | None:
        """Return the outcome of a post that the store knows, without reading its media."""
        return self._sessions.of_post(job.post).stored(job.post)

    def seconds(self, job: Job) -> float:
        """Estimate how long the check of a post takes."""
        return seconds_of(job.post, media=self._sessions.of_post(job.post).opens_media)

    def decodes(self, job: Job) -> bool:
        """Say whether pictures or videos of a post are opened."""
        is_there = any(asset.kind in (AssetKind.IMAGE, AssetKind.VIDEO) for asset in job.post.assets)
        return is_there and self._sessions.of_post(job.post).opens_media

    def prepare(self, job: Job) -> None:
        """Load the rules of a post, and what its media are analyzed with."""
        self._sessions.of_post(job.post).prepare(media=self.decodes(job))

    def packed(self, job: Job) -> Job:
        """Name the rules and the files that a worker has to have as well."""
        rules = self._sessions.of_post(job.post).rules.fingerprint
        sizes = ((asset.path, _size(asset.path)) for asset in job.post.assets)
        files = tuple((path, size) for path, size in sizes if size is not None)
        return msgspec.structs.replace(job, rules=rules, files=files)

    def absent(self, job: Job) -> str:
        """Return the first asset that is missing here, or has another size."""
        return next((path for path, size in job.files if _size(path) != size), "")

    def away(self) -> Worker:
        """Return a worker for a machine on which the store is not to be opened."""
        return Worker(self._sessions.away())

    def received(self, job: Job, result: Outcome) -> Outcome:
        """Keep what a worker found out, before anything happens to this process; only the driver writes the store."""
        return self._sessions.recorded(result)

    def lost(self, job: Job, loss: Loss) -> Outcome:
        """Say of a post that no worker could check it."""
        return self._sessions.of_post(job.post).lost(job.post, loss)


def _size(path: str) -> int | None:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return None
