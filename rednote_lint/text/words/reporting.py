"""Reported speech: whether the author passes a claim on, warns of it or denies it, instead of making it.

Only the sentence that the claim stands in speaks for it, the heading of its list, or how the caption opens, where
nothing is sold in it: a warning at the end of a caption says nothing about what was claimed before.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rednote_lint.model import Bilingual
from rednote_lint.text.views import Views
from rednote_lint.text.words.classes import Break, WordClass, unbroken, within
from rednote_lint.text.words.context import Ranges, quoted_by, within_sentence
from rednote_lint.text.words.denial import denied, refuted
from rednote_lint.text.words.frames import ANY, IN_SENTENCE, OF_SELLERS, Frame, Shape, extent, rows
from rednote_lint.text.words.framing import framed
from rednote_lint.text.words.quotations import quotation_of, quotations, says
from rednote_lint.text.words.selling import selling_places

_LEFT, _RIGHT = 48, 60
_AFTER = 60
_NEXT_TO = 8
_IN_PERSON = ("我", "i ")
"""Within a claim others may throw something away."""
_RULING = Shape(Frame.RULING, (WordClass.AUTHORITY, WordClass.ACTS_OFFICIALLY))
_SAID = Shape(Frame.PITCHED, (WordClass.OTHERS, WordClass.SAYS), gap=6)
_PRINTED = Shape(Frame.PITCHED, (WordClass.PRINTED, WordClass.SAYS), gap=26)
"""Where a pitch lies or hangs may stand between what it is and what it says."""
_CALLED = Shape(Frame.VICTIM, (WordClass.CALLED,))
_HARMED = Shape(Frame.VICTIM, (WordClass.HARMED,))
"""What a claim led to, behind it."""
_REFUSED = Shape(Frame.REFUSAL, (WordClass.REFUSED,))
"""What the author did about an offer of others, behind it."""
_ATTRIBUTED = re.compile(
    r"\A[^.!?\n]{0,40}?[,”\"'’!] ?(?:they|he|she|everyone|everybody|the (?:ads?|box|sign|billboard|label|man|guy|woman"
    r"|caller|poster|flyer|leaflet|email|text|seller|page|video|website|banner))(?: all| always| both| now)?"
    r" (?:say|says|said|wrote|write|writes|promised?|promises|claims?|claimed|swore|shouted|told (?:me|us|her|him))\b"
    r"|\A[”\"'’,!]{1,3} ?(?:said|says|reads?|promised|promises|claimed|claims|shouted) (?:the|an?|some|his|her)\b"
    r"(?! (?:doctor|derm|nurse|client|customer))"
)
"""Behind a claim: who makes it."""
_FELL = Shape(Frame.FAMILY, (WordClass.FELL_FOR,))
_IF = re.compile(r"\bif [^,;.!?\n]{0,40}\Z")
_WOULD = re.compile(r"\A[^.!?\n]{0,30}\b(?!you|u\b)[a-z]+(?:['’]d| would) ")
"""If it did so, something else would be so too."""
_ALL_QUOTES = "《》〈〉“”‘’「」『』"
_UNABLE = re.compile(
    r"(?:\b(?:(?:does|do|did|can|could|will|would)(?: not|n['’]t)|cannot|nothing(?: can| will)?)"
    r"(?: [“‘'\"]?[a-z]{2,12}['’\"]?){0,2}"
    r"|\b(?:was|were|is|are) supposed to(?: [“‘'\"]?[a-z]{2,12}['’\"]?){0,2}"
    r"|(?<!能)不能|无法|不可能) ?[“‘'\"]?\Z"
)
"""What a thing does not do, or was only supposed to do, between the parts of a claim."""
_PUN = re.compile(r"\A[^.!?\n]{0,6}\bbut (?:it['’]s|they['’]re|make it) (?:just|only|all|actually) ")
"""What the words are said to mean instead."""
_QUOTING = re.compile(
    r"(?<!我)(?<!我们)(?:说|称|写|写着|写的|喊着?|标榜|所谓的?|叫|said|says?|claims?|promises?|reads?"
    r"|called)[：:，, ]{0,2}[《“‘「『\"][^”’」』\"]{0,40}\Z"
)
_MENTIONED = re.compile(
    r"\A[”’」』\"](?:[、，, ]{0,2}[“‘「『\"][^”’」』\"\n]{0,16}[”’」』\"]){0,6}(?:[这那][么样]?)?"
    r"(?:[一两二三四五六七八几]个(?:字|词)|字样|一词|[的等这那](?:种|类|些|样的)?(?:词语?|字眼|说法|宣传语?|表述|承诺|字样|文案|标题)"
    r"|(?:的|那种|这种|那类|小)*(?:传单|电话|短信|广告|帖子|横幅|海报|牌子|招牌|弹窗|邮件|推销|卡片|字条|包装)"
    r"| ?(?:=|means?\b|meaning\b)"
    r"|(?:is|are) (?:a |the )?(?:word|phrase|claim|term|sentence)s?\b"
    r"|(?: ?\w+)? ?(?:sign|mug|t-?shirt|sticker|poster|billboard|flyer|banner|headline|magnet|e-?mail|voicemail)s?\b)"
)
"""Behind the closing mark: the words themselves are spoken of."""
_OTHER_WORDS = r"[^”’」』\"\n]{0,16}[”’」』\"][、，, ]{0,2}[“‘「『\"]"
_MENTIONING = re.compile(
    r"(?:出现|看到|见到|听到|碰到|碰上|遇到|遇上|凡是|一见"
    r"|(?:不能|不可以?|不得|不许|不让|禁止|避免)(?:写|用|使用|标注?|出现|宣传|宣称)"
    r"|\b(?:if|when(?:ever)?) (?:you|someone|somebody|an? \w+) (?:see|hear|read|says?|promises?|offers?)"
    r"|\bthe (?:words?|phrases?|terms?|sentence|line|slogan))"
    rf"[^。！？!?\n“”‘’「」『』\"]{{0,8}}[“‘「『\"](?:{_OTHER_WORDS}){{0,6}}[^”’」』\"\n]{{0,40}}\Z"
)
"""Before a quotation: what one does with words, not what they promise."""
_QUOTED = re.compile(r"“[^”\n]{0,40}”|‘[^’\n]{0,40}’|「[^」\n]{0,40}」|『[^』\n]{0,40}』|\"[^\"\n]{0,40}\"")
_OWN_WORDS = re.compile(
    r"(?:我们?|\bi|\bwe)(?:都|也|就|总|一直|常| ?always| ?often)? ?(?:说|讲|喊|敢说|保证|承诺|say|said|promise|swear)"
    r"[过了]?[：:，, ]{0,2}[“‘「『\"]\Z"
)
"""Before a quotation: the author speaks."""
_MARKS = '“”‘’「」『』"'
_PROVED = re.compile(
    r"(?:但|可是?|不过)我?真的|果然(?=有|管用|灵|好用|见效|真|没骗|准|白|瘦|中|赚|不[愧虚一])|亲测|没骗|不骗|不是骗|居然有效"
    r"|\b(?:(?<!if )it (?:really |actually )?work(?:s|ed)|and it did)\b"
)
"""What says that a claim came true."""
_STRESSED = re.compile(
    r"(?<!自己)真的(?!假|别|不|没|一滴|一口|吗|离谱|无语|服|气|坑|有人|会信|恶心|可怕|太|含|哭|笑|没必要|会谢|累|怕)|没想到|确实|是真"
    r"|\b(?:no joke|for real|true story|they were right|was right)\b"
)
"""What stresses a claim in its neighborhood; a caption that tells something stresses other things too."""
_LISTED = re.compile(r"\s*(?:[-•·*✅❌❗]|[0-9]{1,2}[.、)）]|[“「『\"])")
_HEADING = re.compile(
    r"骗子|诈骗|骗局|警方|民警|反诈|防骗|谣言|套路|话术|虚假宣传|\b(?:scams?|scammers?|fraud|myths?|police)\b"
)
_LINES = 8
_SHORT, _LONG = (2, 8), (4, 14)
"""How long a quotation is that says a claim, and one that says a part of it: blanks or characters."""
_QUOTATIONS = 3
"""So many quotations speak of words; one or two set a euphemism apart."""
_SPARED = re.compile(
    "医生|处方|教练|保安|救生|护栏|保护|安全|门槛|风险|副作用|费用|手续费|押金|前期|广告|记录|水印|打码|血"
)
"""What a seller or a daredevil says to do without: its denial denies nothing."""
_DOES_NOT = re.compile(
    r"\b(?:(?:wo|does|did|is|was)(?:n['’]t| not)|(?:we(?:['’]re| are)|i(?:['’]m| am)|it['’]s) not) (?:\w+ )?\Z"
)
"""Before a later part: the thing spoken of does not do it."""
_ABSENT = ("没有", "不存在", "不可能", "并没", "从不", "从未", "拒绝", "没法")
"""With these a denial of a later part denies the combination; others may be what a seller spares the reader."""


def reported(
    views: Views, start: int, end: int, between: Ranges = (), among: Collection[Frame] = ANY
) -> Bilingual | None:
    """Return why a claim is not the author's own, in words for `--explain`, or None.

    Args:
        views: of the text.
        start: of the claim, in the folded text.
        end: of the claim.
        between: what stands between its parts.
        among: the frames of the caption that excuse it.
    """
    text = views.folded.text
    start, end = _unquoted(text, start, end)
    if word := denied(text, start, end):
        return Bilingual(en=f"denied by “{word}”", zh=f"被“{word}”否定")
    for first, last in _later_parts(end, between):
        word = None if _SPARED.match(text, first) else denied(text, first, last)
        absent = word and (word.startswith(_ABSENT) or _DOES_NOT.search(text, max(0, first - _NEXT_TO * 2), first))
        if absent and not text.endswith("有没有", 0, first):
            return Bilingual(en=f"denied by “{word}”", zh=f"被“{word}”否定")
    if word := refuted(text, end):
        return Bilingual(en=f"refuted by “{word}”", zh=f"被“{word}”驳斥")
    if word := _declined(views, start, end, between):
        return Bilingual(en=f"not the author's: “{word}”", zh=f"并非作者主张：“{word}”")
    if word := _ruled_on(text, start):
        return Bilingual(en=f"reported, not claimed: “{word}”", zh=f"转述或提醒，并非主张：“{word}”")
    if word := _fooled(text, start) or _supposed(text, start, end, between):
        return Bilingual(en=f"reported, not claimed: “{word}”", zh=f"转述或提醒，并非主张：“{word}”")
    if match := _ATTRIBUTED.match(text[end : end + _AFTER]):
        word = match.group().strip()
        return Bilingual(en=f"reported, not claimed: “{word}”", zh=f"转述或提醒，并非主张：“{word}”")
    frame = framed(text, start, end, between, among)
    if not (frame and frame.frame in OF_SELLERS) and _goes_on_selling(text, start, end):
        return None
    if word := _only_quoted(text, start, end, between):
        return Bilingual(en=f"quoted, not claimed: “{word}”", zh=f"引用他人原话，并非主张：“{word}”")
    cue = None if _stands_by(text, start, end, _STRESSED) else _cue(views, start, end, between)
    if word := cue or _heading(text, start):
        return Bilingual(en=f"reported, not claimed: “{word}”", zh=f"转述或提醒，并非主张：“{word}”")
    if frame:
        kind, word = frame.frame.value, frame.word(text)
        return Bilingual(en=f"reported, not claimed ({kind.en}): “{word}”", zh=f"转述，并非主张（{kind.zh}）：“{word}”")
    if word := None if between else _mentioned(views, start, end):
        return Bilingual(en=f"quoted, not claimed: “{word}”", zh=f"引用他人原话，并非主张：“{word}”")
    return None


def _only_quoted(text: str, start: int, end: int, between: Ranges) -> str | None:
    """Return the sentence in quotation marks that a claim, or two of its parts, stand in, where nothing is sold."""
    firsts, lasts = [start, *(last for _, last in between)], [*(first for first, _ in between), end]
    spoken = [place for part in zip(firsts, lasts, strict=True) if (place := quotation_of(text, *part))]
    if not spoken or selling_places(text):
        return None
    claim = len(spoken) >= min(len(firsts), 2)
    if says(text, spoken[0], *(_SHORT if claim else _LONG)) or len(quotations(text)) >= _QUOTATIONS:
        return text[spoken[0].start + 1 : spoken[0].end - 1]
    return None


def _mentioned(views: Views, start: int, end: int) -> str | None:
    """Return the quotation of a whole claim that neither the author, who sells nothing, nor a friend of his says."""
    text = views.folded.text
    place = None if selling_places(text) else quotation_of(text, start, end)
    if place is None or _OWN_WORDS.search(text, 0, place.start + 1):
        return None
    trusted = within(text, WordClass.TRUSTED, _around(views, start, end)[0], start)
    return None if trusted else text[place.start + 1 : place.end - 1]


def _later_parts(end: int, between: Ranges) -> list[tuple[int, int]]:
    """Return the ranges of the parts of a combination behind its first."""
    ends = [first for first, _ in between[1:]] + [end]
    return [(begin, last) for (_, begin), last in zip(between, ends, strict=True)] if between else []


def _cue(views: Views, start: int, end: int, between: Ranges) -> str | None:
    """Return what tells, in the sentence of a claim, that somebody else makes it."""
    text = views.folded.text
    left, right = _around(views, start, end)
    for part in ((left, start), *between, (end, right)):
        for shape in IN_SENTENCE:
            if word := _first(text, shape, *part):
                return word
    for part in (*between, (end, right)):
        if word := _first(text, _HARMED, *part):
            return word
    for part in ((left, start), *between):
        if word := _first(text, _CALLED, *part):
            return word
    for first, last in between:
        if match := _UNABLE.search(text[first:last]):
            return match.group().strip()
    before = text[left:start]
    quoted = quoted_by(text, start, end, _ALL_QUOTES)
    if quoted and (match := _MENTIONING.search(before) or _MENTIONED.search(_rest(text, end))):
        return match.group()
    if word := _so_called(text, left, start):
        return word
    if within(text, WordClass.TRUSTED, left, start):
        return None
    if word := _first(text, _SAID, left, start) or _first(text, _PRINTED, left, start):
        return word
    match = _QUOTING.search(before) if quoted else None
    return match.group() if match else None


def _ruled_on(text: str, start: int) -> str | None:
    """Return what an authority did, in the clause of the claim before it."""
    for row in rows(text, _RULING, max(0, start - _LEFT), start):
        if row[-1].end <= start and unbroken(text, row[-1].end, start, Break.CLAUSE):
            return extent(text, row)
    return None


def _fooled(text: str, start: int) -> str | None:
    """Return who fell for a claim, in its sentence before it."""
    for row in rows(text, _FELL, max(0, start - _LEFT), start):
        if row[-1].end <= start and unbroken(text, row[-1].end, start, Break.SENTENCE):
            return extent(text, row)
    return None


def _supposed(text: str, start: int, end: int, between: Ranges) -> str | None:
    """Return the condition that a claim or its last part stands in when what would follow is not so."""
    if not _WOULD.search(text[end : end + _AFTER]):
        return None
    begins = (start, *(last for _, last in between))
    match = next(filter(None, (_IF.search(text, max(0, begin - _LEFT), begin) for begin in begins)), None)
    return match.group() if match else None


def _around(views: Views, start: int, end: int) -> tuple[int, int]:
    """Return the range of the sentence of a claim, as far as it is looked at."""
    text = views.folded.text
    left, right = max(0, start - _LEFT), min(len(text), end + _RIGHT)
    return (left, right) if views.soft else within_sentence(text, start, end, left, right)


def _first(text: str, shape: Shape, left: int, right: int) -> str | None:
    """Return the first words of a shape that begin in a range, or None."""
    return next((extent(text, row) for row in rows(text, shape, left, right)), None)


def _so_called(text: str, left: int, start: int) -> str | None:
    """Return what marks a claim as that of others by itself, right before it."""
    for first, last in within(text, WordClass.SO_CALLED, left, start):
        if text[first:last].isascii() or (start - last <= _NEXT_TO and unbroken(text, last, start, Break.CLAUSE)):
            return text[first:last]
    return None


def _declined(views: Views, start: int, end: int, between: Ranges) -> str | None:
    """Return what the author did about the offer, or says the words mean instead, as its sentence goes on."""
    text = views.folded.text
    _, right = _around(views, start, end)
    if word := _first(text, _REFUSED, end, right) or _refused_within(text, between):
        return word
    puns = (_PUN.search(text[first:last]) for first, last in (*between, (end, right)))
    match = next(filter(None, puns), None)
    return match.group().strip() if match else None


def _refused_within(text: str, between: Ranges) -> str | None:
    """Return what the author himself did about the offer, between the parts of a claim, or None."""
    for first, last in between:
        word = _first(text, _REFUSED, first, last)
        if word and word.startswith(_IN_PERSON):
            return word
    return None


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the quotation marks that a rule's pattern may have taken in at its ends."""
    while end - start > 1 and text[start] in _MARKS:
        start += 1
    while end - start > 1 and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _rest(text: str, end: int) -> str:
    """Return what follows a claim from the closing quotation mark on."""
    after = text[end : end + _AFTER]
    places = [place for place in map(after.find, '”’」』"') if place >= 0]
    return after[min(places) :] if places else ""


def _goes_on_selling(text: str, start: int, end: int) -> bool:
    """Say whether the author sells something or says that a claim came true, behind it; others do in a quotation."""
    first, last = _behind(text, start, end)
    if any(first <= place.start < last for place in selling_places(text)):
        return True
    return _stands_by(text, start, end, _PROVED)


def _stands_by(text: str, start: int, end: int, affirming: re.Pattern[str]) -> bool:
    """Say whether the author affirms a claim behind it, outside quotations."""
    first, last = _behind(text, start, end)
    return affirming.search(_QUOTED.sub("", text[first:last])) is not None


def _behind(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range behind a claim, or behind the quotation that it stands in."""
    last = end + _AFTER
    marks = quoted_by(text, start, end, _ALL_QUOTES)
    return (max(end, text.find(marks[1], end, last) + 1) if marks else end), last


def _heading(text: str, start: int) -> str | None:
    """Return what the heading of a list says of its lines, when a claim stands in one of them."""
    begin = start
    for _ in range(_LINES):
        begin = max(text.rfind("\n", 0, begin), 0)
    lines = text[begin:start].split("\n")[-_LINES:]
    if not _LISTED.match(lines[-1] + text[start : start + 1]):
        return None
    for line in reversed(lines[:-1]):
        if line.strip() and not _LISTED.match(line):
            match = _HEADING.search(line) if line.rstrip().endswith(("：", ":")) else None
            return match.group() if match else None
    return None
