"""The command line: parse, wire, exit."""

from __future__ import annotations

import errno
import os
import sys
from typing import NoReturn

DEBUG = "REDNOTE_LINT_DEBUG"
_STDERR = 2
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def main() -> NoReturn:
    """Run the program; every way it can end is an exit code and, for failures, a sentence on stderr."""
    _open_closed_streams()
    import click

    from rednote_lint.cli.app import app
    from rednote_lint.errors import ExitCode, UserError

    _speak_utf8()
    try:
        code = app.main(standalone_mode=False)
    except UserError as error:
        code = _fail(error)
    except click.ClickException as error:
        error.show()
        code = ExitCode.FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        code = ExitCode.INTERRUPTED
    except OSError as error:
        if _is_closed_pipe(error):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = ExitCode.FAILED
        else:
            code = _fail(_unwritable(error)) if error.errno in _FULL else _defect(error)
    except Exception as error:
        code = _defect(error)
    sys.exit(int(code or 0))


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


def _fail(error: Exception) -> int:
    import click

    from rednote_lint.errors import ExitCode, UserError

    assert isinstance(error, UserError)
    place = f"{error.place}: " if error.place else ""
    click.echo(f"{place}error: {error.message}", err=True)
    if error.remedy:
        click.echo(f"  {error.remedy}", err=True)
    return ExitCode.FAILED


def _unwritable(error: OSError) -> Exception:
    from rednote_lint.errors import UserError

    return UserError(
        f"the report cannot be written: {error.strerror}", "the output is incomplete: check the free space"
    )


def _defect(error: Exception) -> int:
    """Report a defect of ours in one sentence; the traceback is for whoever asks for it."""
    import click

    from rednote_lint.errors import ExitCode

    if os.environ.get(DEBUG):
        raise error
    click.echo(f"error: unexpected {type(error).__name__}: {error}", err=True)
    click.echo(f"  this is a defect of rednote-lint; {DEBUG}=1 shows where", err=True)
    return ExitCode.FAILED
