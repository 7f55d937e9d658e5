"""What can be observed in a post: computed lazily, once, and only when a rule asks."""

from __future__ import annotations

from rednote_lint.facts.base import Facts, Need, Observation, Unreadable, visible_assets
from rednote_lint.facts.options import Options
from rednote_lint.facts.parameters import Parameters

__all__ = [
    "Facts",
    "Need",
    "Observation",
    "Options",
    "Parameters",
    "Unreadable",
    "visible_assets",
]
