"""Frames: the ways in which a caption may look at a thing from outside, and the grammar of word classes for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, IntEnum
from typing import NamedTuple

from rednote_lint.model import Bilingual
from rednote_lint.text.words.classes import Break, Place, WordClass, classes_of, starting, unbroken
from rednote_lint.text.words.denial import OTHERS, stands

_BEFORE = 24
"""How far before a word those are looked for whom it is about."""


class Frame(Enum):
    """What a caption is that makes no claim of its own, in words for `--explain`."""

    RULING = Bilingual(en="what an authority did", zh="官方处理或提醒")
    NEWS = Bilingual(en="news", zh="新闻")
    TRIAL = Bilingual(en="a case in court", zh="案件")
    WORK = Bilingual(en="working life", zh="职业日常")
    STUDY = Bilingual(en="study", zh="学习")
    SURVEY = Bilingual(en="what others post was counted", zh="对他人内容的统计")
    FICTION = Bilingual(en="fiction or a museum", zh="影视、书籍或展览")
    GAME = Bilingual(en="a game", zh="游戏")
    SMALL_VOTE = Bilingual(en="a vote among neighbors or at home", zh="邻里或家里的投票")
    MEMORY = Bilingual(en="a memory", zh="回忆")
    FAMILY = Bilingual(en="what befell others", zh="他人的遭遇")
    VICTIM = Bilingual(en="the author was wronged", zh="作者自己的遭遇")
    PITCHED = Bilingual(en="an offer that the author met with", zh="作者遇到的推销")
    REFUSAL = Bilingual(en="the author refused or reported", zh="作者已拒绝或举报")
    WARNING = Bilingual(en="a warning", zh="提醒")
    OFFICIAL = Bilingual(en="the official way", zh="官方途径")
    RECOVERY = Bilingual(en="recovery", zh="戒断或康复")
    QUESTION = Bilingual(en="a question", zh="提问")
    COMPLAINT = Bilingual(en="a buyer's complaint", zh="买家的不满")
    MODEST = Bilingual(en="a claim that is declined", zh="明说不作此承诺")
    NOTES = Bilingual(en="notes or a reminder by its heading", zh="标题写明是记录或提醒")
    LAW = Bilingual(en="a question of law", zh="法律问题")
    PUN = Bilingual(en="a pun", zh="双关或误会")
    PET = Bilingual(en="a pet", zh="宠物")
    CARE = Bilingual(en="sport with a coach or a belay", zh="有保护的运动")
    DEFENSE = Bilingual(en="others are defended", zh="为他人说话")
    MILESTONE = Bilingual(en="a day in somebody's life", zh="人生的一天")
    CHILDREN = Bilingual(en="talk with children", zh="和孩子聊天")
    OWN_WORK = Bilingual(en="the author's own work", zh="作者自己的作品")
    HONEST = Bilingual(en="a shop that keeps the rules", zh="守规矩的店家")
    CRAFT = Bilingual(en="handwork or cooking", zh="手工或烹饪")
    AT_HOME = Bilingual(en="talk among family and friends", zh="亲友间的闲谈")
    SHOP_DOOR = Bilingual(en="what stands at the door of a shop", zh="店铺的营业信息")


class Where(IntEnum):
    """How many characters into a caption its frame may begin."""

    START = 12
    HEADING = 24
    OPENING = 90
    ANYWHERE = 1_000_000


class Shape(NamedTuple):
    """Classes in a row, none far from the one before."""

    frame: Frame
    parts: tuple[WordClass, ...]
    where: Where = Where.OPENING
    gap: int = 10
    """Characters between two parts at the most."""
    broken_by: Break = Break.CLAUSE


Row = tuple[Place, ...]
"""Where the words of a shape stand."""


class Framed(NamedTuple):
    """What a caption is, and where the words stand that say so."""

    frame: Frame
    row: Row

    def word(self, text: str) -> str:
        """Return what stands in a folded text from the first word to the last."""
        return extent(text, self.row)


C = WordClass
SHAPES = (
    Shape(Frame.RULING, (C.AUTHORITY, C.ACTS_OFFICIALLY)),
    Shape(Frame.NEWS, (C.NEWS, C.TELLS), gap=3),
    Shape(Frame.TRIAL, (C.TRIAL,), Where.ANYWHERE),
    Shape(Frame.WORK, (C.WORK, C.WORK_DIARY), gap=6, broken_by=Break.SENTENCE),
    Shape(Frame.WORK, (C.WORK, C.HERE), gap=1),
    Shape(Frame.WORK, (C.WORKED,)),
    Shape(Frame.WORK, (C.WORKED_FOR, C.WORK), gap=8),
    Shape(Frame.STUDY, (C.STUDY,)),
    Shape(Frame.SURVEY, (C.ANALYSED, C.EVIDENCE), gap=25),
    Shape(Frame.NOTES, (C.HEADING,), Where.HEADING),
    Shape(Frame.FICTION, (C.FICTION,)),
    Shape(Frame.FICTION, (C.OF_A_TITLE,)),
    Shape(Frame.GAME, (C.GAME,)),
    Shape(Frame.GAME, (C.KIN, C.PLAYS), gap=8),
    Shape(Frame.SMALL_VOTE, (C.SMALL_VOTE, C.VOTES), gap=20),
    Shape(Frame.MEMORY, (C.MEMORY,)),
    Shape(Frame.MEMORY, (C.SCHOOL_YEAR,)),
    Shape(Frame.FAMILY, (C.KIN, C.FOOLED), gap=14),
    Shape(Frame.FAMILY, (C.CHILD, C.CHILD_KEEPS), gap=6),
    Shape(Frame.VICTIM, (C.SOMEBODY, C.TAKES, C.MINE), gap=8),
    Shape(Frame.VICTIM, (C.PARTED, C.CHARLATAN), gap=14),
    Shape(Frame.VICTIM, (C.VICTIM,), Where.ANYWHERE),
    Shape(Frame.VICTIM, (C.SUFFERS, C.CHEATED), Where.ANYWHERE, gap=14),
    Shape(Frame.PITCHED, (C.MET, C.PITCH), gap=14),
    Shape(Frame.REFUSAL, (C.THREW,), Where.START),
    Shape(Frame.RECOVERY, (C.LEFT, C.GROUP), gap=8),
    Shape(Frame.WARNING, (C.WARNING,), Where.ANYWHERE),
    Shape(Frame.OFFICIAL, (C.GO, C.AUTHORITY), gap=2),
    Shape(Frame.RECOVERY, (C.RECOVERY,)),
    Shape(Frame.RECOVERY, (C.DAY, C.WITHOUT)),
    Shape(Frame.QUESTION, (C.QUESTION,)),
    Shape(Frame.COMPLAINT, (C.COMPLAINT,), Where.ANYWHERE),
    Shape(Frame.COMPLAINT, (C.TRIED, C.INSTEAD_OF_YOU), gap=60, broken_by=Break.SENTENCE),
    Shape(Frame.MODEST, (C.MODEST,), Where.ANYWHERE),
    Shape(Frame.LAW, (C.LAW,), Where.ANYWHERE),
    Shape(Frame.PUN, (C.TURNS_OUT,), Where.ANYWHERE),
    Shape(Frame.PET, (C.PET,)),
    Shape(Frame.CARE, (C.WITH_CARE,), Where.ANYWHERE),
    Shape(Frame.DEFENSE, (C.DEFENDS,), Where.ANYWHERE),
    Shape(Frame.MILESTONE, (C.MILESTONE,), Where.ANYWHERE),
    Shape(Frame.CHILDREN, (C.CHILD_TALK,)),
    Shape(Frame.OWN_WORK, (C.OWN_WORK,)),
    Shape(Frame.OFFICIAL, (C.AT_THE_COUNTER,), Where.ANYWHERE),
    Shape(Frame.HONEST, (C.KEEPS_RULES,), Where.ANYWHERE),
    Shape(Frame.CRAFT, (C.CRAFT,)),
    Shape(Frame.AT_HOME, (C.AT_HOME,), Where.ANYWHERE),
    Shape(Frame.SHOP_DOOR, (C.SHOP_DOOR,), Where.ANYWHERE),
)
OF_SELLERS = frozenset({Frame.HONEST, Frame.SHOP_DOOR})
"""What a caption may be although it sells."""
ANY = frozenset(Frame)
"""All of them."""
AGAINST = frozenset(
    {
        *(Frame.RULING, Frame.NEWS, Frame.TRIAL, Frame.SURVEY, Frame.LAW, Frame.OFFICIAL),
        *(Frame.VICTIM, Frame.FAMILY, Frame.PITCHED, Frame.REFUSAL, Frame.WARNING),
    }
)
"""Those that tell who punishes, suffers, refuses or warns of a thing; the others tell what a caption is about."""
IN_SENTENCE = (
    Shape(Frame.WARNING, (C.FRAUD,)),
    Shape(Frame.TRIAL, (C.TRIAL,)),
    Shape(Frame.VICTIM, (C.SUFFERS, C.CHEATED), gap=14),
    Shape(Frame.RULING, (C.AUTHORITY, C.ACTS_OFFICIALLY)),
)
"""What tells in the sentence of a claim that the author warns of it."""


def frames_of(text: str) -> Iterator[Framed]:
    """Yield the frames that a folded text stands in."""
    for shape in SHAPES:
        for row in rows(text, shape, 0, min(len(text), shape.where)):
            yield Framed(shape.frame, row)


def rows(text: str, shape: Shape, left: int, right: int) -> Iterator[Row]:
    """Yield where the words of a shape stand that begin in a range; not where they are denied or told of others."""
    found = classes_of(text)
    for first in starting(found.get(shape.parts[0], ()), left, right):
        row: list[Place] = [first]
        for part in shape.parts[1:]:
            row += _next(text, found.get(part, ()), row[-1].end, shape)
        whole, end = len(row) == len(shape.parts), row[-1].end
        if whole and stands(text, first.start, end) and not _of_others(text, first.start, end, left):
            yield tuple(row)


def extent(text: str, row: Row) -> str:
    """Return what stands in a folded text from the first word of a row to the last."""
    return text[row[0].start : row[-1].end]


def _of_others(text: str, start: int, end: int, left: int) -> bool:
    return OTHERS.search(text, max(left, start - _BEFORE), end) is not None


def _next(text: str, places: Sequence[Place], at: int, shape: Shape) -> Row:
    """Return the first place of those that follow an offset, or nothing."""
    for place in starting(places, at, at + shape.gap + 1):
        if unbroken(text, at, place.start, shape.broken_by):
            return (place,)
    return ()
