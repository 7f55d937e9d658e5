"""`rednote-lint lsp`: the language server for editors, on the standard streams."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from rednote_lint.cli.options import selection, settings_of
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual

_NO_LIBRARY = (
    Bilingual(en="the language server needs the library pygls", zh="语言服务器需要 pygls 库"),
    Bilingual(en="pip install 'rednote-lint[lsp]'", zh="pip install 'rednote-lint[lsp]'"),
)


@command_of(
    "lsp",
    Bilingual(
        en="Serve an editor, which starts it: diagnostics, quick fixes and hovers over standard input and output.",
        zh="为编辑器提供服务，由编辑器启动：通过标准输入输出给出诊断、快速修复和悬停说明。",
    ),
)
@selection
@language
def command(**options: Any) -> ExitCode:
    """Serve one editor until it ends the session.

    Raises:
        UserError: the library is not installed.
    """
    if find_spec("pygls") is None or find_spec("lsprotocol") is None:
        raise UserError(*_NO_LIBRARY)
    from rednote_lint.lsp.server import serve

    return ExitCode.CLEAN if serve(settings_of(options)) else ExitCode.FINDINGS
