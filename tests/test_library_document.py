"""The script in docs/library.md is run as a reader would run it, and prints what the page says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PAGE = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")


def test_the_script_prints_what_the_page_says(tmp_path: Path) -> None:
    script = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    printed = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert script and printed
    assert len([line for line in script[1].splitlines() if line]) <= 10
    (tmp_path / "script.py").write_text(script[1], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "script.py"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == (printed[1], "")
    assert list(tmp_path.iterdir()) == [tmp_path / "script.py"], "a post in memory leaves nothing on disk"


def test_every_name_of_the_library_is_described() -> None:
    import rednote_lint

    assert not [name for name in rednote_lint.__all__ if name != "__version__" and f"`{name}" not in PAGE]
