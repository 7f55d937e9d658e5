"""The work of one executor call: a post with the rules it is to be checked by."""

from __future__ import annotations

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Post, Record
from rednote_lint.run.outcome import Outcome
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
    """Fingerprint of the rules that the driver checks this post by; None when the job stays in its process."""


class Worker:
    """Checks the posts of jobs; picklable, and then loads configurations and packs where it is called.

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
