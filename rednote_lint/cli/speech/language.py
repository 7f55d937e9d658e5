"""The option `--lang`, apart from the others: the group of commands has it, and imports nothing for it."""

from __future__ import annotations

from rednote_lint.cli.speech.localized import Choice, option
from rednote_lint.model import Bilingual

language = option(
    "--lang",
    type=Choice(["en", "zh", "auto"]),
    said=Bilingual(
        en="Language of everything you read; auto (default) takes that of the terminal.",
        zh="界面语言；auto（默认）跟随终端。",
    ),
)
