"""The store of a run that cannot be opened says what the system says."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.errors import UserError
from rednote_lint.store.run_store import RunStore


def test_a_folder_that_is_not_there_is_told_in_words_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No such file or directory"):
        RunStore(tmp_path / "missing" / "run.db").require()
