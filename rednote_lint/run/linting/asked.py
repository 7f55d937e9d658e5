"""Says which rules were asked of everything in a post that they could find something in."""

from __future__ import annotations

from pathlib import PurePath

from rednote_lint.batch.stage import batch_checkers
from rednote_lint.checks.measure import MeasureParams
from rednote_lint.facts import Need, Options
from rednote_lint.facts.measures.registry import JUDGED_LATER, SUPPRESSION_STATE
from rednote_lint.model import Client, Post, Report, Rule
from rednote_lint.ruleset import RuleSet


class Asked:
    """Looks back at the check of one post.

    A rule that a gate of the post leaves out, such as `commercial`, was asked: the answer is that it does not apply.

    Args:
        post: as it was read.
        report: of the engine.
        rules: those that were on.
        options: how facts were gathered.
    """

    def __init__(self, post: Post, report: Report, rules: RuleSet, options: Options) -> None:
        self._rules, self._options = rules, options
        self._failed = bool(report.problems)
        self._skipped = [skip.what for skip in report.skipped if skip.what not in post.unread]
        self._post = post
        self._assets = {asset.path for asset in post.assets}

    def fully(self, rule: Rule, asset: str | None = None) -> bool:
        """Say whether a rule was asked of the whole post, or of one file of it.

        Args:
            rule: any known rule.
            asset: the name of the file; None for everything.
        """
        if not is_on(rule, self._rules, self._options):
            return False
        if self._failed or {rule.code, self._post.path} & set(self._skipped):
            return False
        needs = _needs(rule, self._rules)
        if needs and self._assets and not _is_seen(needs, self._options):
            return False
        return not needs or not any(self._concerns(what, asset) for what in self._skipped)

    def by_the_end(self, rule: Rule) -> bool:
        """Say whether a rule was asked of the whole post once the verdict stands: those on suppressions too."""
        if isinstance(rule.params, MeasureParams) and rule.params.measure == SUPPRESSION_STATE:
            return rule.code in self._rules.by_code and not (self._failed or self._skipped)
        return self.fully(rule)

    def _concerns(self, what: str, asset: str | None) -> bool:
        return asset is None or what not in self._assets or PurePath(what).name == PurePath(asset).name


def could_be_asked(rule: Rule, rules: RuleSet, options: Options) -> bool:
    """Say whether a rule would be asked of everything in a post that can be read."""
    return is_on(rule, rules, options) and _is_seen(_needs(rule, rules), options)


def is_on(rule: Rule, rules: RuleSet, options: Options) -> bool:
    """Say whether a rule is asked of single posts; what compared ones find depends on the other posts of the run."""
    if isinstance(rule.params, MeasureParams) and rule.params.measure in JUDGED_LATER:
        return False
    client, mine = options.client, rule.when.client
    if rule.code not in rules.by_code or not (mine is None or client in (mine, Client.BOTH)):
        return False
    return all(rule.code not in checker.codes for checker in batch_checkers(rules))


def _needs(rule: Rule, rules: RuleSet) -> frozenset[Need]:
    return frozenset(rules.needs([rule.code]) - {Need.TEXT})


def _is_seen(needs: frozenset[Need], options: Options) -> bool:
    return not needs or (options.media and (options.ocr or Need.OCR not in needs))
