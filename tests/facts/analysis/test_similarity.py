"""Thumbnails are similar when no spot of them differs."""

from __future__ import annotations

import numpy as np

from rednote_lint.facts.analysis.quality import FINGERPRINT_SIDE
from rednote_lint.facts.analysis.similarity import CLOSE, are_similar

NOISE = np.random.default_rng(3).integers(30, 200, (FINGERPRINT_SIDE, FINGERPRINT_SIDE)).astype(np.uint8)


def shifted(levels: int, spot: tuple[int, int] | None = None) -> bytes:
    """Return the noise, brighter by some levels: everywhere, or in one spot of 2 × 2 cells."""
    picture = NOISE.copy()
    if spot is None:
        picture += np.uint8(levels)
    else:
        picture[spot[0] : spot[0] + 2, spot[1] : spot[1] + 2] += np.uint8(levels)
    return picture.tobytes()


def test_compression_makes_no_other_picture_and_one_spot_does() -> None:
    assert are_similar(NOISE.tobytes(), NOISE.tobytes())
    assert are_similar(NOISE.tobytes(), shifted(CLOSE))
    assert not are_similar(NOISE.tobytes(), shifted(CLOSE + 1))
    assert not are_similar(NOISE.tobytes(), shifted(30, (20, 20)))
    speck = NOISE.copy()
    speck[10, 10] += 30  # one cell alone is averaged away
    assert are_similar(NOISE.tobytes(), speck.tobytes())


def test_plain_missing_and_odd_thumbnails_are_not_compared() -> None:
    plain = np.full((FINGERPRINT_SIDE, FINGERPRINT_SIDE), 90, np.uint8).tobytes()
    assert not are_similar(plain, plain)
    assert not are_similar(b"", b"")
    assert not are_similar(NOISE.tobytes(), NOISE.tobytes()[:-FINGERPRINT_SIDE])
