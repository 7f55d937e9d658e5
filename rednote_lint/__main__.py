"""`python -m rednote_lint` is `rednote-lint`."""

from __future__ import annotations

from rednote_lint.cli import main

main()
