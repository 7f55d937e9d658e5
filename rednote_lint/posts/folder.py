"""Reads the post that a folder, a caption file or a media file is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

import msgspec

from rednote_lint.model import Asset, AssetKind, Bilingual, Location, Post, Problem
from rednote_lint.posts.assets import found_assets, named_assets
from rednote_lint.posts.build import Origin, build, unreadable
from rednote_lint.posts.caption import Words, read_caption, read_title
from rednote_lint.posts.fields import Fields
from rednote_lint.posts.files import YAML, Contents, look_into, repaired_stem
from rednote_lint.posts.manifest import looks_like_manifest
from rednote_lint.posts.same_file import Taken
from rednote_lint.posts.source import Held, Sources
from rednote_lint.syntax.file_syntax import FileSyntax, syntax_of

_MEDIA_FOLDERS = frozenset(
    ("images", "image", "img", "photos", "pictures", "videos", "video", "media", "assets", "图片", "视频")
)


def holds_media_of_above(folder: Path) -> bool:
    """Tell by its name whether a folder holds the media of a post in the folder above: `images`."""
    return folder.name.lower() in _MEDIA_FOLDERS


def is_post(contents: Contents) -> bool:
    """Tell whether a folder is one post: one caption, in one file or in `post.yaml`, `title.txt`, `caption.txt`."""
    return (
        contents.title is not None
        or len(_bodies(contents)) == 1
        or (not _bodies(contents) and len(contents.captions) == 1)
    )


def is_one_post(contents: Contents, sources: Sources) -> bool:
    """Tell whether a folder is one post and no batch: a table of posts beside some Markdown makes it a batch."""
    return is_post(contents) and (contents.names_its_caption or not tables_of_posts(contents, sources))


def tables_of_posts(contents: Contents, sources: Sources) -> tuple[Path, ...]:
    """Return the tables of a folder that have a post in each row; beside a post, no workbook that cannot be read."""
    broken = not contents.names_its_caption
    return tuple(path for path in contents.manifests if looks_like_manifest(path, sources, or_broken=broken))


def unread_beside(contents: Contents, sources: Sources) -> tuple[Path, ...]:
    """Return the files of a folder that no post of it can have, however the folder is read."""
    tables = set(tables_of_posts(contents, sources))
    return (*contents.unread, *(path for path in contents.manifests if path not in tables))


def folder_post(folder: Path, contents: Contents, sources: Sources) -> Post:
    """Read the post that a folder is."""
    read = [read_caption(path, sources) for path in contents.captions]
    if contents.title is not None:
        read.insert(0, read_title(contents.title, sources))
    words = [part for part in read if isinstance(part, Words)]
    problems = [part for part in read if isinstance(part, Problem)]
    post = _join(folder.as_posix(), folder, words, _media(contents, sources), problems, sources)
    unread = (*_unnamed(post, contents, sources), *contents.spreadsheets, *unread_beside(contents, sources))
    return msgspec.structs.replace(post, unread=tuple(path.as_posix() for path in unread))


def _unnamed(post: Post, contents: Contents, sources: Sources) -> Iterator[Path]:
    """Yield the media beside a header that names others; beside a table of posts, they may be those of a row.

    An original whose repaired copy the header names is no part of the post any more.
    """
    has = Taken()
    replaced: set[str | None] = set()
    for asset in post.assets:
        has.add(Path(asset.path))
        replaced.add(repaired_stem(Path(asset.path)))
    beside = () if tables_of_posts(contents, sources) else (*contents.media, *contents.subtitles)
    return (path for path in beside if path not in has and path.stem not in replaced)


def caption_posts(contents: Contents, captions: Sequence[Path], sources: Sources) -> Iterator[Post]:
    """Read each caption file as a post of its own; media beside it are its own when they have its name."""
    for path in captions:
        media = [entry for entry in contents.media if shares_stem(entry, path)]
        subtitles = [entry for entry in contents.subtitles if shares_stem(entry, path)]
        words = read_caption(path, sources)
        if isinstance(words, Problem):
            yield unreadable(Origin(path=path.as_posix(), folder=path.parent), words)
        else:
            yield _join(path.as_posix(), path.parent, [words], (media, subtitles), [], sources)


def text_post(text: Held, path: Path) -> Post:
    """Read a caption from memory as the file at `path` would be read; nothing that lies beside that path counts."""
    (post,) = caption_posts(Contents(), [path], Sources({str(path): text}))
    return post


def declared_post(text: str, declared: Mapping[str, bool]) -> Post:
    """Read a caption from memory, below a header of what is declared by key (`commercial`)."""
    if not declared:
        return text_post(text, Path("caption.txt"))
    header = msgspec.json.encode(declared).decode("utf-8")
    return text_post(f"---\n{header}\n---\n{text}", Path("caption.md"))


def media_post(path: Path, subtitles: Sequence[Path], sources: Sources) -> Post:
    """Make a post of one media file that has no caption."""
    origin = Origin(path=path.as_posix(), folder=path.parent)
    assets = found_assets([path], subtitles)
    return build(origin, Fields(), None, title=None, body=None, assets=assets, texts=(), sources=sources)


def own_subtitles(path: Path, contents: Contents) -> tuple[Path, ...]:
    """Return the sidecar subtitles of one video: `clip.srt`, `clip.zh.srt`."""
    return tuple(entry for entry in contents.subtitles if shares_stem(entry, path))


def shares_stem(entry: Path, caption: Path) -> bool:
    """`京都.jpg`, `京都-2.jpg` and `京都.zh.srt` belong to `京都.md`."""
    rest = entry.stem.removeprefix(caption.stem)
    return rest != entry.stem and (not rest or not rest[0].isalnum())


def _join(
    name: str,
    folder: Path,
    words: Sequence[Words],
    media: tuple[Sequence[Path], Sequence[Path]],
    problems: Sequence[Problem],
    sources: Sources,
) -> Post:
    """Put the parts together: what states something has it, YAML before all others; what it hides is told."""
    ranked = sorted(words, key=lambda part: (not _states(part), not _is_yaml(part)))
    first = next(iter(ranked), None)
    named: tuple[Asset, ...] = ()
    missing: tuple[Problem, ...] = ()
    fields = first.fields if first else Fields()
    if first is not None:
        named, missing = named_assets(fields, folder, first.source, sources.remote)
    if not fields.names_media:
        assets = found_assets(*media, stated=named)
    else:
        assets = named if fields.subtitles is not None else (*named, *_sidecars(named, media[1]))
    header = Location(path=first.source.path, text=first.header_at) if first else None
    return build(
        Origin(path=name, folder=folder, header=header),
        fields,
        first.source if first else None,
        title=next((part.title for part in ranked if part.title), None),
        body=next((part.body for part in ranked if part.body), None),
        assets=assets,
        texts=[part.source for part in words],
        problems=(*problems, *missing, *_hidden(ranked)),
        sources=sources,
    )


def _is_yaml(part: Words) -> bool:
    return syntax_of(part.source.path) is FileSyntax.YAML


def _states(part: Words) -> bool:
    return bool(part.fields.places or part.fields.ignored or part.fields.problems)


def _hidden(ranked: Sequence[Words]) -> Iterator[Problem]:
    """Tell what one part states and another part, which counts, keeps from being read."""
    for number, part in enumerate(ranked[1:], 1):
        before = ranked[:number]
        yield from part.fields.problems
        keys = [key for key in part.fields.places if key not in (*ranked[0].fields.places, "title", "body")]
        keys += ["lint"] if part.fields.ignored else []
        for key, own in (("title", part.title), ("body", part.body)):
            other = next((said for one in before if (said := one.title if key == "title" else one.body)), None)
            if own and other and own.text != other.text:
                keys.append(key)
        if keys:
            yield _hides(ranked[0].source.path, part.source.path, keys)


def _hides(counts: str, hidden: str, keys: Sequence[str]) -> Problem:
    one, other = PurePath(counts).name, PurePath(hidden).name
    return Problem(
        message=Bilingual(
            en=f"{other} states {', '.join(keys)}, which is not read because {one} beside it states the post",
            zh=f"{other} 中的 {'、'.join(keys)} 没有读取：旁边的 {one} 已写明这篇笔记的信息",
        ),
        remedy=Bilingual(en=f"Move it to {one}, or delete one of the two.", zh=f"移到 {one}，或删除其中一份。"),
        where=Location(path=hidden),
    )


def _sidecars(named: Sequence[Asset], subtitles: Sequence[Path]) -> tuple[Asset, ...]:
    """Return the subtitles beside a video that the header names; they are text of the post though nobody names them."""
    videos = [Path(asset.path) for asset in named if asset.kind is AssetKind.VIDEO]
    own = [path for path in subtitles if any(shares_stem(path, video) for video in videos)]
    return tuple(Asset(path=path.as_posix(), kind=AssetKind.SUBTITLE) for path in own)


def _bodies(contents: Contents) -> list[Path]:
    return [path for path in contents.captions if path.suffix.lower() not in YAML]


def _media(contents: Contents, sources: Sources) -> tuple[Sequence[Path], Sequence[Path]]:
    """Return media and subtitles beside the caption, else those in a folder such as `images` below it."""
    if contents.media:
        return contents.media, contents.subtitles
    below = [look_into(folder, sources) for folder in contents.folders if holds_media_of_above(folder)]
    media = [path for inner in below for path in inner.media]
    return media, [*contents.subtitles, *(path for inner in below for path in inner.subtitles)]
