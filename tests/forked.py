"""Fork a process of the program for each line of standard input: a folder, arguments, environment, as JSON.

`python -m tests.forked SECONDS` has imported everything and read the rules: fresh processes take half a second more
each. What a process prints goes to `said.txt` beside its folder, its largest memory in KiB to `memory.txt`, its exit
code to standard output; one that takes longer than SECONDS is killed.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

STATUS = Path("/proc/self/status")


def serve(patience: int) -> None:
    _prepare()
    for line in sys.stdin:
        folder, arguments, environment = json.loads(line)
        child = os.fork()
        if child == 0:
            signal.alarm(patience)
            _be(Path(folder), arguments, environment)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _prepare() -> None:
    import av  # noqa: F401
    import cv2  # noqa: F401
    import PIL.Image  # noqa: F401

    import rednote_lint.cli.check  # noqa: F401
    from rednote_lint import check

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "caption.txt").write_text("清水", encoding="utf-8")
        assert list(check([folder]))


def _be(folder: Path, arguments: list[str], environment: dict[str, str]) -> NoReturn:
    """Become a process of the program, as `python -m rednote_lint` in that folder is one."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    said = os.open(folder.parent / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number, file in enumerate((os.open(os.devnull, os.O_RDONLY), said, said)):
        os.dup2(file, number)
    os.closerange(3, said + 1)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8")  # noqa: PTH123, SIM115
        for number, mode in enumerate("rww")
    )
    sys.argv = ["rednote-lint", *arguments]
    code = _ended()
    peak = re.search(r"VmHWM:\s+(\d+)", STATUS.read_text(encoding="utf-8"))
    assert peak
    (folder.parent / "memory.txt").write_text(peak[1], encoding="utf-8")
    sys.stdout.flush()
    os._exit(code)


def _ended() -> int:
    from rednote_lint.cli import main

    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    serve(int(sys.argv[1]))
