"""An explanation as a person reads it, and as a program does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rednote_lint.model import Bilingual, Report
from rednote_lint.report.notices.appeal import appeal, needs_changes
from rednote_lint.report.notices.notices import Recognized
from rednote_lint.report.notices.ranking import Explanation, Suspect
from rednote_lint.report.phrases import Phrases, phrases
from rednote_lint.report.places.place import address
from rednote_lint.report.remarks import Kind, remarks_of
from rednote_lint.report.width import one_line, wrap

_HANGING = "  "
MOST = 8
"""Other causes that are told."""
_NOTICE = Bilingual(en="The notice speaks of: {kinds}", zh="通知所指：{kinds}")
_WORDS = Bilingual(en="{title} (“{words}”)", zh="{title}（“{words}”）")
_UNKNOWN = Bilingual(
    en="No sentence of this notice is known here. What follows is a guess, by weight.",
    zh="没有识别出这条通知的说法。以下按严重程度排列，只是推测。",
)
_NO_NOTICE = Bilingual(
    en="Without the platform's notice this is a guess, by weight. Paste it with --notice.",
    zh="没有平台的通知，以下按严重程度排列，只是推测。可用 --notice 粘贴通知。",
)
_PRESET = Bilingual(en="Judged with the preset `{preset}`.", zh="按预设 `{preset}` 检查。")
_LIKELY = Bilingual(en="What the notice may mean, the likeliest first:", zh="通知可能指的内容，最可能的在前：")
_OTHERS = Bilingual(en="Also found, and not what the notice speaks of:", zh="另外发现、与通知所指不同的问题：")
_GUESS = Bilingual(en="What was found, the gravest first:", zh="发现的问题，严重的在前：")
_NOTHING = Bilingual(
    en="Nothing in the post that can be checked fits the notice.", zh="在能检查的内容里，没有找到与通知相符的问题。"
)
_CLEAN = Bilingual(en="Nothing was found in what can be checked.", zh="在能检查的内容里没有发现问题。")
_ELSEWHERE = Bilingual(en="Not in the post:", zh="笔记之外：")
_UNREAD = Bilingual(en="Not checked:", zh="未检查：")
_FIRST = Bilingual(en="Change first: {what}", zh="先改这一处：{what}")
_APPEAL = Bilingual(en="For an appeal:", zh="申诉文字：")
_APPEAL_AFTER = Bilingual(
    en="For asking again, to be sent only when it is true:", zh="重新提交审核的文字，改完之后再发："
)
_MORE = Bilingual(en="… and {n} more", zh="……另有 {n} 项")


def lines(report: Report, explanation: Explanation, language: str, width: int) -> Iterator[str]:
    """Yield the lines of the text form, none wider than `width` columns unless a word is."""
    for line in _lines(report, explanation, language):
        indent = " " * (len(line) - len(line.lstrip()))
        for number, part in enumerate(wrap(line.strip(), width - len(indent) - len(_HANGING)) or [""]):
            yield f"{indent}{_HANGING if number else ''}{part}"


def _lines(report: Report, explanation: Explanation, language: str) -> Iterator[str]:
    yield _opening(explanation, language)
    yield _PRESET.filled({"preset": explanation.preset}).pick(language)
    yield from _suspects(explanation, language)
    beyond = [one.notice.elsewhere for one in explanation.recognized if one.notice.elsewhere is not None]
    yield from _listed(_ELSEWHERE, [said.pick(language) for said in beyond], language)
    kinds = (Kind.PROBLEM, Kind.NOT_CHECKED)
    unread = [remark.text for remark in remarks_of(report, language, explain=False) if remark.kind in kinds]
    yield from _listed(_UNREAD, unread, language)
    if explanation.suspects:
        yield ""
        yield _FIRST.filled({"what": _way_out(explanation.suspects[0], phrases(language), language)}).pick(language)
    yield ""
    yield (_APPEAL_AFTER if needs_changes(explanation) else _APPEAL).pick(language)
    yield f"  {appeal(report, explanation).pick(language)}"


def as_object(report: Report, explanation: Explanation, language: str) -> dict[str, object]:
    """Return the explanation for a program."""
    return {
        "post": report.path,
        "notice": explanation.said,
        "preset": explanation.preset,
        "recognized": [
            {"id": one.notice.id, "title": one.notice.title.pick(language), "words": list(one.words)}
            for one in explanation.recognized
        ],
        "guess": explanation.is_guess,
        "named": [_object(one, language) for one in explanation.named],
        "others": [_object(one, language) for one in explanation.others],
        "not_in_the_post": [
            one.notice.elsewhere.pick(language) for one in explanation.recognized if one.notice.elsewhere is not None
        ],
        "appeal": appeal(report, explanation).pick(language),
        "appeal_needs_changes": needs_changes(explanation),
    }


def _opening(explanation: Explanation, language: str) -> str:
    if explanation.recognized:
        named = [_kind(one, language) for one in explanation.recognized]
        return _NOTICE.filled({"kinds": named}).pick(language)
    return (_UNKNOWN if explanation.said else _NO_NOTICE).pick(language)


def _kind(one: Recognized, language: str) -> str:
    values = {"title": one.notice.title.pick(language), "words": one.words}
    return _WORDS.filled(values).pick(language)


def _suspects(explanation: Explanation, language: str) -> Iterator[str]:
    if explanation.is_guess:
        yield from _numbered(_GUESS if explanation.others else _CLEAN, explanation.others, language)
        return
    yield from _numbered(_LIKELY if explanation.named else _NOTHING, explanation.named, language)
    if explanation.others:
        yield from _numbered(_OTHERS, explanation.others, language)


def _numbered(head: Bilingual, suspects: Sequence[Suspect], language: str) -> Iterator[str]:
    labels = phrases(language)
    yield ""
    yield head.pick(language)
    for number, suspect in enumerate(suspects[:MOST], 1):
        cause = suspect.cause
        where = address(cause.lead.location, cause.lead.excerpt)
        codes = " ".join(cause.codes)
        yield f"  {number} {labels.severity[cause.lead.severity]} {one_line(cause.headline(language))} {codes}"
        yield f"    {where}"
        if way := cause.way_out(labels, language):
            yield f"    → {one_line(way)}"
    if len(suspects) > MOST:
        yield f"  {_MORE.filled({'n': str(len(suspects) - MOST)}).pick(language)}"


def _listed(head: Bilingual, entries: Sequence[str], language: str) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield head.pick(language)
    yield from (f"  {one_line(entry)}" for entry in dict.fromkeys(entries))


def _way_out(suspect: Suspect, labels: Phrases, language: str) -> str:
    headline = one_line(suspect.cause.headline(language))
    way = one_line(suspect.cause.way_out(labels, language))
    return f"{headline} → {way}" if way else headline


def _object(suspect: Suspect, language: str) -> dict[str, object]:
    cause = suspect.cause
    return {
        "severity": cause.lead.severity.value,
        "confidence": cause.lead.confidence.value,
        "title": cause.headline(language),
        "codes": list(cause.codes),
        "places": [address(finding.location, finding.excerpt) for finding in cause.findings],
        "way_out": cause.way_out(phrases(language), language),
        "fits": [one.notice.id for one in suspect.notices],
    }
