"""The heart: ask the rules of one post, turn hits into findings, keep what could not be asked.

Nothing here knows YAML, pixels or the screen. A checker that fails costs its own rules, never the post.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from time import perf_counter

from rednote_lint.causes import with_causes
from rednote_lint.checks import Checker, Yield
from rednote_lint.checks.measure import MeasureParams
from rednote_lint.errors import named
from rednote_lint.facts import Facts, Options
from rednote_lint.facts.base import unopened_assets, visible_assets
from rednote_lint.facts.measures.registry import CHECK_STATE, SUPPRESSION_STATE
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.model import (
    MOST_MEDIA,
    MOST_TAGS,
    AssetKind,
    Bilingual,
    Contents,
    FaultySuppression,
    Finding,
    Hit,
    Location,
    Omission,
    Overlapped,
    Post,
    Problem,
    Report,
    Skipped,
    Veto,
)
from rednote_lint.once import told_once
from rednote_lint.overlaps import overlapped
from rednote_lint.ruleset import RuleSet
from rednote_lint.stamp import Stamp

_NOT_READ = Bilingual(en="not read: nothing says that it belongs to a post", zh="未读取：没有写明它属于哪篇笔记")
_MORE_TAGS = Bilingual(
    en="{tags} tags: only the first {most} were checked, the others were counted; shorten the list",
    zh="共 {tags} 个话题：只检查了前 {most} 个，其余只计数；先删减话题",
)
_MORE_MEDIA = Bilingual(
    en="{media} images and videos: only the first {most} were opened, {rest} were not checked; split the post",
    zh="共 {media} 个图片和视频：只打开了前 {most} 个，另有 {rest} 个未检查；先拆分这篇笔记",
)
_WORDS_ALONE = Bilingual(en="not opened: only words were to be checked", zh="没有打开：这次只检查文字")
Observe = Callable[[Post, RuleSet, Collection[str], Options], Facts]


def observe(post: Post, rules: RuleSet, active: Collection[str], options: Options) -> Facts:
    """Return the lazy facts of a post for the rules that are active in it."""
    return ObservedFacts(post, rules.needs(active), options, rules.parameters(active))


def lint(
    post: Post, rules: RuleSet, options: Options, *, only: Collection[str] | None = None, facts_of: Observe = observe
) -> Report:
    """Check one post.

    Args:
        post: what was found on disk.
        rules: the compiled rules of the run.
        options: how facts are gathered.
        only: codes that the configuration leaves on for this post; None leaves all on.
        facts_of: makes the facts; the tests that rules carry state theirs through it, and the driver keeps them, whose
            `recorded` rows it has to store.
    """
    active = rules.asked(post, options.client)
    if only is not None:
        active = active.intersection(only)
    if not options.media:
        active = active & rules.of_words
    facts = facts_of(post, rules, active, options)
    answers, problems, timings = _ask(rules, active, facts)
    stamp = Stamp(post, rules, options.client)
    closed = tuple(_closed(post, options))
    left_out = {skip.what for skip in closed}
    told = (answer for answer in answers if isinstance(answer, Skipped) and answer.what not in left_out)
    skipped = tuple(dict.fromkeys((*told, *facts.skipped, *closed, *_surplus(post), *post.skipped, *unread_of(post))))
    hits = sorted(_reported(answers, active), key=lambda hit: stamp.order(hit.where, hit.code))
    stamped = _unique(map(stamp.finding, told_once(hits, rules.by_code)))
    weaker = overlapped(stamped)
    findings = tuple(finding for index, finding in enumerate(stamped) if index not in weaker)
    sums = tuple(stamp.finding(hit) for hit in _sums(rules, active, findings))
    findings = _ordered(stamp, (*sums, *findings))
    return Report(
        path=post.path,
        id=post.id,
        account=post.declared.account,
        findings=with_causes(stamp.together(findings)),
        overlapped=tuple(_placed(stamp, [stamped[index] for index in sorted(weaker)], findings)),
        skipped=skipped,
        problems=(*post.problems, *problems),
        notices=post.notices,
        vetoes=tuple(stamp.veto(answer) for answer in answers if isinstance(answer, Veto) and answer.code in active),
        contents=_contents(post, skipped),
        timings=timings,
        anchor=stamp.anchor(),
        named=stamp.named(),
    )


def on_suppressions(
    post: Post, rules: RuleSet, options: Options, faulty: Iterable[FaultySuppression]
) -> tuple[Finding, ...]:
    """Return the findings on suppressions that are wrong themselves; the verdict knows which are."""
    hits = [
        Hit(code=code, where=one.where, evidence=one.rule)
        for one in faulty
        for code in _failing(rules, SUPPRESSION_STATE, one.state.value)
    ]
    return with_causes(Stamp(post, rules, options.client).on_suppressions(hits)) if hits else ()


def removed_together(post: Post, rules: RuleSet, told: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings on suppressions, those that are told, with the fixes that depend on all of them."""
    return Stamp(post, rules).removed_together(told) if len(told) > 1 else tuple(told)


def on_unfinished(
    post: Post, rules: RuleSet, options: Options, state: str, where: Location, evidence: str
) -> tuple[Finding, ...]:
    """Return the findings on a post that could not be checked to its end; the run knows why."""
    stamp = Stamp(post, rules, options.client)
    hits = (Hit(code=code, where=where, evidence=evidence) for code in _failing(rules, CHECK_STATE, state))
    return with_causes(tuple(map(stamp.finding, hits)))


def _failing(rules: RuleSet, measure: str, value: str) -> Iterator[str]:
    """Yield the codes of the rules on a measure that a value does not meet."""
    for rule in rules.rules:
        params = rule.params
        if isinstance(params, MeasureParams) and params.measure == measure and not params.require.holds(value):
            yield rule.code


def _ask(rules: RuleSet, active: frozenset[str], facts: Facts) -> tuple[list[Yield], list[Problem], dict[str, float]]:
    """Ask all checkers; shared work, such as the analysis of pixels, is charged to itself and to no rule.

    A checker of one rule is charged to the rule's code, one that asks many in one search to its kind.
    """
    answers: list[Yield] = []
    problems: list[Problem] = []
    timings: dict[str, float] = {}
    begun, shared = perf_counter(), sum(facts.timings.values())
    for kind, checker in rules.checkers_of(active, facts.kinds):
        try:
            answers += checker.run(facts)
        except Exception as error:  # A defect of one kind must not cost the findings of the others.
            problems.append(_failed(checker, error))
        name = checker.codes[0] if len(checker.codes) == 1 else kind
        ended, shared_then = perf_counter(), sum(facts.timings.values())
        timings[name] = timings.get(name, 0.0) + (ended - begun) - (shared_then - shared)
        begun, shared = ended, shared_then
    return answers, problems, {**timings, **facts.timings}


def _reported(answers: list[Yield], active: Collection[str]) -> Iterator[Hit]:
    return (answer for answer in answers if isinstance(answer, Hit) and answer.code in active)


def _sums(rules: RuleSet, active: Collection[str], findings: Sequence[Finding]) -> Iterator[Hit]:
    """Yield what the findings amount to together."""
    for checker in rules.sums:
        if checker.codes[0] in active:
            yield from checker.add_up(findings, rules.by_code)


def _unique(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    """Keep the first of findings that say the same of the same place."""
    return tuple({(finding.code, finding.location, finding.evidence): finding for finding in findings}.values())


def _ordered(stamp: Stamp, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: stamp.order(finding.location, finding.code)))


def _placed(stamp: Stamp, weaker: Sequence[Finding], findings: Sequence[Finding]) -> Iterator[Overlapped]:
    """Say where overlapped findings would stand among the others, and which cause they would have there."""
    if weaker:
        left_out, before = {(one.code, one.location, one.evidence) for one in weaker}, 0
        for finding in with_causes(_ordered(stamp, (*findings, *weaker))):
            if (finding.code, finding.location, finding.evidence) in left_out:
                yield Overlapped(finding=finding, before=before)
            else:
                before += 1


def _surplus(post: Post) -> Iterator[Skipped]:
    """Tell of a post of absurd size what was only counted."""
    whole = {"tags": str(len(post.tags) + post.more_tags), "most": str(MOST_TAGS)}
    if post.more_tags:
        yield Skipped(what=post.path, reason=_MORE_TAGS.filled(whole), omission=Omission.FAILURE)
    unopened = unopened_assets(post)
    if unopened:
        told = {"media": str(MOST_MEDIA + len(unopened)), "most": str(MOST_MEDIA), "rest": str(len(unopened))}
        yield Skipped(what=post.path, reason=_MORE_MEDIA.filled(told), omission=Omission.FAILURE)


def _closed(post: Post, options: Options) -> Iterator[Skipped]:
    """Yield the media of a post of which only the words are checked."""
    if not options.media:
        yield from (Skipped(what=asset.path, reason=_WORDS_ALONE) for asset in visible_assets(post))


def unread_of(post: Post) -> Iterator[Skipped]:
    """Yield the files beside a post that nobody reads."""
    return (Skipped(what=path, reason=_NOT_READ, where=Location(path=path)) for path in post.unread)


def _contents(post: Post, skipped: Collection[Skipped]) -> Contents:
    """Count what was checked of a post."""
    left_out = {*(skip.what for skip in skipped), *(asset.path for asset in unopened_assets(post))}
    kinds = Counter(asset.kind for asset in post.assets if asset.path not in left_out)
    return Contents(
        caption=bool(post.title or post.body or post.tags),
        images=kinds[AssetKind.IMAGE],
        videos=kinds[AssetKind.VIDEO],
        subtitles=kinds[AssetKind.SUBTITLE],
    )


def _failed(checker: Checker, error: Exception) -> Problem:
    codes = ", ".join(checker.codes[:5]) + (" …" if len(checker.codes) > 5 else "")
    said = named(error)
    return Problem(
        message=Bilingual(en=f"the check of {codes} failed: {said}", zh=f"{codes} 检查失败：{said}"),
        remedy=Bilingual(
            en="The other rules were checked. Please report this, with the post's file type.",
            zh="其余规则已检查；欢迎反馈此问题，并附上文件类型",
        ),
    )
