"""Atomic file writes: a file appears complete or not at all, whatever happens while it is written.

Where the system allows it, the new content grows in a file without a name, which vanishes with the process that
writes it; it gets its name in one step at the end. Elsewhere it grows under a hidden name beside the target.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX, _SUFFIX = ".rednote-lint-", ".tmp"
_STALE_AFTER = 24 * 3600.0
"""Seconds after which a hidden file of a run that was killed is taken away."""


class FileChangedError(Exception):
    """The file does not hold what it is expected to hold: somebody else has written to it, made it or deleted it."""


class Scratch:
    """A file that is being written; `publish` gives it its name."""

    def __init__(self, path: Path, folder: Path, *, named: bool) -> None:
        self.path = path
        """Where others can write and read it until it is published."""
        self._folder = folder
        self._named = named

    def publish(
        self, target: Path, *, like: Path | None = None, replace: bool = False, expected: bytes | None = None
    ) -> None:
        """Make the content durable and give it its name.

        Args:
            target: in the scratch's folder.
            like: a file whose owner and permissions it takes.
            replace: take the place of a file that is there.
            expected: what that file must hold, compared in the last moment.

        Raises:
            FileExistsError: `target` is there and is not to be replaced.
            FileChangedError: `target` does not hold what is expected.
            OSError: the content could not be made durable.
        """
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
        if like is None:
            self.path.chmod(0o644)
        else:
            _take_after(self.path, like)
        if not replace:
            self._link(target)
        else:
            hidden = self.path if self._named else _hidden_name(self._folder)
            try:
                self._link(hidden)
                _require_content(target, expected)
                hidden.replace(target)
            finally:
                with suppress(FileNotFoundError):
                    hidden.unlink()
        _sync_folder(self._folder)

    def _link(self, name: Path) -> None:
        if name == self.path:
            return
        if self._named:
            _move_to_free_name(self.path, name)
            return
        # Plain link(2) would link the symbolic link in /proc; only linkat(2) can follow it, and needs a folder.
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.link(self.path, name.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=True)
        finally:
            os.close(folder)


@contextmanager
def scratch(folder: Path) -> Iterator[Scratch]:
    """Open a file for new content in `folder`; what was not published is gone afterwards.

    Raises:
        OSError: nothing can be written there.
    """
    descriptor = _open_unnamed(folder)
    if descriptor is not None:
        try:
            yield Scratch(Path(f"/proc/self/fd/{descriptor}"), folder, named=False)
        finally:
            os.close(descriptor)
        return
    _sweep(folder)
    path = _hidden_name(folder)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(descriptor)
    try:
        yield Scratch(path, folder, named=True)
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def write(target: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Replace the content of a file in one step; its owner and permissions stay, links to it stay links.

    A file with several names (hard links) is written through, so that all of them show the new content.

    Args:
        target: the file; it may be new.
        data: its new content.
        expected: what it must hold until then, compared in the last moment; None: whatever it holds.

    Raises:
        FileChangedError: it holds something else; it stays as it is.
        OSError: nothing was written, the file is as it was.
    """
    target = target.resolve()
    if target.exists():
        require_writable(target)
        if target.stat().st_nlink > 1:
            _require_content(target, expected)
            _write_through(target, data)
            return
    with scratch(target.parent) as new:
        new.path.write_bytes(data)
        new.publish(target, like=target if target.exists() else None, replace=True, expected=expected)


def create(target: Path, data: bytes) -> None:
    """Make a new file in one step.

    Raises:
        FileExistsError: somebody has made it before.
        OSError: it could not be made.
    """
    with scratch(target.parent) as new:
        new.path.write_bytes(data)
        new.publish(target)


def _require_content(target: Path, expected: bytes | None) -> None:
    if expected is None:
        return
    try:
        same = target.read_bytes() == expected
    except FileNotFoundError:
        same = False
    if not same:
        raise FileChangedError(str(target))


def require_writable(path: Path) -> None:
    """Refuse to take the place of a file that its owner has made read-only, though its folder would allow it.

    Raises:
        PermissionError: it is read-only.
    """
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def keep(original: Path, backup: Path) -> None:
    """Let `backup` hold the content of `original` too.

    Raises:
        FileExistsError: `backup` is there.
        OSError: it cannot be made.
    """
    try:
        os.link(original, backup)
    except FileExistsError:
        raise
    except OSError:  # A file system without hard links: make a copy.
        with scratch(original.parent) as copy:
            copy.path.write_bytes(original.read_bytes())
            copy.publish(backup, like=original)


def _take_after(path: Path, like: Path) -> None:
    """Give a file the owner and the permissions of another; permissions come last, they may take writing away."""
    status = like.stat()
    own = path.stat()
    if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
        with suppress(PermissionError):  # Only an administrator may give files away; others own what they write.
            os.chown(path, status.st_uid, status.st_gid)
    path.chmod(stat.S_IMODE(status.st_mode))


def _write_through(target: Path, data: bytes) -> None:
    """Overwrite a file in place; room for all of it is taken before the first byte changes."""
    with target.open("rb+") as file:
        size = os.fstat(file.fileno()).st_size
        if len(data) > size and hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), size, len(data) - size)
        file.write(data)
        file.truncate(len(data))
        file.flush()
        os.fsync(file.fileno())


def _open_unnamed(folder: Path) -> int | None:
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_RDWR, 0o600)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL) and folder.is_dir():
            return None
        raise


def _move_to_free_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except FileExistsError:
        raise
    except OSError:  # A file system without hard links; a name taken between these two lines would be lost there.
        if name.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(name)) from None
        path.rename(name)


def _hidden_name(folder: Path) -> Path:
    return folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"


def _sweep(folder: Path) -> None:
    """Take away what a killed run left long ago."""
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE_AFTER:
                path.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the new name durable where folders can be opened; elsewhere the system does it in its own time."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
