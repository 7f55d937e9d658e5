"""The ground of the nouns: the record, the enumerations, the sentence in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

_NAME = re.compile(r"\{(\w+)\}")


class Record(msgspec.Struct, frozen=True):
    """The base of the nouns: immutable, compared by value, encoded to JSON by msgspec."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for an info."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class Confidence(StrEnum):
    """How sure the detection is, whatever the severity of what it found."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """3 for high, 2 for medium, 1 for low."""
        return {"high": 3, "medium": 2, "low": 1}[self.value]


class Safety(StrEnum):
    """Whether a fix may be applied without asking (ruff's meaning)."""

    SAFE = "safe"
    """Never changes what the author says."""
    UNSAFE = "unsafe"
    """Changes the wording or the picture; applied only when the author asks for it."""
    MANUAL = "manual"
    """Only a person can do it; shown, never applied."""


class Tier(StrEnum):
    """How authoritative the source of a rule is."""

    LAW = "law"
    PLATFORM = "platform"
    PRESS = "press"
    COMMUNITY = "community"


class Scope(StrEnum):
    """Where in a post a rule looks: the first five are text, the last two are pixels."""

    TITLE = "title"
    BODY = "body"
    TAGS = "tags"
    SUBTITLE = "subtitle"
    OCR = "ocr"
    IMAGE = "image"
    FRAME = "frame"


class AssetKind(StrEnum):
    """What a file of a post is used as; decided by its name, verified by its content later."""

    IMAGE = "image"
    VIDEO = "video"
    SUBTITLE = "subtitle"
    OTHER = "other"


class Visibility(StrEnum):
    """Who sees a note."""

    PUBLIC = "public"
    FRIENDS = "friends"
    """Those whom the author follows and who follow back."""
    PRIVATE = "private"


class Omission(StrEnum):
    """Why something was not checked."""

    CHOICE = "choice"
    """Nobody asked for it, or it needs a library that is not installed: the run did what it could be asked."""
    FAILURE = "failure"
    """It was to be checked and could not be read: the run exits with 2."""


class PostKind(StrEnum):
    """What kind of note a post becomes on the platform."""

    IMAGE = "image"
    VIDEO = "video"
    TEXT = "text"


class Client(StrEnum):
    """Which client the post will be published with, where the two differ."""

    WEB = "web"
    APP = "app"
    BOTH = "both"


class SuppressedBy(StrEnum):
    """What set a finding aside."""

    DIRECTIVE = "directive"
    """`lint: ignore` in the post's own front matter."""
    CONFIG = "config"
    """A per-path ignore of the configuration."""
    BASELINE = "baseline"
    """A list of findings that were there before."""


class SuppressionState(StrEnum):
    """What is wrong with a suppression itself."""

    UNUSED = "unused"
    """Its rules were asked and found nothing that it covers."""
    EXPIRED = "expired"
    """Its last day is over."""
    UNEXPLAINED = "unexplained"
    """It states no reason."""


class Bilingual(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same sentence in English and in simplified Chinese."""

    en: str
    zh: str

    def pick(self, language: str) -> str:
        """Return the text for `en` or `zh`."""
        return self.zh if language == "zh" else self.en

    def filled(self, values: Mapping[str, str | Sequence[str]]) -> Bilingual:
        """Replace each `{name}` by its value; a name without a value stays as it is written.

        Several values are listed as each language lists them.
        """
        return Bilingual(en=_fill(self.en, values, ", "), zh=_fill(self.zh, values, "、"))


class InvalidValue(ValueError):
    """A value that no rule may state; msgspec hands it on as the cause of its own error.

    Args:
        said: what is wrong with it, one sentence.
        remedy: what to write instead; empty when the sentence says it all.
    """

    def __init__(self, said: Bilingual, remedy: Bilingual | None = None) -> None:
        super().__init__(said.en)
        self.said = said
        self.remedy = remedy or Bilingual(en="", zh="")


def _fill(template: str, values: Mapping[str, str | Sequence[str]], between: str) -> str:
    def value_of(match: re.Match[str]) -> str:
        value = values.get(match[1], match[0])
        return value if isinstance(value, str) else between.join(value)

    return _NAME.sub(value_of, template)
