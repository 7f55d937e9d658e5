"""Removes suppressions together: all of a header, so that no empty key is left, and those of a configuration."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rednote_lint.fixes.directives.removal import removal
from rednote_lint.model import Bilingual, Finding, Fix, Post, Safety

_ALL = Bilingual(en="Delete all suppressions: none is of use", zh="删除全部忽略设置：都已用不到")
_THESE = Bilingual(en="Delete the {count} suppressions that are of no use", zh="删除 {count} 项用不到的忽略设置")


def with_joint_removal(findings: Sequence[Finding], post: Post) -> tuple[Finding, ...]:
    """Give findings on suppressions of one file one fix in common, where they have to go together.

    Those of a header do where none is to stay, those of a configuration always: others keep their own fix.

    Args:
        findings: those that are told.
        post: whose header states the suppressions, or what stands for a configuration: it has no directives.
    """
    removing = [one for one in findings if one.fix is not None and one.fix.edits and one.location.text is not None]
    gone = {finding.location for finding in removing}
    stated = {directive.where for directive in post.directives}
    if len(gone) < 2 or not stated <= gone:
        return tuple(findings)
    path = removing[0].location.path
    source = next((source for source in post.sources if source.path == path), None)
    made = removal(source, *(where.text.start for where in gone if where.text is not None)) if source else ()
    if isinstance(made, Bilingual) or not made:
        return tuple(findings)
    title = _ALL if stated else _THESE.filled({"count": str(len(gone))})
    fix = Fix(title=title, safety=Safety.SAFE, edits=made)
    return tuple(msgspec.structs.replace(one, fix=fix) if one in removing else one for one in findings)
