"""Every label a report prints, in English and in simplified Chinese."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from rednote_lint.model import Confidence, Contents, Record, Safety, Severity, Tier


class Phrases(Record, frozen=True, kw_only=True):
    """The labels of one language; a counted phrase is written `one|many`, with `{n}` for the number."""

    severity: dict[Severity, str]
    counted: dict[Severity, str]
    confidence: dict[Confidence, str]
    """Empty where nothing needs to be said."""
    tier: dict[Tier, str]
    safety: dict[Safety, str]
    corner: tuple[tuple[str, ...], ...]
    """By row and column of a grid of three by three."""
    whole_picture: str
    where: str
    seen: str
    why: str
    as_above: str
    source: str
    page: str
    read_on: str
    """When we read the source; `{date}`."""
    advice: str
    fix: str
    instead: str
    also: str
    problem: str
    remedy: str
    let_pass: str
    """`{code}`, `{evidence}`, `{reason}`."""
    counts_until: str
    """`{date}`."""
    not_checked: str
    notice: str
    times: str
    """`{n}`, `{posts}`."""
    and_more: str
    in_posts: str
    found: str
    """`{counts}`, `{posts}`."""
    clean: str
    unsure: str
    """Instead of `clean` when something could not be checked; `{posts}`."""
    nothing: str
    all_unread: str
    """Where no part of any post could be checked."""
    interrupted: str
    """`{posts}`."""
    time_taken: str
    """`{time}`."""
    suppressed: str
    set_aside: str
    """A finding that was suppressed; `{reason}`, `{text}`."""
    no_reason: str
    no_findings: str
    no_room: str
    """Where a comment is too small for the whole report; counts its lines."""
    hidden: str
    """`{severity}`."""
    problems: str
    comma: str
    listed: str
    """Between the members of a list."""
    colon: str
    aside: str
    """Around what stands in brackets; `{text}`."""
    verdict_no: str
    verdict_yes: str
    verdict_unchecked: str
    verdict_partly: str
    verdict_configuration: str
    """Of a configuration file."""
    sheet_verdict: str
    """The headings of the columns that a checked copy of a calendar has."""
    sheet_causes: str
    sheet_ways: str
    """Where something was skipped and nothing grave was found."""
    unseen: str
    gets_limited: str
    to_improve: str
    tidy_up: str
    checked: str
    caption: str
    images: str
    videos: str
    subtitles: str
    files: str
    more_places: str
    instead_of: str
    """`{words}`."""
    next_command: str
    next_fix: str
    next_fix_media: str
    """Where nothing but media can be repaired safely."""
    next_why: str
    """`{code}`."""
    sum_ready: str
    sum_blocked: str
    sum_unchecked: str
    worst: str
    other_rules: str
    more_accounts: str
    account_sums: str
    """`{account}`, `{ready}`, `{blocked}`, `{unchecked}`."""
    no_account: str
    """Instead of `{account}`."""
    fix_done: str
    fix_left: str
    fix_note: str
    fix_sums: str
    """`{fixed}`, `{left}`."""
    fix_more: str
    """`{count}`."""
    fix_unsettled: str
    """`{passes}`."""
    fix_unread: str
    copies: str
    """`{parts}`."""
    copies_ready: str
    copies_unready: str
    """`{count}`, `{names}`."""
    copies_unchecked: str
    """`{count}`, `{names}`."""
    plan: str
    """`{path}`."""
    plan_left_out: str
    """`{count}`."""

    @property
    def beside(self) -> tuple[str, ...]:
        """The labels that stand in one column beside the lines under a finding."""
        return (
            self.where,
            self.seen,
            self.also,
            self.instead,
            self.fix,
            self.why,
            self.advice,
            self.source,
            self.page,
            self.remedy,
        )

    def contents(self, contents: Contents) -> str:
        """Return what a post consists of, in words; empty when there is nothing."""
        counted = ((self.images, contents.images), (self.videos, contents.videos), (self.subtitles, contents.subtitles))
        parts = [*([self.caption] if contents.caption else []), *(self.number(text, n) for text, n in counted if n)]
        return self.listed.join(parts)

    def number(self, template: str, n: int, **values: str) -> str:
        """Return the form of a counted phrase that fits `n`."""
        forms = template.split("|")
        return forms[0 if n == 1 else -1].format(n=n, **values)

    def bracketed(self, text: str) -> str:
        """Return `text` in brackets, ready to follow a word; empty when there is nothing to say."""
        return self.aside.format(text=text) if text else ""


@cache
def phrases(language: str) -> Phrases:
    """Return the labels for `en` or `zh`, from `phrases.json`, where both languages stand side by side."""
    written = files(__package__).joinpath("phrases.json").read_bytes()
    labels: dict[str, dict[str, object]] = msgspec.json.decode(written)
    return msgspec.convert({name: label["zh" if language == "zh" else "en"] for name, label in labels.items()}, Phrases)
