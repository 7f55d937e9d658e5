from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click
import pytest

import rednote_lint
from rednote_lint.cli.output import reporters_of, run_info, targets_of
from rednote_lint.errors import UserError
from rednote_lint.model import Asset, AssetKind, Location
from rednote_lint.report import Display
from rednote_lint.run.session import Sessions
from rednote_lint.run.settings import Settings
from tests.media_made import save_png


def test_files_are_opened_before_anything_is_written(tmp_path: Path) -> None:
    with ExitStack() as files:
        targets = targets_of([f"json={tmp_path / 'a.json'}", f"full={tmp_path / 'a.txt'}"], files)
        assert [name for name, _ in targets] == ["json", "full"]
        assert len(reporters_of("concise", targets, Display())) == 3
    assert all(stream.closed for _, stream in targets)


@pytest.mark.parametrize("output", ["json", "sarif9=x", "=x"])
def test_what_is_no_format_and_path_is_a_usage_error(output: str) -> None:
    with ExitStack() as files, pytest.raises(click.UsageError, match="FORMAT=PATH"):
        targets_of([output], files)


def test_no_file_is_emptied_when_another_is_written_wrongly(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    with ExitStack() as files, pytest.raises(click.UsageError):
        targets_of([f"json={tmp_path / 'a.json'}", "nonsense"], files)
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "old"


def test_a_file_that_cannot_be_written_is_an_error_of_the_user(tmp_path: Path) -> None:
    with ExitStack() as files, pytest.raises(UserError, match="cannot be written"):
        targets_of([f"json={tmp_path / 'no' / 'a.json'}"], files)


def test_formats_receive_the_rules_the_version_and_a_way_to_pictures(tmp_path: Path) -> None:
    info = run_info(Sessions(Settings(isolated=True)).of(tmp_path), ["a", "b"])
    assert (info.roots, info.version) == (("a", "b"), rednote_lint.__version__)
    assert {"WM101", "FM301"} <= {rule.code for rule in info.rules}
    path = str(save_png(tmp_path / "a.png"))
    data = info.illustrate(Asset(path=path, kind=AssetKind.IMAGE), Location(path=path), 80)
    assert data is not None
    assert data.startswith(b"\xff\xd8")
