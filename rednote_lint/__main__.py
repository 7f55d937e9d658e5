"""`python -m rednote_lint` is `rednote-lint`."""

from __future__ import annotations

from rednote_lint.cli import main

if __name__ == "__main__":  # Workers import the module that their driver was started as.
    main()
