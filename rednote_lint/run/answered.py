"""Answers posts of words alone before they are read, by the bytes of their files.

Of the words nothing is stored: an answered post is without them.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from rednote_lint.model import Post, PostKind
from rednote_lint.posts import Sources
from rednote_lint.posts.files import Contents
from rednote_lint.posts.source import CAPTION_LIMIT
from rednote_lint.run.results import Result


class KeyedPost(Post, frozen=True, kw_only=True):
    """A post that is made of the files of one folder and of nothing else; it never leaves the process.

    Where the store has its answer and nothing else is asked, it was not read: words, tags and sources are left out.
    """

    key: str
    """Stands for those files and for everything that rules ask besides."""
    answer: Result | None
    """What the store has for that key."""


class AnsweringReader:
    """Reads the post of a folder, or finds its answer.

    Args:
        rules_key: gives what stands for the rules that count in a folder; None where results are not stored.
        answer: gives the stored answer to a key in a folder.
        asks_more: says whether more than the answer will be asked of the post in a folder.
    """

    def __init__(
        self,
        rules_key: Callable[[str], str | None],
        answer: Callable[[str, str], Result | None],
        asks_more: Callable[[str], bool],
    ) -> None:
        self._rules_key = rules_key
        self._answer = answer
        self._asks_more = asks_more

    def __call__(self, folder: Path, contents: Contents, sources: Sources) -> Post:
        """Read the post that a folder is; see `posts.folder.folder_post`."""
        from rednote_lint.posts.folder import folder_post

        name = folder.as_posix()
        held = _held(contents) if sources.is_disk else None
        rules = self._rules_key(name) if held is not None else None
        if held is None or rules is None:
            return folder_post(folder, contents, sources)
        key = _key(rules, name, held)
        answer = self._answer(name, key)
        if answer is not None and not answer.traces and not self._asks_more(name):
            return KeyedPost(id=answer.report.id, path=name, root=name, kind=PostKind.TEXT, key=key, answer=answer)
        # The bytes that the key is of, whatever is written meanwhile.
        post = folder_post(folder, contents, Sources({path.as_posix(): data for path, data in held.items()}))
        if not _is_of_its_files(post, name):
            return post
        return KeyedPost(**{field: getattr(post, field) for field in post.__struct_fields__}, key=key, answer=answer)


def _held(contents: Contents) -> dict[Path, bytes] | None:
    """Return the files of a folder in which nothing lies but words; None for any other folder, or one unreadable."""
    others = (contents.media, contents.subtitles, contents.manifests, contents.spreadsheets, contents.folders)
    if any(others) or contents.unread:
        return None
    files = contents.captions if contents.title is None else (contents.title, *contents.captions)
    held: dict[Path, bytes] = {}
    for file in files:
        try:
            status = file.stat()
            if not stat.S_ISREG(status.st_mode) or status.st_size > CAPTION_LIMIT:
                return None
            with file.open("rb", buffering=0) as opened:
                held[file] = opened.read()
        except OSError:
            return None
    return held


def _key(rules: str, folder: str, held: dict[Path, bytes]) -> str:
    digest = hashlib.sha256(f"{rules}\0".encode())
    for part in (os.fsencode(folder), *(part for path, data in held.items() for part in (os.fsencode(path), data))):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _is_of_its_files(post: Post, folder: str) -> bool:
    """Tell whether a post is what its files say, wherever they lie and whenever they are read."""
    declared = post.declared
    return post.path == post.root == folder and not (
        post.assets or post.problems or post.directives or post.unread or declared.schedule or declared.live_at
    )
