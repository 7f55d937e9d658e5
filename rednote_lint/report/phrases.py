"""Every label a report prints, in English and in simplified Chinese."""

from __future__ import annotations

from rednote_lint.model import Confidence, Contents, Record, Safety, Severity, Tier


class Phrases(Record, frozen=True, kw_only=True):
    """The labels of one language; a counted phrase is written `one|many`, with `{n}` for the number."""

    severity: dict[Severity, str]
    counted: dict[Severity, str]
    confidence: dict[Confidence, str]
    """Empty where nothing needs to be said."""
    tier: dict[Tier, str]
    safety: dict[Safety, str]
    corner: dict[tuple[int, int], str]
    """By row and column of a grid of three by three."""
    whole_picture: str
    where: str
    seen: str
    why: str
    as_above: str
    source: str
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
    not_checked: str
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
    interrupted: str
    """`{posts}`."""
    time_taken: str
    """`{time}`."""
    suppressed: str
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
    next_why: str
    """`{code}`."""
    sum_ready: str
    sum_blocked: str
    sum_unchecked: str
    worst: str
    account_sums: str
    """`{account}`, `{ready}`, `{blocked}`, `{unchecked}`."""

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


EN = Phrases(
    severity={Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"},
    counted={
        Severity.ERROR: "{n} error|{n} errors",
        Severity.WARNING: "{n} warning|{n} warnings",
        Severity.INFO: "{n} info|{n} infos",
    },
    confidence={Confidence.HIGH: "", Confidence.MEDIUM: "likely", Confidence.LOW: "uncertain"},
    tier={Tier.LAW: "law", Tier.PLATFORM: "platform", Tier.PRESS: "press", Tier.COMMUNITY: "community"},
    safety={
        Safety.SAFE: "safe",
        Safety.UNSAFE: "changes your post; review it",
        Safety.MANUAL: "do it yourself",
    },
    corner={
        (0, 0): "top left",
        (0, 1): "top",
        (0, 2): "top right",
        (1, 0): "left",
        (1, 1): "center",
        (1, 2): "right",
        (2, 0): "bottom left",
        (2, 1): "bottom",
        (2, 2): "bottom right",
    },
    whole_picture="whole picture",
    where="where",
    seen="found",
    why="why",
    as_above="as above",
    source="source",
    read_on="checked {date}",
    advice="help",
    fix="fix",
    instead="try",
    also="also",
    problem="error",
    remedy="help",
    let_pass="{code} allows “{evidence}”: {reason}",
    not_checked="Not checked",
    times="{n} time in {posts}|{n} times in {posts}",
    and_more=" and more",
    in_posts="{n} post|{n} posts",
    found="Found {counts} in {posts}.",
    clean="No findings in {posts}.",
    unsure="No findings in the parts of {posts} that could be checked.",
    nothing="No posts to check.",
    interrupted="INTERRUPTED after {posts}: the rest was not checked.",
    time_taken="in {time}",
    suppressed="{n} finding suppressed|{n} findings suppressed",
    hidden="{n} finding below “{severity}” not shown|{n} findings below “{severity}” not shown",
    problems="{n} problem, see above|{n} problems, see above",
    comma=", ",
    listed=", ",
    colon=": ",
    aside=" ({text})",
    verdict_no="NOT READY",
    verdict_yes="READY",
    verdict_unchecked="NOT CHECKED",
    verdict_partly="INCOMPLETE",
    unseen="{n} thing not checked|{n} things not checked",
    gets_limited="{n} thing will likely get this limited|{n} things will likely get this limited",
    to_improve="{n} to improve|{n} to improve",
    tidy_up="Tidy up",
    checked="Checked",
    caption="caption",
    images="{n} picture|{n} pictures",
    videos="{n} video|{n} videos",
    subtitles="{n} subtitle file|{n} subtitle files",
    files="{n} file|{n} files",
    more_places="and {n} more place|and {n} more places",
    instead_of="Try: {words}",
    next_command="Next",
    next_fix="`--fix` makes the safe repairs, `--diff` shows them first",
    next_why="why and sources: `rednote-lint rule {code}`, or `--verbose`",
    sum_ready="{n} ready",
    sum_blocked="{n} to fix first",
    sum_unchecked="{n} not checked",
    worst="Worst posts",
    account_sums="{account}: {ready} ready, {blocked} to fix first, {unchecked} not checked",
)

ZH = Phrases(
    severity={Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"},
    counted={Severity.ERROR: "{n} 个错误", Severity.WARNING: "{n} 个警告", Severity.INFO: "{n} 个提示"},
    confidence={Confidence.HIGH: "", Confidence.MEDIUM: "较有把握", Confidence.LOW: "不确定"},
    tier={Tier.LAW: "法律", Tier.PLATFORM: "平台规则", Tier.PRESS: "媒体报道", Tier.COMMUNITY: "社区经验"},
    safety={Safety.SAFE: "安全", Safety.UNSAFE: "会改动内容，需过目", Safety.MANUAL: "需手动"},
    corner={
        (0, 0): "左上角",
        (0, 1): "上方",
        (0, 2): "右上角",
        (1, 0): "左侧",
        (1, 1): "中央",
        (1, 2): "右侧",
        (2, 0): "左下角",
        (2, 1): "下方",
        (2, 2): "右下角",
    },
    whole_picture="整个画面",
    where="位置",
    seen="发现",
    why="原因",
    as_above="同上",
    source="来源",
    read_on="{date} 查阅",
    advice="建议",
    fix="修复",
    instead="换成",
    also="另见",
    problem="错误",
    remedy="建议",
    let_pass="{code} 放行“{evidence}”：{reason}",
    not_checked="未检查",
    times="{posts}，共 {n} 次",
    and_more="等",
    in_posts="{n} 篇笔记",
    found="{posts}中发现 {counts}。",
    clean="已检查 {posts}，未发现问题。",
    unsure="{posts}中，已检查的部分未发现问题。",
    nothing="没有可检查的笔记。",
    interrupted="已中断：完成 {posts}，其余未检查。",
    time_taken="用时 {time}",
    suppressed="已忽略 {n} 个问题",
    hidden="另有 {n} 个低于“{severity}”级别的问题未显示",
    problems="{n} 处无法完成，见上文",
    comma="，",
    listed="、",
    colon="：",
    aside="（{text}）",
    verdict_no="先别发",
    verdict_yes="可以发",
    verdict_unchecked="未能检查",
    verdict_partly="未查全",
    unseen="{n} 项未检查",
    gets_limited="{n} 处很可能导致限流",
    to_improve="{n} 处可改进",
    tidy_up="小问题",
    checked="已检查",
    caption="文案",
    images="{n} 张图片",
    videos="{n} 个视频",
    subtitles="{n} 个字幕文件",
    files="{n} 个文件",
    more_places="另有 {n} 处",
    instead_of="可改为：{words}",
    next_command="下一步",
    next_fix="`--fix` 自动完成安全的修复，`--diff` 可先预览",
    next_why="查看原因和来源：`rednote-lint rule {code}` 或 `--verbose`",
    sum_ready="可以发 {n} 篇",
    sum_blocked="需先修改 {n} 篇",
    sum_unchecked="未能检查 {n} 篇",
    worst="问题最多的笔记",
    account_sums="{account}：可以发 {ready} 篇，需先修改 {blocked} 篇，未能检查 {unchecked} 篇",
)


def phrases(language: str) -> Phrases:
    """Return the labels for `en` or `zh`."""
    return ZH if language == "zh" else EN
