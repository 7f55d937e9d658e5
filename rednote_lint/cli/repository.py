"""The root of the repository that the working directory lies in, as the pipeline or the folders tell it."""

from __future__ import annotations

import os
from pathlib import Path

_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub and GitLab check a repository out."""


def root_of(here: Path) -> Path:
    """Return the root of the repository around a folder, links resolved; the folder itself where there is none."""
    here = here.resolve()
    named = [Path(os.environ[name]).resolve() for name in _CHECKOUTS if os.environ.get(name)]
    around = (here, *here.parents)
    marked = (folder for folder in around if (folder / ".git").exists())
    return next((folder for folder in named if folder in around), None) or next(marked, here)
