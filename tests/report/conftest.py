"""One run's worth of findings, shown by every format: text and media, sure and unsure, hostile characters included."""

import datetime as dt

import pytest

from rednote_lint.model import (
    Anchor,
    Asset,
    AssetKind,
    Bilingual,
    Box,
    Confidence,
    Excerpt,
    Finding,
    Fix,
    Location,
    MediaEdit,
    Notice,
    Problem,
    Report,
    Safety,
    Scope,
    Severity,
    Skipped,
    Source,
    Summary,
    Suppressed,
    SuppressedBy,
    TextEdit,
    TextRange,
    Tier,
    TimeRange,
    Veto,
)
from rednote_lint.model.arguments import TrimEnd

CAPTION = "serum/post.md"
LAW = Source(
    url="https://example.org/advertising-law",
    title="广告法 第九条第三项",
    tier=Tier.LAW,
    seen=dt.date(2026, 9, 6),
    review_after=dt.date(2027, 3, 1),
)


def absolute(line, text, evidence, offset, **extra):
    """A finding of a word rule on one line of the caption."""
    start = text.index(evidence)
    return Finding(
        code="AD101",
        name="absolute-best",
        pack="adlaw",
        severity=Severity.ERROR,
        confidence=Confidence.HIGH,
        message=Bilingual(en=f"“{evidence}” is an absolute claim", zh=f"“{evidence}”属于绝对化用语"),
        why=Bilingual(
            en="Advertising may be limited because the advertising law names such claims; the platform removes notes "
            "that use them to sell.",
            zh="广告法点名禁止此类用语，用于推销的笔记可能被限流或下架。",
        ),
        evidence=evidence,
        location=Location(path=CAPTION, text=TextRange(offset + start, offset + start + len(evidence))),
        fingerprint=f"fp-{line}",
        scope=Scope.BODY,
        source=LAW,
        excerpt=Excerpt(line=line, text=text, start=start, end_line=line, end=start + len(evidence), end_text=""),
        **extra,
    )


def watermark():
    return Finding(
        code="WM101",
        name="tiktok-watermark",
        pack="watermark",
        severity=Severity.ERROR,
        confidence=Confidence.MEDIUM,
        message=Bilingual(en="TikTok's mark stays in the picture", zh="画面中有 TikTok 水印"),
        why=Bilingual(en="May be limited because it shows another platform.", zh="带有其他平台标识，可能被限流。"),
        evidence="TikTok @sunny.days",
        location=Location(
            path="serum/clip.mp4",
            time=TimeRange(3.2, 7.8),
            box=Box(812, 1650, 220, 90),
            frame=(1080, 1920),
        ),
        fingerprint="fp-wm",
        scope=Scope.FRAME,
        related=(Location(path="serum/01.jpg", box=Box(10, 10, 90, 40), frame=(1080, 1440)),),
        hint=Bilingual(en="Use the clip from before it was uploaded.", zh="请使用上传前的原片。"),
        fix=Fix(
            title=Bilingual(en="Cut the end card off", zh="裁掉片尾"),
            safety=Safety.UNSAFE,
            edits=(MediaEdit(path="serum/clip.mp4", operation="trim-end", arguments=TrimEnd(at=10.21), sha256="ab12"),),
        ),
    )


def broken_picture():
    return Finding(
        code="FM101",
        name="image-readable",
        pack="format",
        severity=Severity.WARNING,
        confidence=Confidence.LOW,
        message=Bilingual(en="The picture ends early", zh="图片不完整"),
        why=Bilingual(en="The upload may be refused.", zh="可能无法上传。"),
        evidence="",
        location=Location(path="serum/02.jpg"),
        fingerprint="fp-img",
    )


def split_tag():
    return Finding(
        code="FM401",
        name="tag-over-lines",
        pack="format",
        severity=Severity.INFO,
        confidence=Confidence.HIGH,
        message=Bilingual(en="The tag runs over the end of the line", zh="话题跨行"),
        why=Bilingual(en="Only its first part becomes a topic.", zh="只有前半部分会成为话题。"),
        evidence="#防晒\n推荐",
        location=Location(path=CAPTION, text=TextRange(60, 66)),
        fingerprint="fp-tag",
        scope=Scope.TAGS,
        excerpt=Excerpt(line=9, text="夏天 #防晒", start=3, end_line=11, end=2, end_text="推荐 come and see"),
    )


@pytest.fixture
def reports():
    serum = Report(
        path="serum/",
        id="serum",
        findings=(
            absolute(
                7,
                "这是全网最佳防晒😎 [red]真的[/red]\x1b[31m！",
                "最佳",
                20,
                suggestions=("很不错", "我个人很喜欢"),
                fix=Fix(
                    title=Bilingual(en="Replace by “很不错”", zh="改为“很不错”"),
                    safety=Safety.UNSAFE,
                    edits=(TextEdit(path=CAPTION, range=TextRange(24, 26), old="最佳", new="很不错"),),
                ),
            ),
            absolute(8, "\tthe absolutely best\u200b one, 史上最好用", "best\u200b one", 40, via=("folded", "compact")),
            split_tag(),
            watermark(),
            broken_picture(),
        ),
        suppressed=(
            Suppressed(
                finding=absolute(12, "第一次用", "第一", 80), reason="a count, no claim", by=SuppressedBy.DIRECTIVE
            ),
        ),
        assets=(
            Asset(path="serum/clip.mp4", kind=AssetKind.VIDEO),
            Asset(path="serum/01.jpg", kind=AssetKind.IMAGE),
            Asset(path="serum/02.jpg", kind=AssetKind.IMAGE),
        ),
        anchor=Anchor(path=CAPTION, line=1),
        named={"serum/clip.mp4": Anchor(path=CAPTION, line=4)},
        notices=(
            Notice(what="AD1", reason=Bilingual(en="the suppression covers nothing", zh="该忽略项没有对应的问题")),
        ),
        skipped=(
            Skipped(what="WM103", reason=Bilingual(en="marks are not looked for yet", zh="尚不支持标识检测")),
            Skipped(what="WM104", reason=Bilingual(en="marks are not looked for yet", zh="尚不支持标识检测")),
            Skipped(
                what="serum/02.jpg",
                reason=Bilingual(en="the file could not be read", zh="文件无法读取"),
                where=Location(path="serum/02.jpg"),
            ),
        ),
        vetoes=(
            Veto(
                code="AD101",
                where=Location(path=CAPTION, text=TextRange(90, 92)),
                evidence="最佳",
                reason=Bilingual(en="“最佳赏味期” covers it", zh="属于“最佳赏味期”"),
                excerpt=Excerpt(line=13, text="最佳赏味期7天", start=0, end_line=13, end=2),
            ),
        ),
    )
    clean = Report(path="kyoto/", id="kyoto")
    unreadable = Report(
        path="notes.jsonl:4",
        id="4",
        problems=(
            Problem(
                message=Bilingual(en="The row is no JSON object", zh="该行不是 JSON 对象"),
                remedy=Bilingual(en="Write one object per line", zh="每行写一个对象"),
                where=Location(path="notes.jsonl"),
                line=4,
                column=17,
            ),
        ),
        skipped=(Skipped(what="WM103", reason=Bilingual(en="marks are not looked for yet", zh="尚不支持标识检测")),),
    )
    return (serum, clean, unreadable)


@pytest.fixture
def summary(reports):
    total = Summary()
    for report in reports:
        total = total.plus(report)
    return total
