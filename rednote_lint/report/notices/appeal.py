"""A short text for an appeal or for asking again, which says nothing that is not known."""

from __future__ import annotations

from rednote_lint.model import Bilingual, Report, Severity
from rednote_lint.report.notices.ranking import Explanation, Suspect
from rednote_lint.report.width import one_line

_MOST = 3
"""Things that are named in the text."""
_TITLED = Bilingual(en="about my post “{title}”", zh="关于笔记《{title}》")
_UNTITLED = Bilingual(en="about my post", zh="关于这篇笔记")
_QUOTED = Bilingual(en="Your notice says: “{said}”.", zh="通知内容：“{said}”。")
_CHANGED = Bilingual(
    en="I have taken out or replaced: {what}. Please review the post again.",
    zh="我已删除或修改：{what}。请重新审核这篇笔记。",
)
_UNFOUND = Bilingual(
    en="I went through the title, the text and the media of the post for {kinds} and found nothing of the kind. "
    "Please tell me which part is meant, or review it again.",
    zh="我检查了笔记的标题、正文和素材，没有找到属于“{kinds}”的内容。请告知具体是哪一部分，或重新审核。",
)
_UNREAD = Bilingual(
    en="I went through the title and the text of the post for {kinds} and found nothing of the kind. "
    "Please tell me which part is meant, or review it again.",
    zh="我检查了笔记的标题和正文，没有找到属于“{kinds}”的内容。请告知具体是哪一部分，或重新审核。",
)
_ASKING = Bilingual(
    en="Please tell me which part of the post is meant, so that I can change it.",
    zh="请告知具体是笔记的哪一部分，以便修改。",
)
_ASKING_ACCOUNT = Bilingual(
    en="Please tell me which action of the account is meant, and when it happened.",
    zh="请告知具体是账号的哪一次操作，以及发生的时间。",
)
_HELLO = Bilingual(en="Hello, {what}.", zh="{what}。")


def appeal(report: Report, explanation: Explanation) -> Bilingual:
    """Return the text; what it says of changes holds only after they were made."""
    parts = [_opening(report)]
    if explanation.said:
        parts.append(_QUOTED.filled({"said": one_line(explanation.said)}))
    parts.append(_core(report, explanation))
    return Bilingual(en=" ".join(part.en for part in parts), zh="".join(part.zh for part in parts))


def needs_changes(explanation: Explanation) -> bool:
    """Say whether the text speaks of changes, and may be sent only when they were made."""
    return bool(_to_change(explanation))


def _to_change(explanation: Explanation) -> tuple[Suspect, ...]:
    """Return what the text says was changed: what the notice may mean, in a guess what is grave."""
    if not explanation.is_guess:
        return explanation.named
    return tuple(one for one in explanation.others if one.cause.lead.severity is not Severity.INFO)


def _opening(report: Report) -> Bilingual:
    title = report.words.title.text.strip() if report.words is not None and report.words.title is not None else ""
    what = _TITLED.filled({"title": one_line(title)}) if title else _UNTITLED
    return Bilingual(en=_HELLO.en.replace("{what}", what.en), zh=_HELLO.zh.replace("{what}", what.zh))


def _core(report: Report, explanation: Explanation) -> Bilingual:
    if changed := _to_change(explanation):
        named = [_named(one) for one in changed[:_MOST]]
        what = Bilingual(en="; ".join(one.en for one in named), zh="；".join(one.zh for one in named))
        return Bilingual(en=_CHANGED.en.replace("{what}", what.en), zh=_CHANGED.zh.replace("{what}", what.zh))
    kinds = [one.notice.title for one in explanation.recognized if one.notice.is_about_posts]
    if not kinds:
        return _ASKING if explanation.is_guess else _ASKING_ACCOUNT
    said = _UNREAD if report.problems or report.skipped else _UNFOUND
    return Bilingual(
        en=said.en.replace("{kinds}", " / ".join(one.en for one in kinds)),
        zh=said.zh.replace("{kinds}", "、".join(one.zh for one in kinds)),
    )


def _named(suspect: Suspect) -> Bilingual:
    title = Bilingual(en=suspect.cause.headline("en"), zh=suspect.cause.headline("zh"))
    return Bilingual(en=one_line(title.en), zh=one_line(title.zh))
