"""The names that a `measure` rule may ask for, what each means, and who measures it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import cast

from rednote_lint.facts.base import Facts, Need, Observation
from rednote_lint.model import AssetKind, Bilingual, Record

SUPPRESSION_STATE = "suppression.state"
"""The measure of what is wrong with a suppression; the verdict knows its values, no fact does."""

CHECK_STATE = "check.state"
"""The measure of what kept a post from being checked to its end; the run knows its values, no fact does."""
JUDGED_LATER = frozenset((SUPPRESSION_STATE, CHECK_STATE))
"""Measures of which no fact is known while the rules are asked."""


class Subject(StrEnum):
    """What one value belongs to; a measure gives one value for each."""

    POST = "post"
    TITLE = "title"
    BODY = "body"
    TAG = "tag"
    FILE = "file"
    """A text file of the post."""
    IMAGE = "image"
    VIDEO = "video"


class ValueType(StrEnum):
    """What the values of a measure are."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"


class Measure(Record, frozen=True, kw_only=True):
    """One name."""

    name: str
    subject: Subject
    type: ValueType
    meaning: Bilingual
    need: Need = Need.TEXT


def _measure(name: str, subject: Subject, type_: ValueType, en: str, zh: str, need: Need = Need.TEXT) -> Measure:
    return Measure(name=name, subject=subject, type=type_, meaning=Bilingual(en=en, zh=zh), need=need)


_P, _I, _V, _B = Subject.POST, Subject.IMAGE, Subject.VIDEO, Subject.BODY
_NUM, _TXT, _FLAG = ValueType.NUMBER, ValueType.TEXT, ValueType.FLAG
_H, _Q = Need.HEADERS, Need.QUALITY

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        _measure("title.length.app", Subject.TITLE, _NUM, "length as the app counts", "标题长度（App 计数）"),
        _measure("title.length.web", Subject.TITLE, _NUM, "length as the web page counts", "标题长度（网页计数）"),
        _measure("title.present", _P, _FLAG, "whether there is a title", "是否有标题"),
        _measure("body.length.app", _B, _NUM, "length as the app counts", "正文长度（App 计数）"),
        _measure("body.length.web", _B, _NUM, "length in characters", "正文长度（字符数）"),
        _measure("body.present", _P, _FLAG, "whether there is a body", "是否有正文"),
        _measure("body.tags_only", _B, _FLAG, "whether the body is nothing but tags", "正文是否只有话题"),
        _measure("body.plain_tags", _B, _NUM, "tags typed as plain text", "正文中手动输入的话题数量"),
        _measure("tags.count", _P, _NUM, "number of tags, declared and inline", "话题数量"),
        _measure("tag.name", Subject.TAG, _TXT, "the tag without #, in lower case", "话题名（小写）"),
        _measure("tag.length", Subject.TAG, _NUM, "characters of the tag", "话题长度"),
        _measure(
            "tag.form", Subject.TAG, _TXT,
            "how a tag is written: picked, closed, plain, listed", "话题写法：picked、closed、plain、listed",
        ),
        _measure("tag.full_width", Subject.TAG, _FLAG, "whether it starts with ＃", "是否以全角＃开头"),
        _measure("tag.empty", Subject.TAG, _FLAG, "whether nothing follows the #", "# 后是否为空"),
        _measure("tag.broken_at", Subject.TAG, _TXT, "what cuts a typed tag short", "截断话题的字符"),
        _measure("tag.glued", Subject.TAG, _NUM, "typed tags that follow without a space", "未用空格隔开的后续话题数"),
        _measure("tag.repeats", Subject.TAG, _NUM, "how often the tag stood before", "此前重复次数"),
        _measure("text.encoding", Subject.FILE, _TXT, "utf-8, gb18030 or cp950 (Big5)", "文件编码"),
        _measure("text.directives", Subject.BODY, _TXT, "a suppression written into the caption", "正文中的屏蔽指令"),
        _measure(
            SUPPRESSION_STATE, _P, _TXT,
            "unused, expired or unexplained: known when all rules were asked",
            "unused、expired 或 unexplained：所有规则检查完才知道",
        ),
        _measure(
            CHECK_STATE, _P, _TXT,
            "crashed, memory or timeout: why a worker process gave no answer",
            "crashed、memory 或 timeout：工作进程没有给出结果的原因",
        ),
        _measure("post.chinese", _P, _FLAG, "whether title, body or tags hold Chinese", "标题、正文或话题中是否有中文"),
        _measure("post.mixed_media", _P, _FLAG, "whether images and videos are mixed", "是否图文与视频混合", _H),
        _measure("post.kind", _P, _TXT, "image, video or text", "笔记类型"),
        _measure("post.without_media", _P, _FLAG, "whether there are words and no medium", "是否只有文字"),
        _measure("post.long_text", _P, _FLAG, "whether it is declared as long text", "是否声明为长文"),
        _measure("post.commercial", _P, _FLAG, "whether it is declared as commercial", "是否声明为商业内容"),
        _measure("post.is_original", _P, _FLAG, "whether it is declared as original", "是否声明原创"),
        _measure("post.source_statement", _P, _TXT, "where it is declared to be from", "声明的内容来源"),
        _measure("products.count", _P, _NUM, "number of linked products", "商品数量"),
        _measure("live.timed", _P, _FLAG, "whether an announced livestream has its time", "直播预告是否写明时间"),
        _measure("schedule.lead_hours", _P, _NUM, "hours until publication", "距定时发布的小时数"),
        _measure("images.count", _P, _NUM, "number of image files", "图片数量", _H),
        _measure("images.declared_count", _P, _NUM, "number a manifest states", "清单声明的图片数量"),
        _measure("images.missing", _P, _NUM, "stated images that are not there", "缺少的图片数量"),
        _measure("images.ratios", _P, _NUM, "how many different ratios", "不同宽高比的数量", _H),
        _measure("image.type", _I, _TXT, "real type, by content", "图片真实格式", _H),
        _measure("image.well_named", _I, _FLAG, "whether the ending goes with the type", "扩展名是否相符", _H),
        _measure("image.megabytes", _I, _NUM, "size in units of 1,048,576 bytes", "图片大小（MB）", _H),
        _measure("image.width", _I, _NUM, "displayed pixels", "显示宽度（像素）", _H),
        _measure("image.height", _I, _NUM, "displayed pixels", "显示高度（像素）", _H),
        _measure("image.short_side", _I, _NUM, "pixels of the shorter side", "短边像素", _H),
        _measure("image.long_side", _I, _NUM, "pixels of the longer side", "长边像素", _H),
        _measure("image.ratio", _I, _NUM, "width divided by height", "宽高比", _H),
        _measure("image.animated", _I, _FLAG, "whether it moves", "是否为动图", _H),
        _measure("image.live", _I, _TXT, "pair or motion for a Live photo", "实况图类型", _H),
        _measure("image.damage", _I, _TXT, "why the file cannot be used", "图片损坏原因", _H),
        _measure("image.bars", _I, _NUM, "percentage that black bars cover", "黑边所占百分比", _Q),
        _measure("image.light", _I, _NUM, "brightness (0 to 255) of its lightest parts", "最亮部分的亮度（0–255）", _Q),
        _measure("image.detail", _I, _NUM, "share of its resolution that its detail uses", "实际清晰度占比", _Q),
        _measure("image.screenshot", _I, _FLAG, "whether it is a phone's whole screen", "是否为手机整屏截图", _Q),
        _measure("videos.count", _P, _NUM, "number of videos", "视频数量", _H),
        _measure("video.container", _V, _TXT, "real container, by content", "视频真实封装格式", _H),
        _measure("video.well_named", _V, _FLAG, "whether the ending goes with the container", "扩展名是否相符", _H),
        _measure("video.gigabytes", _V, _NUM, "size in units of 1,073,741,824 bytes", "视频大小（GB）", _H),
        _measure("video.duration", _V, _NUM, "seconds", "时长（秒）", _H),
        _measure("video.width", _V, _NUM, "displayed pixels", "显示宽度（像素）", _H),
        _measure("video.height", _V, _NUM, "displayed pixels", "显示高度（像素）", _H),
        _measure("video.short_side", _V, _NUM, "pixels of the shorter side", "短边像素", _H),
        _measure("video.ratio", _V, _NUM, "width divided by height", "宽高比", _H),
        _measure("video.fps", _V, _NUM, "frames per second", "帧率", _H),
        _measure("video.codec", _V, _TXT, "such as h264 or hevc", "视频编码", _H),
        _measure("video.audio_codec", _V, _TXT, "such as aac; empty without sound", "音频编码", _H),
        _measure("video.bars", _V, _NUM, "percentage that black bars cover", "黑边所占百分比", _Q),
        _measure("video.light", _V, _NUM, "brightness (0 to 255) of its lightest parts", "最亮部分的亮度（0–255）", _Q),
        _measure("video.damage", _V, _TXT, "why the file cannot be used", "视频损坏原因", _H),
    )
}  # fmt: skip
"""Every name, in the order in which documentation lists them."""

_READERS = {
    Subject.TITLE: "rednote_lint.facts.measures.text",
    Subject.BODY: "rednote_lint.facts.measures.text",
    Subject.FILE: "rednote_lint.facts.measures.text",
    Subject.TAG: "rednote_lint.facts.measures.tags",
    Subject.POST: "rednote_lint.facts.measures.post",
    Subject.IMAGE: "rednote_lint.facts.measures.media",
    Subject.VIDEO: "rednote_lint.facts.measures.media",
}

_PIXELS = "rednote_lint.facts.measures.quality"


_ASSETS = {Subject.IMAGE: AssetKind.IMAGE, Subject.VIDEO: AssetKind.VIDEO}


@cache
def asset_kind_of(name: str) -> AssetKind | None:
    """Return the kind of files that a measure is of; None where it is of the post or its words.

    Raises:
        KeyError: there is no such measure.
    """
    return _ASSETS.get(MEASURES[name].subject)


def measured(name: str, facts: Facts) -> Iterable[Observation]:
    """Measure one name in one post.

    Raises:
        KeyError: there is no such measure.
    """
    return _reader(name)(facts)


@cache
def _reader(name: str) -> Callable[[Facts], Iterable[Observation]]:
    measure = MEASURES[name]
    module = import_module(_PIXELS if measure.need is Need.QUALITY else _READERS[measure.subject])
    return cast("Callable[[Facts], Iterable[Observation]]", module.READERS[name])
