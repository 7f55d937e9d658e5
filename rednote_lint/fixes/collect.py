"""Makes the fix of a finding from what its rule says about fixing: a pure function of records."""

from __future__ import annotations

import msgspec

from rednote_lint.fixes.naming import naming_of
from rednote_lint.fixes.operations import OPERATIONS, as_text, typed
from rednote_lint.fixes.repairs import REPAIRS, Edits, places
from rednote_lint.model import Bilingual, Finding, Fix, FixPolicy, MediaEdit, Post, Rule, Safety
from rednote_lint.syntax.writer import writer_of

IN_WORKBOOK = Bilingual(
    en="a workbook is never written to: edit the cell by hand", zh="不会改写工作簿：手动修改这个单元格"
)


def offers(finding: Finding, rule: Rule, post: Post) -> Fix | None:
    """Return the fix that the finding's rule offers, with its edits.

    Args:
        finding: as stamped by the engine, with the `suggestions` of its hit.
        rule: the rule that found it.
        post: the post as it was read; edits are made for the characters of its `sources`.

    Returns:
        None where only the hint can help. A repair that exists but cannot be made here becomes a manual fix whose
        title says why.
    """
    policy = rule.fix
    if policy is None:
        return None
    if policy.suggest and finding.suggestions:
        return _suggestion(finding, policy, post)
    if policy.edit in REPAIRS:
        return _repair(policy.edit, finding, policy, post)
    if policy.edit in OPERATIONS:
        return _operation(policy.edit, finding, policy, post)
    if policy.remove:
        return _repair("remove-clause", finding, policy, post) if finding.location.text else None
    return None


def _suggestion(finding: Finding, policy: FixPolicy, post: Post) -> Fix | None:
    if finding.location.text is None:
        return None
    first, *others = finding.suggestions
    made: Edits = ()
    for source, place in places(finding, post):
        edit = IN_WORKBOOK if source.cells else writer_of(source).replace(place, first)
        made = edit if isinstance(edit, Bilingual) else (edit,)
    more_en = f" (or {', '.join(f'“{word}”' for word in others)})" if others else ""
    more_zh = f"（或{'、'.join(f'“{word}”' for word in others)}）" if others else ""
    return _fix(Bilingual(en=f"Replace with “{first}”{more_en}", zh=f"改为“{first}”{more_zh}"), policy.safety, made)


def _repair(name: str, finding: Finding, policy: FixPolicy, post: Post) -> Fix | None:
    repair = REPAIRS[name]
    try:
        arguments = typed(repair.arguments, policy.arguments)
    except msgspec.ValidationError:
        return None
    made = IN_WORKBOOK if any(source.cells for source in post.sources) else repair.edits(finding, post, arguments)
    return _fix(repair.title.filled(as_text(arguments)), policy.safety, made)


def _fix(title: Bilingual, safety: Safety, made: Edits) -> Fix | None:
    if isinstance(made, Bilingual):
        return Fix(title=Bilingual(en=f"{title.en}: {made.en}", zh=f"{title.zh}：{made.zh}"), safety=Safety.MANUAL)
    return Fix(title=title, safety=safety, edits=made) if made else None


def _operation(name: str, finding: Finding, policy: FixPolicy, post: Post) -> Fix | None:
    operation, path = OPERATIONS[name], finding.location.path
    given = {**operation.placed(finding.location), **policy.arguments}
    try:
        arguments = typed(operation.arguments, given)
    except msgspec.ValidationError:
        return None
    return Fix(
        title=operation.title.filled(as_text(arguments)),
        safety=policy.safety,
        edits=(MediaEdit(path=path, operation=name, arguments=arguments, naming=naming_of(post, path)),),
    )
