"""Options that several commands share, and what they mean together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from rednote_lint.cli.caching import cache_folder
from rednote_lint.cli.speech import completing
from rednote_lint.cli.speech.localized import Choice, option
from rednote_lint.cli.speech.usage import UsageError, listed
from rednote_lint.model import FIELDS, Bilingual, Client
from rednote_lint.run.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


def selection(command: F) -> F:
    """Add the options that say which rules count and which configuration."""
    for each in reversed(_SELECTION):
        command = each(command)
    return command


RULES = Bilingual(en="Which rules", zh="启用哪些规则")
CONFIGURATION = Bilingual(en="Configuration", zh="配置")
SELECTOR = Bilingual(en="SELECTOR", zh="选择器")
NAME = Bilingual(en="NAME", zh="名称")
PATHS = Bilingual(en="PATH…", zh="路径…")
FILE = Bilingual(en="FILE", zh="文件")

_SELECTION = (
    option(
        "--select",
        multiple=True,
        word=SELECTOR,
        shell_complete=completing.selectors,
        section=RULES,
        said=Bilingual(
            en="Only these rules: a code, the start of one, a pack, tag:x or ALL.",
            zh="只用这些规则：代码、代码开头、规则包、tag:x 或 ALL。",
        ),
    ),
    option(
        "--ignore",
        multiple=True,
        word=SELECTOR,
        shell_complete=completing.selectors,
        section=RULES,
        said=Bilingual(en="Not these rules.", zh="不用这些规则。"),
    ),
    option(
        "--extend-select",
        multiple=True,
        word=SELECTOR,
        shell_complete=completing.selectors,
        section=RULES,
        said=Bilingual(en="These rules as well.", zh="另外启用这些规则。"),
    ),
    option(
        "--preset",
        shell_complete=completing.presets,
        word=NAME,
        section=RULES,
        said=Bilingual(
            en="recommended (default), strict, minimal.",
            zh="预设：recommended（默认）、strict（最严）、minimal（最少）。",
        ),
    ),
    option(
        "--client",
        type=Choice([c.value for c in Client]),
        section=RULES,
        said=Bilingual(en="The client you publish with.", zh="用哪个客户端发布：网页、手机，或两者。"),
    ),
    option(
        "--config",
        shell_complete=completing.paths,
        multiple=True,
        word=Bilingual(en="FILE|KEY=VALUE", zh="文件|键=值"),
        section=CONFIGURATION,
        said=Bilingual(en="A configuration file, or one setting.", zh="配置文件，或一项设置。"),
    ),
    option(
        "--isolated",
        is_flag=True,
        section=CONFIGURATION,
        said=Bilingual(en="Read no configuration file.", zh="不读取任何配置文件。"),
    ),
    option(
        "--ocr/--no-ocr",
        default=None,
        section=CONFIGURATION,
        said=Bilingual(en="Read text in pixels (default), or not.", zh="识别画面中的文字（默认），或不识别。"),
    ),
    option(
        "--no-cache",
        is_flag=True,
        section=CONFIGURATION,
        said=Bilingual(en="Neither read nor keep facts and results.", zh="不读取也不保存媒体信息和检查结果。"),
    ),
)

_BASELINE = (
    option(
        "--baseline",
        word=FILE,
        section=CONFIGURATION,
        said=Bilingual(
            en="The file of known findings, which do not count.", zh="记录已知问题的基线文件，其中的问题不计入。"
        ),
    ),
    option(
        "--no-baseline",
        is_flag=True,
        section=CONFIGURATION,
        said=Bilingual(en="Known findings count as well.", zh="已知问题也计入。"),
    ),
)


def baselines(command: F) -> F:
    """Add the options that say which findings are known already."""
    for each in reversed(_BASELINE):
        command = each(command)
    return command


_HISTORY = option(
    "--history",
    word=FILE,
    section=CONFIGURATION,
    said=Bilingual(
        en="Compare with the posts of earlier runs in this file, and add these; made when missing.",
        zh="与此文件中以往检查过的笔记比对，并记入这些笔记；文件不存在时会创建。",
    ),
)


def histories(command: F) -> F:
    """Add the option that names the posts of earlier runs."""
    compared: F = _HISTORY(command)
    return compared


_COLUMNS = option(
    "--map",
    "map_",
    multiple=True,
    word=Bilingual(en="FIELD=HEADING", zh="字段=列名"),
    section=Bilingual(en="Which posts", zh="检查哪些笔记"),
    said=Bilingual(
        en="In calendars, the column with this heading is that field: title=Topic, images=Art.",
        zh="表格清单中，这个列名的列是哪个字段：title=标题、images=配图。",
    ),
)


_REMOTE = option(
    "--remote",
    multiple=True,
    word=Bilingual(en="ADDRESS", zh="地址"),
    section=Bilingual(en="Which posts", zh="检查哪些笔记"),
    said=Bilingual(
        en="Fetch media whose addresses begin so: s3://bucket/campaign/. Nothing else is fetched.",
        zh="下载地址以此开头的媒体：s3://bucket/campaign/。其他一律不下载。",
    ),
)


def columns(command: F) -> F:
    """Add the options that say what the headings of calendars mean, and which media may be fetched."""
    mapped: F = _COLUMNS(_REMOTE(command))
    return mapped


text_or_json = option(
    "--format",
    "format_",
    type=Choice(["text", "json"]),
    default="text",
    said=Bilingual(en="text (default), or JSON for a program.", zh="text（默认），或供程序读取的 JSON。"),
)
_NO_MAPPING = Bilingual(en="`--map {text}` is no FIELD=HEADING", zh="`--map {text}` 不是“字段=列名”")
_WRITE_MAPPING = Bilingual(en="write `--map title=Topic`", zh="写成 `--map title=标题`")
_NO_FIELD = Bilingual(en="`{name}` is no field of a post", zh="`{name}` 不是笔记的字段")
_NO_ADDRESS = Bilingual(
    en="`--remote {text}` is no address that can be fetched", zh="`--remote {text}` 不是可下载的地址"
)
_ONE_FILE = (
    Bilingual(en="--config names more than one file", zh="--config 指定了多个配置文件"),
    Bilingual(en="let one extend the other", zh="让其中一个用 `extend` 引用另一个"),
)


def settings_of(options: dict[str, Any]) -> Settings:
    """Gather the selection options of a command."""
    files = [text for text in options["config"] if "=" not in text]
    if len(files) > 1:
        raise UsageError(*_ONE_FILE)
    return Settings(
        config=Path(files[0]) if files else None,
        isolated=options["isolated"],
        inline=tuple(text for text in options["config"] if "=" in text),
        preset=options["preset"],
        select=split(options["select"]),
        ignore=split(options["ignore"]),
        extend_select=split(options["extend_select"]),
        client=Client(options["client"]) if options["client"] else None,
        ocr=options["ocr"],
        columns=dict(map(_mapped, options.get("map_", ()))),
        remote=tuple(map(_address, options.get("remote", ()))),
        history=Path(options["history"]) if options.get("history") else None,
        baseline=Path(options["baseline"]) if options.get("baseline") else None,
        with_baseline=not options.get("no_baseline"),
        cache=None if options["no_cache"] else cache_folder(),
        compiled=cache_folder(),
    )


def _mapped(text: str) -> tuple[str, str]:
    """Read `FIELD=HEADING`."""
    field, equals, heading = text.partition("=")
    if not equals or not heading.strip():
        raise UsageError(_NO_MAPPING.filled({"text": text}), _WRITE_MAPPING)
    if field.strip() not in FIELDS:
        raise UsageError(_NO_FIELD.filled({"name": field}), listed(FIELDS))
    return heading.strip(), field.strip()


def _address(text: str) -> str:
    from rednote_lint.posts.remote import SCHEMES, is_remote

    if not is_remote(text):
        raise UsageError(_NO_ADDRESS.filled({"text": text}), listed([f"{scheme}://" for scheme in SCHEMES]))
    return text


def split(given: tuple[str, ...]) -> tuple[str, ...]:
    """Take `--select A,B` and `--select A --select B` alike."""
    return tuple(part.strip() for text in given for part in text.split(",") if part.strip())
