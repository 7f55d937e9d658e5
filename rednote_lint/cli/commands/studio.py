"""`rednote-lint studio`: a page on this machine; drop posts, see them as on the phone, fix copies of them."""

from __future__ import annotations

import os
import sys
import webbrowser
from importlib.util import find_spec
from threading import Thread
from typing import Any

import click
import msgspec

from rednote_lint.cli.options import selection, settings_of
from rednote_lint.cli.output import illustrate
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.localized import current_language, option
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual

_NO_LIBRARY = (
    Bilingual(en="the page needs the libraries Starlette and uvicorn", zh="该页面需要 Starlette 和 uvicorn 库"),
    Bilingual(en="pip install 'rednote-lint[studio]'", zh="pip install 'rednote-lint[studio]'"),
)
_OPENED = Bilingual(
    en="The page opens in the browser. If it does not, open this address, which works once:",
    zh="页面会在浏览器中打开。如未打开，访问以下地址（只能用一次）：",
)
_OPEN = Bilingual(
    en="Open this address in a browser on this machine; it works once:",
    zh="在本机浏览器中打开以下地址（只能用一次）：",
)
_END = Bilingual(en="Ctrl-C ends it.", zh="按 Ctrl-C 结束。")
_ENDED = Bilingual(en="Ended; the copies are deleted.", zh="已结束，副本已删除。")


@command_of(
    "studio",
    Bilingual(
        en="Open a page on this machine: drop posts, see them as on the phone, fix copies, download them.\n\n"
        "Nothing leaves the machine, and originals are never changed.",
        zh="在本机打开一个页面：拖入笔记，按手机样式预览，修复副本并下载。\n\n一切留在本机，原文件不会改动。",
    ),
)
@option(
    "--no-browser",
    is_flag=True,
    said=Bilingual(en="Print the address, and open no browser.", zh="只显示地址，不打开浏览器。"),
)
@selection
@language
def command(*, no_browser: bool, **options: Any) -> ExitCode:
    """Serve the page until Ctrl-C, or until the page ends it.

    Raises:
        UserError: a library is not installed.
    """
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise UserError(*_NO_LIBRARY)
    from rednote_lint.studio.server import Studio

    spoken = current_language()
    settings = msgspec.structs.replace(settings_of(options), lang=spoken)
    studio = Studio(settings, illustrate)

    def ready() -> None:
        click.echo((_OPEN if no_browser else _OPENED).pick(spoken))
        click.echo(f"  {studio.address}")
        click.echo(_END.pick(spoken))
        sys.stdout.flush()
        if not no_browser:  # In a thread: a browser that runs in the terminal comes back when it is closed.
            Thread(target=webbrowser.open, args=(studio.address,), daemon=True).start()

    code = ExitCode.CLEAN
    try:
        studio.prepare()
        studio.serve(ready)
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    finally:
        has_ended = studio.close()
    click.echo(_ENDED.pick(spoken), err=True)
    if not has_ended:  # A decoder at work in another thread would abort the interpreter as it ends.
        sys.stdout.flush()
        os._exit(code)
    return code
