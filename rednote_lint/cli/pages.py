"""Options of the HTML report: what it is compared with, and what it shows to others."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from rednote_lint.cli.options import FILE
from rednote_lint.cli.speech.completing import paths as complete_paths
from rednote_lint.cli.speech.localized import option
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import UserError, system_said
from rednote_lint.model import Bilingual
from rednote_lint.report import HTML, PageSettings

F = TypeVar("F", bound=Callable[..., Any])
LARGEST_LOGO = 500_000
"""Bytes of a logo, which stands in the page."""
_PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}
"""How pictures begin that every browser shows and that hold no script."""
_SECTION = Bilingual(en="The HTML report", zh="HTML 报告")
_OPTIONS = (
    option(
        "--compare",
        word=FILE,
        shell_complete=complete_paths,
        section=_SECTION,
        said=Bilingual(
            en="An earlier JSON report: tell what is new, unchanged and fixed since.",
            zh="以前的 JSON 报告：标出新增、未变和已解决的问题。",
        ),
    ),
    option(
        "--public",
        is_flag=True,
        section=_SECTION,
        said=Bilingual(
            en="Leave out folders of this machine and commands, for readers elsewhere.",
            zh="不显示本机文件夹和命令，便于交给他人查看。",
        ),
    ),
    option(
        "--logo",
        word=FILE,
        shell_complete=complete_paths,
        section=_SECTION,
        said=Bilingual(en="A picture for the head of the page.", zh="页首显示的图片。"),
    ),
)
_NO_PAGE = (
    Bilingual(en="`--{name}` is about the HTML report, which is not asked for", zh="`--{name}` 只用于 HTML 报告"),
    Bilingual(en="add `--output html=report.html`", zh="加上 `--output html=report.html`"),
)
_NO_LOGO = Bilingual(
    en="the logo is no PNG, JPEG, GIF or WebP picture of at most {most} kB",
    zh="标志不是 {most} kB 以内的 PNG、JPEG、GIF 或 WebP 图片",
)
_NAME_PICTURE = Bilingual(en="name such a picture", zh="指定这样的图片")
_UNREADABLE = Bilingual(en="the logo cannot be read: {why}", zh="标志无法读取：{why}")


def about_pages(command: F) -> F:
    """Add the options of the HTML report."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def page_settings_of(options: dict[str, Any]) -> PageSettings:
    """Gather the options of the HTML report.

    Raises:
        UsageError: there are such options, and no HTML report.
        UserError: the earlier report or the logo cannot be read.
    """
    given = [name for name in ("compare", "public", "logo") if options[name]]
    if not given:
        return PageSettings()
    if HTML not in (options["format_"], *(output.partition("=")[0] for output in options["output"])):
        message, remedy = _NO_PAGE
        raise UsageError(message.filled({"name": given[0]}), remedy)
    from rednote_lint.report.html.earlier import earlier

    return PageSettings(
        earlier=earlier(Path(options["compare"])) if options["compare"] else None,
        is_public=options["public"],
        logo=_address_of(Path(options["logo"])) if options["logo"] else "",
    )


def _address_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_LOGO + 1)
    except OSError as error:
        why = system_said(error)
        said = Bilingual(en=_UNREADABLE.en.format(why=why.en), zh=_UNREADABLE.zh.format(why=why.zh))
        raise UserError(said, _NAME_PICTURE, str(path)) from None
    kind = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), None)
    if kind is None or len(data) > LARGEST_LOGO:
        raise UserError(_NO_LOGO.filled({"most": f"{LARGEST_LOGO // 1000}"}), _NAME_PICTURE, str(path))
    return f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
