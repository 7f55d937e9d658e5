"""How many QR codes that stand for one second in a clip are found.

    python benchmarks/codes.py [--clips 40] [--side 540] [--seed 1]

It draws clips over a moving picture, each with one code at a random time and place, 15 to 35 % of the width, key frames
two or eight seconds apart, H.264 at CRF 23 to 30, and asks the code analyzer as a check does. It prints each miss, the
share that was read, and the processor time of a clip without the code for every second.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

SECONDS, RATE = 12, 24
LINK = "https://u.wechat.com/EHkJ3x9fX2pQ8sT0vWm1"


class Draw(NamedTuple):
    """One clip."""

    start: float
    share: float
    place: tuple[float, float]
    gop: float
    crf: int
    seed: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=int, default=40)
    parser.add_argument("--side", type=int, default=540, help="pixels of the width")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    read = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.clips):
            draw = Draw(
                start=dice.uniform(0, SECONDS - 1),
                share=dice.uniform(0.15, 0.35),
                place=(dice.random(), dice.random()),
                gop=(2, 8)[number % 2],
                crf=dice.randint(23, 30),
                seed=dice.randrange(10**6),
            )
            path = Path(folder) / f"{number}.mp4"
            write(path, draw, options.side)
            found = is_read(path)
            read += found
            if not found:
                print(f"missed: {draw}", flush=True)
            path.unlink()
    print(f"{read} of {options.clips}")


def is_read(path: Path) -> bool:
    """Analyze a clip as a check with the rules on codes does."""
    from rednote_lint.facts.analysis.analyze import Pass, analyze
    from rednote_lint.facts.analysis.analyzers import CODES
    from rednote_lint.facts.analysis.results import MediaAnalysis
    from rednote_lint.facts.video.sampling import SamplingProfile
    from rednote_lint.model import AssetKind

    seen = analyze(str(path), Pass(kind=AssetKind.VIDEO, specs=(CODES,), profile=SamplingProfile.TEXT))
    return isinstance(seen, MediaAnalysis) and any(code.text == LINK for code in seen.codes or ())


def write(path: Path, draw: Draw, width: int) -> None:
    """Encode a clip: a camera that moves over texture, and the code for one second."""
    import av
    import numpy as np

    height = width * 16 // 9 // 2 * 2
    world = _world(draw.seed, width, height)
    code = _code(round(draw.share * width))
    left, top = (int(share * (side - len(code))) for share, side in zip(draw.place, (width, height), strict=True))
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = {"preset": "veryfast", "g": str(draw.gop * RATE), "crf": str(draw.crf), "sc_threshold": "0"}
        for index in range(SECONDS * RATE):
            moment = index / RATE
            x, y = int(60 + 55 * np.sin(moment * 1.3)), int(60 + 55 * np.cos(moment))
            picture = world[y : y + height, x : x + width].copy()
            if draw.start <= moment < draw.start + 1:
                picture[top : top + len(code), left : left + len(code)] = code[:, :, None]
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode(None))


def _code(side: int) -> Any:
    import cv2
    import numpy as np
    import zxingcpp

    drawn = np.array(zxingcpp.create_barcode(LINK, zxingcpp.BarcodeFormat.QRCode).to_image(scale=8), np.uint8)
    return cv2.resize(drawn, (side, side), interpolation=cv2.INTER_AREA)


def _world(seed: int, width: int, height: int) -> Any:
    import cv2
    import numpy as np

    noise = np.random.default_rng(seed)
    world = np.full((height + 130, width + 130, 3), 110.0, np.float32)
    for cells, weight in ((8, 45), (40, 35), (160, 20)):
        grid = noise.normal(0, 1, (cells * 2, cells, 3)).astype(np.float32)
        world += weight * cv2.resize(grid, (world.shape[1], world.shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.clip(world, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
