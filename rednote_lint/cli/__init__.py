"""The command line: parse, wire, exit."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from rednote_lint.errors import ExitCode

DEBUG = "REDNOTE_LINT_DEBUG"
_STDERR = 2
_COLLECTED_AFTER = 400_000
"""New objects after which garbage is sought: compiled rules are 250,000 small objects that stay, and each search on the
way there looks through them in vain; posts leave hardly any garbage in cycles."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def main() -> NoReturn:
    """Run the program; every way it can end is an exit code and, for failures, a sentence on stderr."""
    _open_closed_streams()
    _speak_utf8()
    gc.set_threshold(_COLLECTED_AFTER)
    # Nothing here multiplies matrices, and the threads that numpy starts for that wait in a loop before they sleep.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.argv[1:] == ["--version"] and _is_version_told():
        sys.exit(0)
    import click

    from rednote_lint.cli.app import run
    from rednote_lint.cli.speech.failing import show, show_defect, unwritable
    from rednote_lint.cli.speech.localized import asked_language
    from rednote_lint.errors import ExitCode, UserError
    from rednote_lint.interrupts import delivered_again

    sys.unraisablehook = delivered_again
    arguments = sys.argv[1:]
    language = asked_language(arguments)
    try:
        code = run(arguments)
    except UserError as error:
        code = show(error, language)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        code = ExitCode.FAILED
    except click.ClickException as error:
        code = show(UserError(error.format_message()), language)
    except (click.Abort, KeyboardInterrupt):
        code = _interrupted(language)
    except OSError as error:
        if _is_closed_pipe(error):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = ExitCode.FAILED
        elif error.errno in _FULL:
            code = show(unwritable(error), language)
        elif os.environ.get(DEBUG):
            raise
        else:
            code = show_defect(error, language, DEBUG)
    except Exception as error:
        if _hides_interrupt(error):
            code = _interrupted(language)
        elif os.environ.get(DEBUG):
            raise
        else:
            code = show_defect(error, language, DEBUG)
    # The collections at the interpreter's end would look through everything once more, for a quarter of a second.
    gc.freeze()
    sys.exit(code if isinstance(code, int) else 0)


def _interrupted(language: str) -> ExitCode:
    import click

    from rednote_lint.errors import ExitCode

    click.echo("已中断" if language == "zh" else "interrupted", err=True)
    return ExitCode.INTERRUPTED


def _hides_interrupt(error: BaseException | None) -> bool:
    """Tell an error that Ctrl-C led to: `except library.Error` fails while the library is half imported."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _is_version_told() -> bool:
    """Print the version without a parser; false where that fails, which the parser's own way then tells."""
    from rednote_lint import VERSION_LINE

    try:
        print(VERSION_LINE, flush=True)
    except OSError:
        return False
    return True


def _is_closed_pipe(error: OSError) -> bool:
    """Tell that whoever read the output has gone; Windows says that an argument is invalid."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _open_closed_streams() -> None:
    """Open the null device where a standard stream is closed (`>&-`).

    Else the next file that is opened would get its number, and what a library prints would land in that file.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(number)
    sys.stdin = sys.stdin or os.fdopen(0, closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(_STDERR, "w", closefd=False)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's own encoding is: findings quote Chinese, and a pipe must not choke on it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
