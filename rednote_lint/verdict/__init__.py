"""The verdict on a post: one gate, a list of suppressors, the exit code."""

from __future__ import annotations

from rednote_lint.verdict.configuration import ConfiguredSuppressions, PathIgnores
from rednote_lint.verdict.directives import Directives
from rednote_lint.verdict.exit_code import NEVER, exit_code_of
from rednote_lint.verdict.gate import settle
from rednote_lint.verdict.suppressor import Suppressor

__all__ = ["NEVER", "ConfiguredSuppressions", "Directives", "PathIgnores", "Suppressor", "exit_code_of", "settle"]
