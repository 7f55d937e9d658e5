"""What can be observed in a post: computed lazily, once, and only when a rule asks."""

from __future__ import annotations

from rednote_lint.facts.base import Need, Observation, Unreadable
from rednote_lint.facts.observed import Facts
from rednote_lint.facts.options import Options

__all__ = ["Facts", "Need", "Observation", "Options", "Unreadable"]
