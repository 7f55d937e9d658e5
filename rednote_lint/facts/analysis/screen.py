"""Detects screenshots of phones: the status bar above, the home indicator below."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TALLEST, _SHORTEST = 2.4, 1.75
"""Height divided by width of phone screens."""
_INK = 40
"""Levels by which something stands out from the colour of the bar."""


def is_screenshot(grey: NDArray[np.uint8]) -> bool:
    """Tell whether the picture shows a whole phone screen with both of the system's bars.

    Args:
        grey: levels of grey of the displayed picture, rows top down.
    """
    height, width = grey.shape
    if width < 200 or not _SHORTEST <= height / width <= _TALLEST:
        return False
    return _has_status_bar(grey) and _has_home_indicator(grey)


def _has_status_bar(grey: NDArray[np.uint8]) -> bool:
    """A plain strip with small signs left (the clock) and right (network, battery) and none between them."""
    import numpy as np

    height, width = grey.shape
    strip = grey[round(0.008 * height) : round(0.042 * height)]
    ink = np.asarray(np.abs(strip.astype(np.int16) - int(np.median(strip))) > _INK)
    columns = np.asarray(ink.any(axis=0))
    thirds = (slice(0, round(0.33 * width)), slice(round(0.67 * width), width))
    # A camera hole or island may stand in the middle; the stretches beside it are empty.
    gaps = (slice(round(0.3 * width), round(0.36 * width)), slice(round(0.64 * width), round(0.7 * width)))
    sides = [float(columns[third].mean()) for third in thirds]
    return (
        all(float(ink[:, third].mean()) < 0.25 for third in thirds)
        and all(0.04 < side < 0.75 for side in sides)
        and all(not columns[gap].any() for gap in gaps)
    )


def _has_home_indicator(grey: NDArray[np.uint8]) -> bool:
    """A thin plain line near the lower edge, in the middle, a third of the screen wide."""
    import numpy as np

    height, width = grey.shape
    zone = grey[round(0.965 * height) :].astype(np.int16)
    around = np.median(zone[:, : round(0.2 * width)])
    lines = np.abs(zone - around) > _INK
    full = [index for index, line in enumerate(lines) if _is_centred(line, width)]
    return bool(full) and 2 <= len(full) <= max(0.009 * height, 4) and full[-1] - full[0] == len(full) - 1


def _is_centred(line: NDArray[np.bool_], width: int) -> bool:
    """One unbroken stretch of 20 to 45 % of the width whose middle is the screen's."""
    import numpy as np

    places = np.flatnonzero(line)
    if len(places) == 0 or places[-1] - places[0] + 1 != len(places):
        return False
    middle = (places[0] + places[-1]) / 2 / width
    return 0.2 <= len(places) / width <= 0.45 and abs(middle - 0.5) < 0.01
