"""Options of a client: `initializationOptions`, and what it answers for the section `rednote-lint`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Client, Record
from rednote_lint.run.settings import Settings

SECTION = "rednote-lint"
_WRONG = Bilingual(en="the editor's settings for {section} are wrong: {why}", zh="编辑器中 {section} 的设置有误：{why}")
_KEYS = Bilingual(en="known settings: {keys}", zh="可用的设置：{keys}")


class Asked(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """What a client may set; the same words as on the command line. Absent or null leaves it to the files."""

    lang: Literal["auto", "en", "zh"] | None = None
    preset: str | None = None
    config: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    client: Client | None = None
    ocr: bool | None = None
    media: bool = True
    """False: media are never opened, not on save either."""
    ignore_reason: str = ""
    """The reason that suppressions are written with; empty: a person writes it."""

    def over(self, settings: Settings) -> Settings:
        """Lay what the client asks for over what the command line says."""
        return msgspec.structs.replace(
            settings,
            preset=self.preset or settings.preset,
            config=Path(self.config) if self.config else settings.config,
            select=self.select or settings.select,
            ignore=(*settings.ignore, *self.ignore),
            extend_select=(*settings.extend_select, *self.extend_select),
            client=self.client or settings.client,
            ocr=settings.ocr if self.ocr is None else self.ocr,
            lang=self.lang if self.lang not in (None, "auto") else settings.lang,
        )


def asked(options: Any) -> Asked:
    """Read the options of a client.

    Args:
        options: a table of settings, or one that holds it under the name of the section; None for none.

    Raises:
        UserError: names the setting that is wrong.
    """
    if isinstance(options, dict) and SECTION in options:
        options = options[SECTION]
    try:
        return msgspec.convert({} if options is None else options, Asked)
    except msgspec.ValidationError as error:
        keys = ", ".join(field.encode_name for field in msgspec.structs.fields(Asked))
        message = _WRONG.filled({"section": SECTION, "why": str(error)})
        raise UserError(message, _KEYS.filled({"keys": keys})) from None
