"""The report of a post that a defect of ours kept from being checked."""

from __future__ import annotations

from rednote_lint.errors import named
from rednote_lint.model import Bilingual, Post, Problem, Report


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
    return Report(
        path=post.path,
        id=post.id,
        account=post.declared.account,
        problems=(*post.problems, problem),
        assets=post.assets,
    )
