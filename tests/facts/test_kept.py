"""Facts from the store alone: what is there, what is missing, and that no file is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rednote_lint.facts import Need, Options
from rednote_lint.facts.base import Unreadable
from rednote_lint.facts.digests import Digests
from rednote_lint.facts.kept import KeptFacts
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.facts.parameters import NO_PARAMETERS
from rednote_lint.facts.seen_files import seen_files
from rednote_lint.model import Post
from rednote_lint.posts import load
from rednote_lint.store import Store
from tests.media_made import save_png

NEEDS = frozenset({Need.TEXT, Need.HEADERS, Need.QUALITY})


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.chdir(tmp_path)
    Path("post.md").write_text("今天去公园", encoding="utf-8")
    save_png(Path("01.png"))
    opened = Store(tmp_path / "cache")
    yield opened
    opened.close()


def facts_of(post: Post, store: Store) -> tuple[ObservedFacts, KeptFacts]:
    """Observe a post, delete its picture, and return what was observed and what is kept."""
    digests = Digests(store)
    observed = ObservedFacts(post, NEEDS, Options(store=store, digests=digests), NO_PARAMETERS)
    (asset,) = post.assets
    observed.image(asset)
    observed.analysis(asset)
    observed.metadata(asset)
    store.put(observed.recorded)
    files = {file.path: file for file in seen_files(post, digests)}
    Path(asset.path).unlink()
    return observed, KeptFacts(post, NEEDS | {Need.CODES}, Options(store=store), NO_PARAMETERS, files)


def test_what_was_observed_is_known_when_the_file_is_gone(store: Store) -> None:
    post = load(".")
    observed, kept = facts_of(post, store)
    (asset,) = post.assets
    assert kept.image(asset) == observed.image(asset)
    assert kept.metadata(asset) == observed.metadata(asset)
    assert kept.size(asset) is not None
    assert kept.digest(asset) == observed.digest(asset)
    seen, was = kept.analysis(asset), observed.analysis(asset)
    assert not isinstance(seen, Unreadable) and not isinstance(was, Unreadable)
    assert seen.quality == was.quality
    assert kept.missing == {asset.path: frozenset({Need.CODES})}, "nobody asked for codes then"
    with kept.refinement(asset) as refiner:
        assert refiner.lines_at(()) == ()
    assert kept.recorded == []


def test_of_a_file_that_nobody_noted_nothing_is_known(store: Store) -> None:
    post = load(".")
    (asset,) = post.assets
    kept = KeptFacts(post, NEEDS, Options(store=store), NO_PARAMETERS, {})
    assert isinstance(kept.image(asset), Unreadable)
    assert isinstance(kept.analysis(asset), Unreadable)
    assert (kept.size(asset), isinstance(kept.digest(asset), Unreadable)) == (None, True)
    assert {Need.HEADERS, Need.QUALITY, Need.OCR} <= kept.missing[asset.path]
