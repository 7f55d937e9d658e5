"""Pictures of media: made once, kept as long as their file is the same, served by the digest of their bytes."""

from __future__ import annotations

from base64 import b64decode
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock

import msgspec

from rednote_lint.model import Asset, Location, Thumbnails
from rednote_lint.report.base import Illustrator
from rednote_lint.report.html.pictures import Media, Shown

KEPT = 400
"""Answers of the decoder that are kept."""


class Pictures:
    """JPEGs of media, each made once, and served by the digest of its bytes.

    Args:
        illustrate: makes them.
    """

    def __init__(self, illustrate: Illustrator) -> None:
        self._illustrate = illustrate
        self._made: OrderedDict[tuple[str, tuple[int, int], tuple[Location, ...], int], Thumbnails] = OrderedDict()
        self._served: dict[str, bytes] = {}
        self._lock = Lock()

    def of(self, asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
        """Return pictures of a file as it is now; see `report.base.Illustrator`."""
        key = (asset.path, stamp(asset.path), tuple(locations), side)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = self._illustrate(asset, locations, side)
        with self._lock:
            self._made[key] = made
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        return made

    def served(self, media: Media) -> Media:
        """Return the same pictures with addresses on this server."""
        pictures = tuple(msgspec.structs.replace(one, uri=self._address(one)) for one in media.pictures)
        return msgspec.structs.replace(media, pictures=pictures)

    def address(self, jpeg: bytes) -> str:
        """Serve a JPEG, and return its address."""
        name = sha256(jpeg).hexdigest()
        with self._lock:
            self._served[name] = jpeg
        return f"/pictures/{name}.jpg"

    def picture(self, name: str) -> bytes | None:
        """Return the JPEG at an address."""
        with self._lock:
            return self._served.get(name)

    def _address(self, one: Shown) -> str:
        return self.address(b64decode(one.uri.partition(",")[2]))


def stamp(path: str) -> tuple[int, int]:
    """Return what changes when a file does."""
    try:
        status = Path(path).stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
