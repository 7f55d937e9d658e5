"""How many marked clips are still found when they are cut, mirrored, compressed or scaled down.

    python benchmarks/marks.py CLIP… [--code WM101 …]

Every clip is transformed with `ffmpeg` as people transform them, then checked with the watermark rules. It prints, for
each transformation, how many clips have a finding of one of the codes, and names the others.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CUT = "crop=trunc(iw*0.88/2)*2:trunc(ih*0.88/2)*2"
"""Six hundredths less on every side."""
SMALL = "scale='if(gt(iw,ih),-2,360)':'if(gt(iw,ih),360,-2)'"
WAYS = {
    "as it is": None,
    "cut by 6 %": ["-vf", CUT, "-crf", "23"],
    "cut, without tags": ["-vf", CUT, "-crf", "23", "-map_metadata", "-1"],
    "mirrored": ["-vf", "hflip", "-crf", "23"],
    "CRF 36": ["-crf", "36"],
    "360p": ["-vf", SMALL, "-crf", "26"],
    "brightened": ["-vf", "eq=brightness=0.12:contrast=1.1", "-crf", "23"],
    "letterbox": ["-vf", "pad=trunc(max(iw\\,ih*4/3)/2)*2:ih:(ow-iw)/2:0:black", "-crf", "23"],
    "1.1 times as fast": ["-vf", "setpts=PTS/1.1", "-an", "-crf", "23"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", nargs="+", type=Path)
    parser.add_argument("--code", action="append", help="the finding that counts; WM101 and WM111 when absent")
    options = parser.parse_args()
    if shutil.which("ffmpeg") is None:
        parser.error("ffmpeg is needed to transform the clips")
    wanted = set(options.code or ("WM101", "WM111"))
    for name, arguments in WAYS.items():
        missed = [clip.name for clip in options.clips if not wanted & _codes(clip, arguments)]
        found = len(options.clips) - len(missed)
        print(f"{name:<18} {found:>3} of {len(options.clips)}  {' '.join(missed)}", flush=True)


def _codes(clip: Path, arguments: list[str] | None) -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = clip
        if arguments is not None:
            path = Path(folder) / "clip.mp4"
            encoding = ["-c:v", "libx264", "-preset", "veryfast", *arguments, "-c:a", "copy", str(path)]
            subprocess.run(["ffmpeg", "-v", "error", "-i", str(clip), *encoding], check=True)
        command = [sys.executable, "-m", "rednote_lint", "check", "--isolated", "--no-cache", "--select", "watermark"]
        output = ["--format", "json", str(path)]
        done = subprocess.run([*command, *output], capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{clip} could not be checked:\n{done.stderr}")
        return _told(done.stdout)


def _told(output: str) -> set[str]:
    return {finding["code"] for post in json.loads(output)["posts"] for finding in post["findings"]}


if __name__ == "__main__":
    main()
