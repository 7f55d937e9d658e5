"""Clause removal: takes a contact or a word out of a caption so that sentences remain, or says why it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rednote_lint.fixes.characters import whole
from rednote_lint.fixes.clause_words import ADDRESSES, BEGINS_OPEN, ENDS_OPEN, LEADS_IN, ONLY_CONTACT, POINTERS, SCRAP
from rednote_lint.fixes.clauses import Clause, Part, brackets_around, clauses, has_words
from rednote_lint.model import Bilingual, TextRange
from rednote_lint.text.topics import topics

NOTHING_LEFT = Bilingual(
    en="nothing but tags would be left of the text: rewrite it yourself",
    zh="删除后只剩话题或空白：自行改写",
)
NO_SENTENCE = Bilingual(en="what is left would be no sentence: rewrite it yourself", zh="删除后剩下的不成句：自行改写")
GAP_IN_NUMBERS = Bilingual(
    en="the numbers of the list would have a gap: rewrite it yourself", zh="列表的编号会中断：自行改写"
)
LINES = 4
"""Line ends on each side up to which a removal looks at its surroundings."""
REACH = 240
"""Characters up to which it does so in longer lines, at least; places close to each other share what is looked at."""
Cutter = Callable[[str, TextRange], TextRange | Bilingual]
_ENDS = "\n\r\u2028"
_BREAK = re.compile(r"(?:[ \t\u3000]*(?:\r\n|[\n\r\u2028]))+")
_LINE_END = re.compile(r"\r\n|[\n\r\u2028]")
_ENDED = re.compile(r"[。！？!?…；;.][\"'”’」』）)】》]*\s*\Z")
_WORD = re.compile(r"[A-Za-z0-9]")
_LETTER = re.compile(r"[^\W\d_]")
_SMALL_WORD = re.compile(r"([ \t]*)([a-z])(?=(?:[a-z]|['’][a-z])*(?:[\s;:,!?)]|\.(?!\w)|\Z))")
"""A word that may begin a sentence: no address, no `iPhone`."""
_STARTS = re.compile(r"(?:[。！？!?…\n\r\u2028]|(?<!\.)\.)[\"'”’」』）)】》]*\s*\Z")
_NUMBERED = re.compile(r"[\n\r\u2028 \t\u3000]*(?:\d{1,2}[.、)）]|[①-⑳❶-❿])")
_COMMA = re.compile(r"\s*[,，]\s*")
_COLON = re.compile(r"[:：]\s*\Z")


def clause(text: str, place: TextRange) -> TextRange | Bilingual:
    """Return what to delete so that the clause around a place is gone, with all that would hang in the air without it.

    Args:
        text: one value as a reader sees it: a title, a body, a line of a subtitle.
        place: what must go.
    """
    return _near(text, place, _clause)


def word(text: str, place: TextRange) -> TextRange | Bilingual:
    """Return what to delete so that a word is gone and its clause stays; the whole clause where it is all of it."""
    return _near(text, place, _word)


def capitalized(text: str, cut: TextRange) -> tuple[TextRange, str]:
    """Return what to replace, and with what, so that an English sentence that loses its first clause keeps a capital.

    Args:
        text: the value that is cut.
        cut: what goes.
    """
    first, left = _LETTER.search(text, *cut), _SMALL_WORD.match(text, cut.end)
    before, gone = text[max(0, cut.start - REACH) : cut.start], text[slice(*cut)]
    starts = not before.strip() or _STARTS.search(before)
    goes_on = not (_ENDED.search(gone) or gone[-1:] in _ENDS)
    if not (first and left and starts and goes_on and first[0].isascii() and first[0].isupper()):
        return cut, ""
    return TextRange(cut.start, left.end()), left[1] + left[2].upper()


def _near(text: str, place: TextRange, cutter: Cutter) -> TextRange | Bilingual:
    """Cut in the lines around a place: a caption of a megabyte costs no more than a short one."""
    start, end = _edge_before(text, place.start), _edge_after(text, place.end)
    lines = text[start:end]
    held = TextRange(place.start - start, place.end - start)
    cut = cutter(lines, held)
    if isinstance(cut, Bilingual):
        return cut
    cut = TextRange(min(cut.start, held.start), max(cut.end, held.end))
    torn = (cut.start == 0 and text[start - 1 : start].strip()) or (
        cut.end == len(lines) and text[end : end + 1].strip()
    )
    if torn:
        return NO_SENTENCE
    is_all = not (_says_more(lines[: cut.start] + lines[cut.end :]) or _says_more(text[:start] + text[end:]))
    return NOTHING_LEFT if is_all else TextRange(cut.start + start, cut.end + start)


def _edge_before(text: str, at: int) -> int:
    least = max(0, at // REACH - 1) * REACH
    for _ in range(LINES):
        at = max(text.rfind(char, least, at) for char in _ENDS)
        if at < 0:
            return least
    return at + 1


def _edge_after(text: str, at: int) -> int:
    most = min(len(text), (at // REACH + 2) * REACH)
    for _ in range(LINES):
        found = [place for char in _ENDS if (place := text.find(char, at, most)) >= 0]
        if not found:
            return most
        at = min(found) + 1
    return at - 1


def _says_more(text: str) -> bool:
    """Say whether a text has words besides its tags and scraps."""
    found = topics(text)
    starts, ends = (topic.start for topic in found), (topic.end for topic in found)
    bare = "".join(text[start:end] for start, end in zip((0, *ends), (*starts, len(text)), strict=True))
    return has_words(bare) and SCRAP.fullmatch(bare) is None


def _clause(text: str, place: TextRange) -> TextRange | Bilingual:
    tag = next((one for one in topics(text) if one.start <= place.start and place.end <= one.end), None)
    if tag is not None:
        return _checked(text, _bare(text, TextRange(tag.start, tag.end)))
    around = brackets_around(text, place)
    if around is not None:
        inner = TextRange(around.start + 1, around.end - 1)
        cut = _cut(text[slice(*inner)], TextRange(place.start - inner.start, place.end - inner.start))
        if isinstance(cut, TextRange) and (cut.end - cut.start) < (inner.end - inner.start):
            return _checked(text, TextRange(cut.start + inner.start, cut.end + inner.start))
        return cut if isinstance(cut, Bilingual) else _checked(text, _bare(text, around))
    cut = _cut(text, place)
    return cut if isinstance(cut, Bilingual) else _checked(text, cut)


def _word(text: str, place: TextRange) -> TextRange | Bilingual:
    found = clauses(text, place)
    own = next((one for one in found if one.place.start <= place.start and place.end <= one.place.end), None)
    if own is None:
        return _checked(text, _bare(text, place))
    before, after = text[own.place.start : place.start], text[place.end : own.place.end]
    if not has_words(before + after):
        return _clause(text, place)
    if (has_words(before) and not has_words(after) and has_words(text[slice(*place)]) and _waits(before)) or (
        not has_words(before) and re.match(r"\s*(?:and|or|but)\b", after, re.IGNORECASE)
    ):
        return NO_SENTENCE
    return _checked(text, _bare(text, place))


def _bare(text: str, place: TextRange) -> TextRange:
    ((cut, _),) = whole(text, place)
    return cut


def _cut(text: str, place: TextRange) -> TextRange | Bilingual:
    found = clauses(text, place)
    inside = [n for n, one in enumerate(found) if one.place.start < place.end and place.start < one.place.end]
    if not inside:
        return _bare(text, place)
    first, last = _widened(text, found, inside[0], inside[-1])
    if first == 0 and last == len(found) - 1:
        return TextRange(0, len(text))
    if _is_inserted(text, found, first, last):
        return NO_SENTENCE
    if _is_numbered(text, found, first, last):
        return GAP_IN_NUMBERS
    return _between(text, found, first, last)


def _is_inserted(text: str, found: Sequence[Clause], first: int, last: int) -> bool:
    """Say whether an English sentence goes on after what goes: `The bakery, www.bread.com, opens at 8.`."""
    if not 0 < first <= last < len(found) - 1 or " " in text[found[first].place.start : found[last].place.end]:
        return False
    before = text[found[first - 1].place.end : found[first].place.start]
    after = text[found[last].place.end : found[last + 1].place.start]
    goes_on = re.match("[a-z]", text[found[last + 1].place.start])
    return bool(_COMMA.fullmatch(before) and _COMMA.fullmatch(after) and goes_on)


def _is_numbered(text: str, found: Sequence[Clause], first: int, last: int) -> bool:
    """Say whether whole items of a numbered list go, and others follow."""
    start = found[first - 1].place.end if first else 0
    if last + 1 == len(found) or found[last].part is not Part.LINE or (first and found[first - 1].part < Part.LINE):
        return False
    own = text[start : found[first].place.start]
    following = text[found[last].place.end : found[last + 1].place.start].lstrip("。！？!?…；;. \t\u3000")
    return bool(_NUMBERED.search(own) and _NUMBERED.match(following))


def _widened(text: str, found: Sequence[Clause], first: int, last: int) -> tuple[int, int]:
    """Add the neighbours that say nothing without what goes."""
    while True:
        if first > 0 and _hangs_before(text, found, first, last):
            first -= 1
        elif last + 1 < len(found) and _hangs_after(text, found, first, last):
            last += 1
        else:
            return first, last


def _hangs_before(text: str, found: Sequence[Clause], first: int, last: int) -> bool:
    previous = found[first - 1]
    if previous.is_tag:
        return False
    said, gap = text[slice(*previous.place)], text[previous.place.end : found[first].place.start]
    if SCRAP.fullmatch(said) and len(_LINE_END.findall(gap)) <= 1:
        return True
    if previous.part is Part.SENTENCE:
        return False
    if previous.part is Part.LINE:
        is_last = last + 1 == len(found) or found[last].part is not Part.LINE or _leaves_block(text, found, last)
        lines = len(_LINE_END.findall(gap))
        if _COLON.search(said):
            return is_last
        return lines == 1 and not _ENDED.search(said) and (_waits(said) or _only_leads(text, found, first - 1))
    return _waits(said) or _only_leads(text, found, first - 1) or _is_only_contact(said)


def _leaves_block(text: str, found: Sequence[Clause], last: int) -> bool:
    gap = text[found[last].place.end : found[last + 1].place.start]
    return len(_LINE_END.findall(gap)) > 1


def _hangs_after(text: str, found: Sequence[Clause], first: int, last: int) -> bool:
    following = found[last + 1]
    if following.is_tag:
        return False
    gap = text[found[last].place.end : following.place.start]
    said = text[slice(*following.place)]
    if SCRAP.fullmatch(said) and len(_LINE_END.findall(gap)) <= 1:
        return True
    if found[last].part is not Part.SOFT:
        return False
    if re.search(r"[A-Za-z]{2}", gap) or BEGINS_OPEN.match(said) or _is_only_contact(said):
        return True
    starts_sentence = first == 0 or found[first - 1].part is not Part.SOFT
    return not starts_sentence and following.part is not Part.SOFT and bool(LEADS_IN.match(said)) and _waits(said)


def _waits(said: str) -> bool:
    return bool(ENDS_OPEN.search(said) or ADDRESSES.search(said))


def _only_leads(text: str, found: Sequence[Clause], at: int) -> bool:
    """Say whether a clause before the one that goes leads to it: `if you like it, …`, `想要的，…`."""
    starts_sentence = at == 0 or found[at - 1].part is not Part.SOFT
    return starts_sentence and bool(LEADS_IN.match(text[slice(*found[at].place)]))


def _is_only_contact(said: str) -> bool:
    return ONLY_CONTACT.fullmatch(said) is not None


def _between(text: str, found: Sequence[Clause], first: int, last: int) -> TextRange:
    """Return the range of some clauses with what parts them from one side, so that the firmer mark stays."""
    start, end = found[first].place.start, found[last].place.end
    left = found[first - 1].place.end if first else 0
    right = found[last + 1].place.start if last + 1 < len(found) else len(text)
    before = found[first - 1].part if first else Part.EDGE
    after = found[last].part
    if before >= Part.LINE and after >= Part.LINE:
        return _lines(text, left, start, end, right)
    if after >= Part.LINE:
        return _at_line_end(text, left, start, end, right, before)
    if before >= Part.LINE or before > after:
        return _spared(text, TextRange(start, right))
    if before is after is Part.SENTENCE or set(text[end:right].split("\n")[0].strip()) & set(POINTERS):
        return _spared(text, TextRange(start, right))
    return _spared(text, TextRange(left, end))


def _lines(text: str, left: int, start: int, end: int, right: int) -> TextRange:
    """Return whole lines; of the breaks around them the longer one stays."""
    head, tail = text[left:start], text[end:right]
    above, below = _BREAK.search(head), _BREAK.search(tail)
    if above is None and below is None:
        return TextRange(left, right)
    if above is None:
        assert below is not None
        return TextRange(left, end + below.end())
    if below is None:
        return TextRange(left + above.start(), right)
    if len(_LINE_END.findall(above[0])) > len(_LINE_END.findall(below[0])):
        return TextRange(left + above.end(), end + below.end())
    return TextRange(left + above.start(), end + below.start())


def _at_line_end(text: str, left: int, start: int, end: int, right: int, before: Part) -> TextRange:
    """Return the last clauses of a line: with the comma before them, or with their own full stop."""
    stop = _BREAK.search(text, end, right)
    tail_end = stop.start() if stop else right
    if before is Part.SENTENCE:
        kept = re.compile(r"(?:[。！？!?…；;]+|\.+)[\"'”’」』）)】》]*").match(text, left, start)
        return TextRange(kept.end() if kept else left, tail_end)
    while end < tail_end and (text[end] in POINTERS or text[end].isspace()):
        end += 1
    return TextRange(left, end)


def _spared(text: str, cut: TextRange) -> TextRange:
    """Leave a blank where two words, or a word and a tag, would be joined."""
    before, after = text[cut.start - 1 : cut.start], text[cut.end : cut.end + 1]
    joins = (_WORD.match(before) and _WORD.match(after)) or (after == "#" and before and not before.isspace())
    if joins and cut.end - cut.start > 1:
        if text[cut.end - 1].isspace():
            return TextRange(cut.start, cut.end - 1)
        if text[cut.start].isspace():
            return TextRange(cut.start + 1, cut.end)
    return cut


def _checked(text: str, cut: TextRange) -> TextRange | Bilingual:
    """Refuse a cut that joins two words or sets two marks beside each other."""
    before, after = text[cut.start - 1 : cut.start] or "\n", text[cut.end : cut.end + 1] or "\n"
    if _WORD.match(before) and _WORD.match(after):
        return NO_SENTENCE
    if before in "，,、:：(（/|&\r\n" and after in "，,、:：;；。.!！?？)）/|":
        return NO_SENTENCE
    return cut
