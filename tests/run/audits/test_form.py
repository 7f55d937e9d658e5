"""The audit for programs: sums, and the schema that describes it."""

from __future__ import annotations

import json

import jsonschema
import msgspec

from rednote_lint.model import Post, PostKind, Severity
from rednote_lint.run.audits import form
from rednote_lint.run.audits.audit import Audited, Change, Difference
from tests.report.html.made import finding

POST = Post(id="n1", path="a", root=".", kind=PostKind.TEXT)
COMES = Difference(change=Change.COMES, finding=finding("全网最佳", "最佳"), after=Severity.ERROR)


def test_posts_and_sums_are_as_the_schema_says() -> None:
    posts = [
        Audited(post=POST, language="en", differences=(COMES,)),
        Audited(post=POST, language="zh", unasked=("WM101",), files=("a.mp4",)),
        Audited(post=POST, language="en", was_checked=False),
        Audited(post=POST, language="en"),
    ]
    sums = form.NO_SUMS
    for one in posts:
        sums = form.plus(sums, one)
    assert (sums.posts, sums.different, sums.comes, sums.not_audited) == (4, 1, 1, 2)
    told = form.AuditReport(
        version=form.VERSION,
        tool=form.Tool(name="rednote-lint", version="1"),
        posts=tuple(map(form.post_of, posts)),
        summary=sums,
    )
    plain = json.loads(msgspec.json.encode(told))
    jsonschema.validate(plain, form.audit_schema())
    (change,) = plain["posts"][0]["changes"]
    assert (change["code"], change["before"], change["after"], change["location"]["line"]) == (
        "AD101",
        None,
        "error",
        1,
    )
    assert plain["posts"][1]["not_audited"] == {"rules": ["WM101"], "files": ["a.mp4"]}
    assert plain["posts"][3]["not_audited"] is None
