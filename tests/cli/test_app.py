"""What the program imports before it knows what is asked of it."""

from __future__ import annotations

import subprocess
import sys

ABOVE = ("rednote_lint.facts", "rednote_lint.packs", "rednote_lint.checks", "rednote_lint.config")


def test_the_version_is_told_without_reading_a_rule_or_a_configuration() -> None:
    script = (
        "import sys\n"
        "from rednote_lint.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print(sorted(name for name in sys.modules if name.startswith({ABOVE!r})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--version"], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
