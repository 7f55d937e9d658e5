"""`rednote-lint bench-rules`: what each rule makes of its examples, of published posts, of texts of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec

from rednote_lint.cli.options import selection, settings_of
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import Choice, argument, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.config import find_config
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual, Problem, Report, Rule, Severity
from rednote_lint.posts.folder import declared_post
from rednote_lint.report.phrases import phrases
from rednote_lint.report.width import cells, one_line
from rednote_lint.rule_tests.bench import Expect, LabelledText, OwnExamples, labelled_texts, own_examples
from rednote_lint.run.language import spoken
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings

_NO_POST = (
    Bilingual(en="there is no post in what was named", zh="指定的路径中没有笔记"),
    Bilingual(en="name a manifest or a folder of posts", zh="指定表格清单或含有笔记的文件夹"),
)
_NO_TEXT = (
    Bilingual(en="there is no labelled text in what was named", zh="指定的路径中没有带标注的文本"),
    Bilingual(en="name a JSONL file, or a folder of such", zh="指定 JSONL 文件，或存放这些文件的文件夹"),
)
_HEADS = (
    Bilingual(en="rule", zh="规则"),
    Bilingual(en="bad caught", zh="坏例命中"),
    Bilingual(en="good left alone", zh="好例放过"),
    Bilingual(en="published posts", zh="已发布笔记"),
    Bilingual(en="share", zh="占比"),
    Bilingual(en="budget", zh="上限"),
    Bilingual(en="others' texts", zh="他人文本"),
    Bilingual(en="of them harmless", zh="其中无害"),
)
_OVER = Bilingual(en="over", zh="超出")
_POSTS = Bilingual(en="{n} published posts", zh="{n} 篇已发布笔记")
_WORSE = Bilingual(
    en="  with {severity} or worse: {n} ({share:.2f} %)", zh="  至少有一个{severity}的：{n} 篇（{share:.2f} %）"
)
_TEXTS = Bilingual(
    en="{n} texts of people who had not seen the rules, told with a warning or worse:",
    zh="{n} 条由未看过规则的人撰写的文本，得到警告或错误的：",
)
_TOPIC = Bilingual(
    en="  {lang} {topic}: {hit} of {flag} that should be, {wrong} of {harmless} harmless ones",
    zh="  {lang} {topic}：应提示的 {flag} 条中 {hit} 条，无害的 {harmless} 条中 {wrong} 条",
)
_EVERY = "*"


@command_of(
    "bench-rules",
    Bilingual(
        en="Measure each rule: on its own examples, on published posts, on texts of people who have not seen it.\n\n"
        "Nearly all findings on published posts are false alarms. Exit code 1 when a rule speaks on more of them than "
        "its budget, or fails an example of its own.",
        zh="测量每条规则：自带示例、已发布的笔记，以及由未看过规则的人撰写的文本。\n\n"
        "已发布笔记上的问题几乎都是误报。任何规则超出上限，或未通过自带示例时，退出码为 1。",
    ),
)
@argument("corpus", nargs=-1, word=Bilingual(en="CORPUS…", zh="笔记集…"))
@option(
    "--others",
    multiple=True,
    word=Bilingual(en="PATH", zh="路径"),
    said=Bilingual(
        en="Labelled texts by other authors: a JSONL file, or a folder of such.",
        zh="由他人撰写并标注的文本：JSONL 文件，或存放这些文件的文件夹。",
    ),
)
@option(
    "--format",
    "format_",
    type=Choice(["text", "markdown"]),
    default="text",
    said=Bilingual(en="text (default), or a table for a document.", zh="text（默认），或供文档使用的 Markdown 表格。"),
)
@selection
@language
def command(corpus: tuple[str, ...], others: tuple[str, ...], format_: str, **options: Any) -> ExitCode:
    """Measure rules on examples, on published posts and on texts of others."""
    checks = Run(_of_working_directory(settings_of(options)))
    session = checks.sessions.of(Path.cwd())
    session.refuse_broken_packs()
    posts, texts = Posts(), Texts()
    for outcome in checks.check(corpus) if corpus else ():
        posts.add(outcome.report)
    for problem in posts.problems:
        click.echo(_told(problem, spoken(options["lang"] or session.config.lang)), err=True)
    if corpus and not posts.number:
        raise UserError(*_NO_POST)
    for text in (text for path in others for text in labelled_texts(Path(path))):
        texts.add(text, session.lint(declared_post(text.text, text.declared)).report)
    if others and not texts.number:
        raise UserError(*_NO_TEXT)
    rows = [Row(rule, own_examples(rule, session.known), posts, texts) for rule in session.rules.rules]
    lang = spoken(options["lang"] or session.config.lang)
    heads = [head.pick(lang) for head in _HEADS]
    cells_ = [row.cells(lang) for row in rows]
    for line in markdown(heads, cells_) if format_ == "markdown" else aligned(heads, cells_):
        click.echo(line)
    for line in (*posts.summary(lang), *texts.summary(lang)):
        click.echo(_item(line) if format_ == "markdown" else line)
    if posts.problems:
        return ExitCode.FAILED
    return ExitCode.FINDINGS if any(row.fails for row in rows) else ExitCode.CLEAN


class Posts:
    """What was found on published posts, per rule and per severity."""

    def __init__(self) -> None:
        self.number = 0
        self.flagged: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self._worst: Counter[Severity] = Counter()

    def add(self, report: Report) -> None:
        """Count one post; one that could not be read whole is told and not counted."""
        if report.problems:
            self.problems += report.problems
            return
        self.number += 1
        self.flagged.update({finding.code for finding in report.findings})
        if report.worst is not None:
            self._worst[report.worst] += 1

    def summary(self, language: str) -> Iterator[str]:
        """Say how many posts have at least an error, a warning, an info."""
        if not self.number:
            return
        yield _POSTS.pick(language).format(n=self.number)
        reached = 0
        for severity in Severity:
            reached += self._worst[severity]
            named = phrases(language).severity[severity]
            yield _WORSE.pick(language).format(severity=named, n=reached, share=100 * reached / self.number)


class Texts:
    """What was found on labelled texts of others, per rule and per topic."""

    def __init__(self) -> None:
        self.number = 0
        self.flagged: dict[Expect, Counter[str]] = {expect: Counter() for expect in Expect}
        self._loud: Counter[tuple[str, str, Expect]] = Counter()
        self._all: Counter[tuple[str, str, Expect]] = Counter()

    def add(self, text: LabelledText, report: Report) -> None:
        """Count one text; a rule whose words lie in those of a more severe finding has spoken as well."""
        self.number += 1
        overlapped = (one.finding for one in report.overlapped)
        self.flagged[text.expect].update({finding.code for finding in (*report.findings, *overlapped)})
        loud = any(finding.severity in _LOUD for finding in report.findings)
        for topic in (text.topic, _EVERY):
            self._all[text.lang, topic, text.expect] += 1
            self._loud[text.lang, topic, text.expect] += loud

    def summary(self, language: str) -> Iterator[str]:
        """Say by language and topic how many texts were told of."""
        if not self.number:
            return
        yield _TEXTS.pick(language).format(n=self.number)
        for lang, topic in sorted({(lang, topic) for lang, topic, _ in self._all}):
            flag, harmless = (lang, topic, Expect.FLAG), (lang, topic, Expect.PASS)
            yield _TOPIC.pick(language).format(
                lang=lang,
                topic=topic,
                hit=self._loud[flag],
                flag=self._all[flag],
                wrong=self._loud[harmless],
                harmless=self._all[harmless],
            )


_LOUD = (Severity.ERROR, Severity.WARNING)


class Row(NamedTuple):
    """The figures of one rule."""

    rule: Rule
    own: OwnExamples
    posts: Posts
    texts: Texts

    @property
    def share(self) -> float:
        """Per cent of the published posts on which the rule speaks."""
        return 100 * self.posts.flagged[self.rule.code] / max(1, self.posts.number)

    @property
    def fails(self) -> bool:
        """Whether the rule speaks too often, or not as its examples say."""
        own = self.own
        return self.share > self.rule.budget or own.caught < own.bad or own.left_alone < own.good

    def cells(self, language: str) -> list[str]:
        """Return the row of the table; a dash stands where nothing was measured."""
        code, own = self.rule.code, self.own
        over = f" {_OVER.pick(language)}" if self.share > self.rule.budget else ""
        return [
            f"{code} {self.rule.pack}/{self.rule.name}",
            f"{own.caught}/{own.bad}",
            f"{own.left_alone}/{own.good}",
            str(self.posts.flagged[code]) if self.posts.number else "–",
            f"{self.share:.2f}%" if self.posts.number else "–",
            f"{self.rule.budget:.2f}%{over}",
            str(self.texts.flagged[Expect.FLAG][code]) if self.texts.number else "–",
            str(self.texts.flagged[Expect.PASS][code]) if self.texts.number else "–",
        ]


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table for a terminal: names left, figures right."""
    widths = [max(map(cells, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        padded = [" " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join([row[0] + padded[0], *(blank + cell for cell, blank in zip(row[1:], padded[1:], strict=True))])


def _item(line: str) -> str:
    """Return a line as an item of a list, an indented one as an item of the item before."""
    words = line.lstrip()
    return f"{line[: len(line) - len(words)]}- {words}"


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table for a document."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _told(problem: Problem, language: str) -> str:
    """Return a problem and its remedy as one line."""
    parts = (problem.message, problem.remedy) if problem.remedy else (problem.message,)
    return f"rednote-lint: {'; '.join(one_line(part.pick(language)) for part in parts)}"


def _of_working_directory(settings: Settings) -> Settings:
    """Let the configuration of the working directory count for the whole corpus, wherever that lies."""
    config = None if settings.isolated else settings.config or find_config(Path.cwd())
    return msgspec.structs.replace(settings, config=config, isolated=config is None)
