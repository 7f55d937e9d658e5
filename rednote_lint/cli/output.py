"""Opens the streams that reports go to, and makes their reporters."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import IO, NamedTuple, TextIO, cast, overload

from rednote_lint import __version__
from rednote_lint.cli.inputs.video import require_one_video
from rednote_lint.cli.repository import root_of
from rednote_lint.cli.speech.usage import UsageError, listed
from rednote_lint.cli.targets import refuse_other_file, refuse_part_of_post
from rednote_lint.errors import UserError, system_said, writing_advice
from rednote_lint.fixes.atomic import require_writable, scratch
from rednote_lint.model import Asset, Bilingual, Location, Rule, Thumbnails
from rednote_lint.posts import DISK, Sources
from rednote_lint.report import BINARY, FORMATS, Display, Format, PageSettings, Reporter, RunInfo, made_by, reporter_of
from rednote_lint.report.srt import SrtReporter
from rednote_lint.run.session import Session

_NO_TARGET = Bilingual(
    en="--output takes FORMAT=PATH, not `{output}`", zh="--output 应写成“格式=路径”，而不是 `{output}`"
)
_NAME_FILE = Bilingual(en="name a file, such as {example}", zh="写出文件名，如 {example}")
_TWO_FORMATS = Bilingual(
    en="--output writes both {one} and {two} to {path}", zh="--output 让 {one} 和 {two} 都写入 {path}"
)
_TWO_FILES = Bilingual(en="give each format a file of its own", zh="给每种格式一个单独的文件")

_NO_LIBRARY = (
    Bilingual(
        en="--output parquet= needs pyarrow, which is not installed", zh="--output parquet= 需要 pyarrow，尚未安装"
    ),
    Bilingual(en="install it: `pip install 'rednote-lint[parquet]'`", zh="安装：`pip install 'rednote-lint[parquet]'`"),
)
FORMAT = "xlsx"
SRT = "srt"
OUTPUTS = (*sorted({*FORMATS, *BINARY}), SRT, FORMAT)
"""The formats of `--output`: those of the screen, those of bytes, subtitles, and a copy of the calendar."""
AUTO = "auto"
"""The format that a run prints when none is named."""
_IN_GITHUB = "GITHUB_ACTIONS"


class Target(NamedTuple):
    """A report that goes to a file."""

    name: str
    """Of its format."""
    stream: TextIOWrapper
    make: Callable[[Display], Reporter]


def targets_of(
    outputs: Sequence[str],
    paths: Sequence[str],
    files: ExitStack,
    sources: Sources = DISK,
    own: Mapping[str, Format] | None = None,
) -> list[Target]:
    """Open the files of `--output FORMAT=PATH`, before anything is checked or fixed.

    Args:
        outputs: as they were given.
        paths: what is to be checked; a report replaces none of it.
        sources: reads what is to be checked.
        files: the reports get their names when it closes without an error; until then what was there stays.
        own: the formats that are there to choose from; None: all.

    Raises:
        UsageError: an output is not written like that.
        UserError: a file cannot be written, or is none that a report may replace.
    """
    named = list(dict.fromkeys(_parsed(output, OUTPUTS if own is None else tuple(own)) for output in outputs))
    _refuse_two_formats(named)
    for name, path in named:
        refuse_part_of_post(Path(path), paths)
        refuse_other_file(Path(path), name)
    if own is not None:
        return [_of_format(name, own[name], Path(path), files) for name, path in named]
    return [_target(name, Path(path), paths, files, sources) for name, path in named]


def _of_format(name: str, format_: Format, path: Path, files: ExitStack) -> Target:
    if name in BINARY and find_spec("pyarrow") is None:
        raise UserError(*_NO_LIBRARY)
    stream = files.enter_context(_opened(path))
    sink = cast(IO[bytes], stream.buffer) if name in BINARY else stream
    return Target(name, stream, partial(made_by, format_, sink))


def _target(name: str, path: Path, paths: Sequence[str], files: ExitStack, sources: Sources) -> Target:
    if name in BINARY:
        return _of_format(name, BINARY[name], path, files)
    if name == SRT:
        require_one_video(paths, sources)
        stream = files.enter_context(_opened(path))
        return Target(name, stream, partial(SrtReporter, stream))
    if name != FORMAT:
        stream = files.enter_context(_opened(path))
        return Target(name, stream, partial(reporter_of, name, stream))
    from rednote_lint.cli.inputs.calendar import calendar_of
    from rednote_lint.report.tables.workbook_copy import WorkbookReporter

    calendar = calendar_of(paths, sources)
    stream = files.enter_context(_opened(path))
    binary = cast(IO[bytes], stream.buffer)
    return Target(name, stream, lambda display: WorkbookReporter(binary, display, calendar))


def _refuse_two_formats(named: Sequence[tuple[str, str]]) -> None:
    """Refuse two formats for one file, of which the later report would replace the earlier one."""
    taken: dict[Path, str] = {}
    for name, path in named:
        other = taken.setdefault(Path(path).absolute(), name)
        is_device = Path(path).exists() and not Path(path).is_file()
        if other != name and not is_device:
            raise UsageError(_TWO_FORMATS.filled({"path": path, "one": other, "two": name}), _TWO_FILES)


def _parsed(output: str, formats: Sequence[str]) -> tuple[str, str]:
    name, equals, path = output.partition("=")
    if not equals or name not in formats:
        raise UsageError(_NO_TARGET.filled({"output": output}), listed(formats))
    if not path or path.endswith((os.sep, os.altsep or os.sep)):
        raise UsageError(_NO_TARGET.filled({"output": output}), _NAME_FILE.filled({"example": f"{name}={path}report"}))
    return name, path


@contextmanager
def _opened(path: Path) -> Iterator[TextIOWrapper]:
    """Open a file that takes the place of an older one when all of it is written; a pipe or a device is written to."""
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        target = path.resolve()
        with scratch(target.parent) as new:
            with new.path.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            if target.exists():
                require_writable(target)
            new.publish(target, like=target if target.exists() else None, replace=True)
    except BrokenPipeError:  # It is the screen's.
        raise
    except OSError as error:
        raise UserError(_unwritable(error), writing_advice(error, path), str(path)) from error


def _unwritable(error: OSError) -> Bilingual:
    why = system_said(error)
    return Bilingual(en=f"cannot be written: {why.en}", zh=f"无法写入：{why.zh}")


def chosen(format_: str) -> str:
    """Return the format that a name stands for: `auto` is `github` in GitHub Actions and `full` elsewhere."""
    if format_ != AUTO:
        return format_
    return "github" if os.environ.get(_IN_GITHUB) == "true" else "full"


def reporters_of(format_: str, screen: TextIO, targets: Sequence[Target], display: Display) -> list[Reporter]:
    """Make the reporter of the screen, then those of the files."""
    return [reporter_of(format_, screen, display), *(target.make(display) for target in targets)]


def run_info(session: Session, roots: Sequence[str], page: PageSettings) -> RunInfo:
    """Say what is known of a run from the session of its first post."""
    here = Path.cwd()
    return RunInfo(
        rules=_Rules(session),
        roots=tuple(roots),
        version=__version__,
        illustrate=illustrate,
        has_baseline=session.baseline is not None,
        here=here.resolve().as_posix(),
        repository=root_of(here).as_posix(),
        page=page,
    )


class _Rules(Sequence[Rule]):
    """All rules of a session, loaded at the first look."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @overload
    def __getitem__(self, place: int) -> Rule: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Rule]: ...

    def __getitem__(self, place: int | slice) -> Rule | Sequence[Rule]:
        return self._session.known[place]

    def __len__(self) -> int:
        return len(self._session.known)


def illustrate(asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
    """Import the decoders when a format asks for the first picture."""
    from rednote_lint.facts.illustrate import thumbnails

    return thumbnails(asset, locations, side)
