"""Removes suppressions together where none of a header is to stay, so that no empty key is left."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rednote_lint.fixes.directives.removal import removal_of_all
from rednote_lint.model import Bilingual, Finding, Fix, Post, Safety

_TITLE = Bilingual(en="Delete all suppressions: none is of use", zh="删除全部忽略设置：都已用不到")


def with_joint_removal(findings: Sequence[Finding], post: Post) -> tuple[Finding, ...]:
    """Give findings that take every suppression of a header one fix in common; others keep their own."""
    removing = [finding for finding in findings if finding.fix is not None and finding.fix.edits]
    gone = {finding.location for finding in removing}
    stated = {directive.where for directive in post.directives}
    if len(stated) < 2 or not stated <= gone:
        return tuple(findings)
    source = next((source for source in post.sources if source.path == next(iter(stated)).path), None)
    made = removal_of_all(source) if source is not None else ()
    if isinstance(made, Bilingual) or not made:
        return tuple(findings)
    fix = Fix(title=_TITLE, safety=Safety.SAFE, edits=made)
    return tuple(msgspec.structs.replace(one, fix=fix) if one in removing else one for one in findings)
