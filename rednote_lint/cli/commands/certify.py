"""`rednote-lint certify`: what was checked of a post, by the hashes of its files, as JSON beside it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from rednote_lint import __version__
from rednote_lint.cli.options import columns, selection, settings_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.told import tell_problems
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode, UserError, system_said, writing_advice
from rednote_lint.fixes.atomic import FileChangedError, require_writable, scratch
from rednote_lint.model import Bilingual
from rednote_lint.posts import discover
from rednote_lint.posts.discover import as_named
from rednote_lint.posts.files import CERTIFICATE, sheet_of
from rednote_lint.report.phrases import phrases
from rednote_lint.run.certificates import form
from rednote_lint.run.certificates.form import Certificate, Verdict
from rednote_lint.run.certificates.issue import files_of, hashed, issued
from rednote_lint.run.certificates.verify import Deviation, Difference, deviations
from rednote_lint.run.language import spoken
from rednote_lint.run.run import Run

_IN_FOLDER = f"certificate{CERTIFICATE}"
_CODES = {
    Verdict.READY: ExitCode.CLEAN,
    Verdict.INCOMPLETE: ExitCode.CLEAN,
    Verdict.NOT_READY: ExitCode.FINDINGS,
    Verdict.NOT_CHECKED: ExitCode.FAILED,
}
_WRITTEN = Bilingual(
    en="{file}: {verdict}, posts: {posts}, files: {files}, not checked: {skipped}",
    zh="{file}：{verdict}，笔记 {posts} 篇，文件 {files} 个，未检查 {skipped} 项",
)
_AS_CERTIFIED = Bilingual(
    en="{file}: all files are as they were certified on {issued}: {verdict}, posts: {posts}, files: {files}",
    zh="{file}：所有文件与 {issued} 出具证明时一致：{verdict}，笔记 {posts} 篇，文件 {files} 个",
)
_DIFFERS = {
    Difference.CHANGED: Bilingual(en="changed: {path}", zh="已改动：{path}"),
    Difference.GONE: Bilingual(en="gone, or not readable: {path}", zh="不存在或无法读取：{path}"),
    Difference.ADDED: Bilingual(en="not certified: {path}", zh="不在证明之内：{path}"),
    Difference.EDITED: Bilingual(en="the certificate itself was edited", zh="证明本身被改动过"),
}
_OTHER_RULES = Bilingual(
    en="certified by rednote-lint {version} under other rules than are on here: a check today may say something else",
    zh="由 rednote-lint {version} 按另一套规则出具，与此处启用的规则不同：现在检查，结论可能不同",
)
_OTHER_VERSION = Bilingual(
    en="certified by rednote-lint {version}, and this is {here}: a check today may say something else",
    zh="由 rednote-lint {version} 出具，而此处是 {here}：现在检查，结论可能不同",
)
_SAME_RULES = Bilingual(en="the rules are the same as here", zh="规则与此处相同")
_NOTHING = (
    Bilingual(en="there is no file to certify in what was named", zh="指定的路径中没有可出具证明的文件"),
    Bilingual(en="name a post, a folder of posts or a calendar", zh="指定笔记、存放笔记的文件夹或表格"),
)
_MEANWHILE = (
    Bilingual(en="changed while it was checked", zh="在检查期间被改动"),
    Bilingual(en="run this again", zh="重新运行一次"),
)
_NO_TIME = Bilingual(en="`{text}` is no date and time", zh="`{text}` 不是日期和时间")
_WRITE_TIME = Bilingual(en="write 2026-12-01T20:00Z", zh="写成 2026-12-01T20:00Z")
_NO_EPOCH = (
    Bilingual(en="SOURCE_DATE_EPOCH is no number of seconds", zh="SOURCE_DATE_EPOCH 不是秒数"),
    Bilingual(en="unset it, or set it to seconds since 1970", zh="取消该变量，或设为自 1970 年起的秒数"),
)
_NOT_THERE = (
    Bilingual(en="there is no certificate here", zh="此处没有检查证明"),
    Bilingual(en="`rednote-lint certify PATH` writes one", zh="用 `rednote-lint certify 路径` 出具"),
)
_NO_EFFECT = Bilingual(en="--time has no effect with --verify", zh="--time 对 --verify 不起作用")


@command_of(
    "certify",
    Bilingual(
        en="Check a post, and write beside it what was checked: hashes of files, rules, verdict, what was not checked."
        "\n\n--verify compares the files with that, offline. It is no signature, and no promise of the platform.",
        zh="检查一篇笔记，并在旁边写下检查证明：文件哈希、规则、结论、未检查的内容。"
        "\n\n--verify 离线核对文件是否与证明一致。证明不是签名，也不代表平台的承诺。",
    ),
)
@argument("path", word=Bilingual(en="PATH", zh="路径"))
@option(
    "--verify",
    is_flag=True,
    said=Bilingual(
        en="Compare with the certificate of PATH, or with PATH itself if it is one; 1 when a file differs.",
        zh="与该路径的证明核对（也可直接指定证明文件）；有文件不一致时退出码为 1。",
    ),
)
@option(
    "--time",
    "time_",
    word=Bilingual(en="TIME", zh="时间"),
    said=Bilingual(
        en="The moment to write down; else SOURCE_DATE_EPOCH, else now.",
        zh="写入的时间；默认取 SOURCE_DATE_EPOCH，否则为当前时间。",
    ),
)
@columns
@selection
@language
def command(path: str, *, verify: bool, time_: str | None, **options: Any) -> ExitCode:
    """Write or verify a certificate."""
    if verify and time_ is not None:
        raise UsageError(_NO_EFFECT)
    settings = msgspec.structs.replace(settings_of(options), lang=options["lang"])
    if verify:
        return _verified(path, Run(settings))
    moment = _moment(time_)
    with ProgressBar(current_language()) as bar:
        return _certified(as_named(Path(path)), Run(settings, progress=bar), moment)


def _certified(path: Path, checks: Run, moment: dt.datetime) -> ExitCode:
    target = _target(path)
    _refuse_other(target)
    posts = list(discover([path], checks.sources))
    before = hashed(posts, target.parent)
    if not before:
        tell_problems([outcome.report for outcome in checks.check_posts(posts)], current_language())
        raise UserError(*_NOTHING, str(path))
    outcomes = list(checks.check_posts(posts))
    after = hashed(posts, target.parent)
    for name, one in before.items():
        if after[name] != one:
            raise UserError(*_MEANWHILE, name)
    sessions = [checks.sessions.of_post(post) for post in posts]
    certificate = issued(path, target.parent, list(zip(posts, outcomes, sessions, strict=True)), before, moment)
    _write(target, form.written(certificate))
    lang = spoken(sessions[0].config.lang)
    tell_problems([outcome.report for outcome in outcomes], lang)
    click.echo(_WRITTEN.filled(_sums(target, certificate, lang)).pick(lang))
    return _CODES[certificate.verdict]


def _verified(named: str, checks: Run) -> ExitCode:
    given = as_named(Path(named))
    file = given if given.name.endswith(CERTIFICATE) else _target(given)
    certificate = _read(file)
    of = file.parent / certificate.of
    lang = spoken(checks.sessions.of(of if of.is_dir() else of.parent).config.lang)
    found = list(deviations(certificate, file.parent, _found(of, checks)))
    for deviation in found:
        click.echo(_told(deviation).pick(lang))
    if not found:
        click.echo(_AS_CERTIFIED.filled(_sums(file, certificate, lang)).pick(lang))
    click.echo(_rules(certificate, file.parent, checks).pick(lang))
    return ExitCode.FINDINGS if found else ExitCode.CLEAN


def _found(of: Path, checks: Run) -> Sequence[Any]:
    return [post for post in discover([of], checks.sources) if files_of(post)]


def _rules(certificate: Certificate, folder: Path, checks: Run) -> Bilingual:
    """Say whether a check would be the same here: by the program and by the rules."""
    version = certificate.tool.version
    if version != __version__:
        return _OTHER_VERSION.filled({"version": version, "here": __version__})
    return _SAME_RULES if _is_same(certificate, folder, checks) else _OTHER_RULES.filled({"version": version})


def _is_same(certificate: Certificate, folder: Path, checks: Run) -> bool:
    """Say whether the rules that are on for each post here are those that it was certified under."""
    for post in certificate.posts:
        place = folder / post.path
        session = checks.sessions.of(place if place.is_dir() else place.parent)
        if session.rules.fingerprint != post.rules.fingerprint:
            return False
    return True


def _told(deviation: Deviation) -> Bilingual:
    return _DIFFERS[deviation.difference].filled({"path": deviation.path})


def _sums(file: Path, certificate: Certificate, lang: str) -> dict[str, str]:
    labels = phrases(lang)
    words = {
        Verdict.READY: labels.verdict_yes,
        Verdict.INCOMPLETE: labels.verdict_partly,
        Verdict.NOT_READY: labels.verdict_no,
        Verdict.NOT_CHECKED: labels.verdict_unchecked,
    }
    return {
        "file": file.as_posix(),
        "verdict": words[certificate.verdict],
        "issued": certificate.issued,
        "posts": str(len(certificate.posts)),
        "files": str(len({one.path for post in certificate.posts for one in post.files})),
        "skipped": str(sum(len(post.not_checked) for post in certificate.posts)),
    }


def _target(path: Path) -> Path:
    """Return where the certificate of a path lies: in its folder, or beside its file."""
    if path.is_dir():
        return path / _IN_FOLDER
    table, sheet = sheet_of(path)
    return table.with_name(f"{table.name}{f'.{sheet}' if sheet else ''}{CERTIFICATE}")


def _moment(text: str | None) -> dt.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if text is not None:
        try:
            moment = dt.datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        except ValueError:
            raise UsageError(_NO_TIME.filled({"text": text}), _WRITE_TIME) from None
    if not epoch:
        return dt.datetime.now(dt.UTC)
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError, OSError):
        raise UserError(*_NO_EPOCH) from None


def _refuse_other(target: Path) -> None:
    if os.path.lexists(target):
        _read(target)


def _read(file: Path) -> Certificate:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise UserError(*_NOT_THERE, str(file)) from None
    except OSError as error:
        raise UserError(system_said(error), writing_advice(error), str(file)) from error
    return form.read(content, str(file))


def _write(target: Path, content: bytes) -> None:
    try:
        is_there = target.exists()
        expected = target.read_bytes() if is_there else None
        with scratch(target.parent) as new:
            new.path.write_bytes(content)
            if is_there:
                require_writable(target)
            new.publish(target, like=target if is_there else None, replace=is_there, expected=expected)
    except (FileExistsError, FileChangedError):
        raise UserError(*_MEANWHILE, str(target)) from None
    except OSError as error:
        raise UserError(system_said(error), writing_advice(error), str(target)) from error
