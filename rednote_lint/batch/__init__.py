"""Checks that need the posts of a whole run: traces of each post are compared before the verdict."""

from __future__ import annotations

from rednote_lint.batch.base import BatchChecker, BatchKind
from rednote_lint.batch.stage import Stage, batch_checkers

__all__ = ["BatchChecker", "BatchKind", "Stage", "batch_checkers"]
