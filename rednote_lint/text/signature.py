"""MinHash signatures of captions; those of two libraries, or of two versions of one, are never compared."""

from __future__ import annotations

import struct
from collections.abc import Collection
from functools import cache

PERMUTATIONS, _SEED = 128, 42
_PRIME = (1 << 61) - 1


@cache
def version() -> str:
    """Name what makes the signatures."""
    try:
        from rensa import RMinHash
    except ImportError:
        return "numpy/1"
    return f"rensa/{RMinHash.ALGORITHM_VERSION}"


def signature(shingles: Collection[int]) -> list[int]:
    """Return the signature of a set of shingles: two sets have as many equal values as they share shingles."""
    try:
        from rensa import RMinHash
    except ImportError:
        return plain_signature(shingles)
    made = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    made.update([struct.pack("<I", one) for one in shingles])
    return list(made.digest())


def plain_signature(shingles: Collection[int]) -> list[int]:
    """Return a signature where the library has no wheel: slower, and of other values."""
    import numpy as np

    one = np.fromiter(shingles, np.uint64, len(shingles))[:, None]
    factors, offsets = np.random.RandomState(_SEED).randint(1, 1 << 31, (2, PERMUTATIONS), np.int64).astype(np.uint64)
    mixed = (one * factors + offsets) % np.uint64(_PRIME) & np.uint64(0xFFFF_FFFF)
    return [int(least) for least in mixed.min(axis=0)]
