"""The reports of posts that were not checked: a defect of ours came up, or no worker process could give an answer."""

from __future__ import annotations

from rednote_lint.errors import named
from rednote_lint.model import Bilingual, Finding, Location, Omission, Post, Problem, Report, Skipped
from rednote_lint.run.pool.loss import Loss, LossKind

_UNFINISHED = {
    LossKind.CRASHED: Bilingual(
        en="not checked: the process that checked it died ({how})", zh="未检查：检查它的进程崩溃（{how}）"
    ),
    LossKind.MEMORY: Bilingual(en="not checked: that took more than {how} of memory", zh="未检查：占用内存超过 {how}"),
    LossKind.TIMEOUT: Bilingual(en="not checked: that took more than {how}", zh="未检查：超过 {how}"),
    LossKind.ABSENT: Bilingual(
        en="not checked: on machine {how} this file is missing, or not the one that is here; share the folder, "
        "mounted at the same path",
        zh="未检查：机器 {how} 上没有这个文件，或与这里的不同；请共享该文件夹，并挂载到相同路径",
    ),
}


def failed(post: Post, error: Exception) -> Report:
    """Return the report of a post in whose check a defect of ours came up."""
    said = named(error)
    problem = Problem(
        message=Bilingual(en=f"this post could not be checked: {said}", zh=f"这篇笔记无法检查：{said}"),
        remedy=Bilingual(
            en="The other posts were checked. This is a bug in rednote-lint: please report it.",
            zh="其余笔记已检查。这是 rednote-lint 的缺陷，欢迎反馈。",
        ),
    )
    return _empty(post, problems=(*post.problems, problem))


def unfinished(post: Post, loss: Loss, findings: tuple[Finding, ...]) -> Report:
    """Return the report of a post that no worker process could check.

    Args:
        post: as it was found.
        loss: why.
        findings: of the rules on that, where they are on.
    """
    reason = _UNFINISHED[loss.kind].filled({"how": loss.how})
    left_out = Skipped(
        what=loss.asset or post.path,
        reason=reason,
        omission=Omission.FAILURE,
        where=Location(path=loss.asset or post.path),
    )
    return _empty(post, problems=post.problems, findings=findings, skipped=(left_out,))


def _empty(
    post: Post,
    *,
    problems: tuple[Problem, ...],
    findings: tuple[Finding, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> Report:
    return Report(
        path=post.path,
        id=post.id,
        account=post.declared.account,
        problems=problems,
        findings=findings,
        skipped=skipped,
        assets=post.assets,
    )
