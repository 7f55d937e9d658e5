"""The nouns of rednote-lint, all frozen; nothing here imports anything else of ours.

A post is turned into facts, rules are questions about facts, answers are findings. Every place in a finding is a
`Location`: which file, where in characters, where in time, where in space.
"""

from rednote_lint.model.arguments import Arguments, ArgumentValue
from rednote_lint.model.base import (
    AssetKind,
    Bilingual,
    Client,
    Confidence,
    InvalidValue,
    Omission,
    PostKind,
    Record,
    Safety,
    Scope,
    Severity,
    SuppressedBy,
    Tier,
    Visibility,
)
from rednote_lint.model.finding import Anchor, Contents, Finding, Hit, Overlapped, Report, Suppressed, Veto
from rednote_lint.model.fix import Fix, MediaEdit, Naming, TextEdit
from rednote_lint.model.place import Box, Excerpt, Location, SeenLine, SourceFile, TextRange, TextSpan, TimeRange
from rednote_lint.model.post import (
    MOST_MEDIA,
    MOST_TAGS,
    Asset,
    Declarations,
    Directive,
    Notice,
    Post,
    Problem,
    Skipped,
)
from rednote_lint.model.rule import Example, FixPolicy, Rule, RuleChange, RulePack, RuleTests, Source, When
from rednote_lint.model.summary import Gathered, PostDisplay, Summary

__all__ = [
    "MOST_MEDIA",
    "MOST_TAGS",
    "Anchor",
    "ArgumentValue",
    "Arguments",
    "Asset",
    "AssetKind",
    "Bilingual",
    "Box",
    "Client",
    "Confidence",
    "Contents",
    "Declarations",
    "Directive",
    "Example",
    "Excerpt",
    "Finding",
    "Fix",
    "FixPolicy",
    "Gathered",
    "Hit",
    "InvalidValue",
    "Location",
    "MediaEdit",
    "Naming",
    "Notice",
    "Omission",
    "Overlapped",
    "Post",
    "PostDisplay",
    "PostKind",
    "Problem",
    "Record",
    "Report",
    "Rule",
    "RuleChange",
    "RulePack",
    "RuleTests",
    "Safety",
    "Scope",
    "SeenLine",
    "Severity",
    "Skipped",
    "Source",
    "SourceFile",
    "Summary",
    "Suppressed",
    "SuppressedBy",
    "TextEdit",
    "TextRange",
    "TextSpan",
    "Tier",
    "TimeRange",
    "Veto",
    "Visibility",
    "When",
]
