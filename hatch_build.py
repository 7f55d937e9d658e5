"""Build hook: puts the shipped packs, compiled, into the wheel, so that the first run need not compile them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EDITABLE = "editable"
PREPARED = "REDNOTE_LINT_COMPILED_PACKS"
"""Names a folder into which this very source was compiled by the same command; it is taken instead of a compilation."""


class CompiledPacks(BuildHookInterface):
    """Adds `rednote_lint/compiled/` to a wheel; where the packs cannot be compiled, the wheel does without."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the packs in a process of their own, in which sets have one order, so that builds are equal."""
        if version == EDITABLE:
            return
        folder = os.environ.get(PREPARED) or self._compiled()
        if folder is None:
            return
        for path in sorted(Path(folder).glob("*.msgpack")):
            build_data["force_include"][str(path)] = f"rednote_lint/compiled/{path.name}"

    def _compiled(self) -> str | None:
        self._folder = tempfile.TemporaryDirectory()
        done = subprocess.run(
            [sys.executable, "-m", "rednote_lint.packs.compile", self._folder.name],
            cwd=self.root,
            env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": _path(self.root)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            self.app.display_warning(f"the wheel carries no compiled packs: {done.stderr.strip()[-500:]}")
            return None
        return self._folder.name


def _path(root: str) -> str:
    """Put the package before what a build that is isolated has on its path: the requirements of the build."""
    return os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
