"""The ways out of a hit in a text: put another word in its place, or take it out."""

from __future__ import annotations

from rednote_lint.model import Bilingual, Fix, Location, Post, Rule, Safety, TextEdit


def fixes_for(post: Post, rule: Rule, where: Location, typed: str, suggest: tuple[str, ...]) -> tuple[Fix, ...]:
    """Return the fixes that a rule's policy offers for a hit, the best first.

    Args:
        post: knows the files, whose characters an edit must name.
        rule: its `fix` says what is offered.
        where: place of the hit; without a range of characters there is nothing to edit, and the fix is manual.
        typed: the characters of the hit.
        suggest: replacements for the word that was hit, best first.
    """
    policy = rule.fix
    if policy is None:
        return ()
    replacements = list(suggest) if policy.suggest else []
    fixes = [_fix(post, rule, where, _replace_title(typed, new), new) for new in replacements]
    if policy.remove:
        fixes.append(_fix(post, rule, where, _remove_title(typed), ""))
    return tuple(fixes)


def _fix(post: Post, rule: Rule, where: Location, title: Bilingual, new: str) -> Fix:
    assert rule.fix is not None
    old = _written(post, where)
    if where.text is None or old is None:
        return Fix(title=title, safety=Safety.MANUAL)
    return Fix(
        title=title, safety=rule.fix.safety, edits=(TextEdit(path=where.path, range=where.text, old=old, new=new),)
    )


def _written(post: Post, where: Location) -> str | None:
    """Return the characters that stand in the file at a place; they differ from the text where it is escaped."""
    if where.text is None:
        return None
    for source in post.sources:
        if source.path == where.path:
            return source.text[where.text.start : where.text.end]
    return None


def _replace_title(typed: str, new: str) -> Bilingual:
    return Bilingual(en=f"Replace “{typed}” with “{new}”", zh=f"把“{typed}”换成“{new}”")


def _remove_title(typed: str) -> Bilingual:
    return Bilingual(en=f"Delete “{typed}”", zh=f"删去“{typed}”")
