"""Classifies the files of a folder by name: captions, media, subtitles, manifests."""

from __future__ import annotations

import os
import re
from pathlib import Path

from rednote_lint.media.file_type import EXTENSIONS, HEAD, sniff
from rednote_lint.media.regular_file import NotOpened, open_regular
from rednote_lint.model import AssetKind, Bilingual, Record
from rednote_lint.posts.source import DISK, Sources
from rednote_lint.syntax.file_syntax import SUFFIXES, FileSyntax

IMAGES = frozenset(
    (
        ".jpg",
        ".jpeg",
        ".jfif",
        ".png",
        ".apng",
        ".webp",
        ".gif",
        ".heic",
        ".heif",
        ".hif",
        ".avif",
        ".bmp",
        ".tif",
        ".tiff",
        ".svg",
        ".livp",
        ".dng",
        ".jxl",
        ".psd",
    )
)
VIDEOS = frozenset(
    (
        ".mp4",
        ".mov",
        ".m4v",
        ".flv",
        ".f4v",
        ".mkv",
        ".rm",
        ".rmvb",
        ".mpg",
        ".mpeg",
        ".ts",
        ".mts",
        ".m2ts",
        ".avi",
        ".webm",
        ".wmv",
        ".3gp",
        ".ogv",
        ".asf",
    )
)
SUBTITLES = SUFFIXES[FileSyntax.SUBTITLES]
MARKDOWN = SUFFIXES[FileSyntax.MARKDOWN]
YAML = SUFFIXES[FileSyntax.YAML]
WORKBOOKS = SUFFIXES[FileSyntax.WORKBOOK]
MANIFESTS = SUFFIXES[FileSyntax.CSV] | SUFFIXES[FileSyntax.JSON_LINES] | WORKBOOKS
SPREADSHEETS = frozenset((".xls", ".xlsb", ".ods", ".numbers", ".et"))
DOCUMENTS = frozenset((".docx", ".doc", ".rtf", ".odt", ".pages", ".wps"))

CERTIFICATE = ".rednote-lint.json"
"""How the name of a certificate ends."""
_CAPTION_STEMS = frozenset(("post", "index", "caption", "content", "body", "note", "正文", "文案", "笔记"))
_TITLE_STEMS = frozenset(("title", "标题"))
_NOT_CAPTIONS = frozenset(
    (
        "readme",
        "changelog",
        "license",
        "licence",
        "contributing",
        "notice",
        "authors",
        "code_of_conduct",
        "security",
        "requirements",
        "robots",
        "cmakelists",
    )
)
_NO_PART = frozenset(("expected.json", "pyproject.toml", "makefile", "thumbs.db", "desktop.ini"))
"""Files of other tools, by their whole names."""
_LEFTOVER = re.compile(r"\.(?:fixed|orig)(?:[.-]\d+)?\.[^.]+$|\.orig$", re.IGNORECASE)
_REPAIRED = re.compile(r"\.fixed(?:[.-]\d+)?\.[^.]+$", re.IGNORECASE)
_CAMERA_NAME = re.compile(r"IMG_E?\d{4}(?:[ _(-]\d+\)?)?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)")


def asset_kind(path: Path) -> AssetKind:
    """Say what a file is used as, by its extension."""
    suffix = path.suffix.lower()
    for suffixes, kind in ((IMAGES, AssetKind.IMAGE), (VIDEOS, AssetKind.VIDEO), (SUBTITLES, AssetKind.SUBTITLE)):
        if suffix in suffixes:
            return kind
    return AssetKind.OTHER


def kind_on_disk(path: Path) -> AssetKind:
    """Say what a file is used as; a text that is called like a transport stream (`.ts`), such as TypeScript, is other.

    What cannot be read counts by its name, so that it is told where it is checked.
    """
    kind = asset_kind(path)
    if path.suffix.lower() not in EXTENSIONS["ts"]:
        return kind
    try:
        with open_regular(path).file as file:
            head = file.read(HEAD)
    except (NotOpened, OSError, ValueError):
        return kind
    # A file without zero bytes is a text to git as well; the tables that a stream begins with have them.
    return AssetKind.OTHER if sniff(head) == "unknown" and b"\0" not in head else kind


def is_drawing(path: Path) -> bool:
    """Tell a vector drawing by its extension: a picture of a post that has it, else mostly an icon."""
    return path.suffix.lower() in EXTENSIONS["svg"]


def is_manifest(path: Path) -> bool:
    """Tell by its extension whether a file holds a post in each row."""
    return path.suffix.lower() in MANIFESTS


def sheet_of(path: Path) -> tuple[Path, str]:
    """Split `calendar.xlsx#Sheet2` into the file and its sheet; a file that is called so counts first."""
    name = path.as_posix()
    table, mark, sheet = name.rpartition("#")
    if not mark or Path(table).suffix.lower() not in WORKBOOKS or path.exists():
        return path, ""
    return Path(table), sheet


def natural_key(path: Path) -> tuple[tuple[tuple[int, int, str], ...], bytes]:
    """Sort key in which `2.jpg` comes before `10.jpg`; case and leading zeros count only where all else is alike."""
    parts = _NUMBER.split(path.name.lower())
    natural = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)
    return natural, os.fsencode(path.name)


def is_leftover(path: Path) -> bool:
    """Tell by its name whether a repair left a file: `1.fixed.jpg`, `1.orig.jpg`; a header may name the first."""
    return bool(_LEFTOVER.search(path.name))


def repaired_stem(path: Path) -> str | None:
    """Return the stem of the original that a repaired copy stands for: `1` for `1.fixed.jpg`; None for other files."""
    match = _REPAIRED.search(path.name)
    return path.name[: match.start()] if match else None


def may_be_live(image: Path) -> bool:
    """Tell whether a picture's name is one that the still of a Live photo has.

    A camera names both halves alike: `IMG_0001.HEIC` and `IMG_0001.MOV`. A JPEG beside a movie may also be its
    cover, so for JPEG the camera's own naming is asked for.
    """
    suffix = image.suffix.lower()
    return suffix in (".heic", ".heif") or (suffix in (".jpg", ".jpeg") and bool(_CAMERA_NAME.fullmatch(image.stem)))


def live_half(image: Path) -> Path | None:
    """Return the movie on disk that is the other half of a Live photo; None for any other picture."""
    if not may_be_live(image):
        return None
    halves = (image.with_suffix(ending) for ending in (".mov", ".MOV", ".Mov"))
    return next((half for half in halves if half.is_file()), None)


NOT_READ = Bilingual(en="nothing says that it belongs to a post", zh="没有写明它属于哪篇笔记")
_HIDDEN = Bilingual(en="hidden", zh="隐藏文件")
_LEFT = Bilingual(en="left by a repair", zh="修复留下的文件")
_ABOUT = Bilingual(en="about the folder, not a post", zh="是文件夹的说明或配置，不是笔记")


def left_out_because(path: Path) -> Bilingual:
    """Say why a file that no post has was left out."""
    if path.name.startswith("."):
        return _HIDDEN
    if _LEFTOVER.search(path.name):
        return _LEFT
    return _ABOUT if is_own(path) or _is_about_the_folder(path) else NOT_READ


class Contents(Record, frozen=True, kw_only=True):
    """What lies in one folder, each list in natural order.

    Left out: hidden files, files that a repair left (`a.fixed.jpg`, `a.orig.jpg`), and those about the folder, such as
    `README.md`, `expected.json` or `rednote-lint.yaml`.
    """

    captions: tuple[Path, ...] = ()
    """Markdown, `post.yaml`, `caption.txt`: the files that words of a post may stand in."""
    title: Path | None = None
    """`title.txt`."""
    media: tuple[Path, ...] = ()
    subtitles: tuple[Path, ...] = ()
    manifests: tuple[Path, ...] = ()
    spreadsheets: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()
    """Files that may hold words or pictures and that nobody reads: `caption.docx`, `notes.txt`."""

    @property
    def names_its_caption(self) -> bool:
        """Whether a file is called what captions are called, and not only Markdown or text that lies here."""
        return self.title is not None or any(path.stem.lower() in _CAPTION_STEMS for path in self.captions)


def look_into(folder: Path, sources: Sources = DISK) -> Contents:
    """List a folder: the files on disk and the texts that `sources` hold in memory.

    Raises:
        OSError: when it cannot be listed.
    """
    held = tuple(sources.inside(folder))
    on_disk = _listed(folder) if not held or folder.is_dir() else {}
    entries = sorted({*on_disk, *held}, key=natural_key)
    shown = [entry for entry in entries if not entry.name.startswith(".") and not is_leftover(entry)]
    media = tuple(entry for entry in shown if kind_on_disk(entry) in (AssetKind.IMAGE, AssetKind.VIDEO))
    seen = set(media)
    others = [entry for entry in shown if entry not in seen]
    folders = tuple(entry for entry in others if on_disk.get(entry))
    inner = set(folders)
    files = [entry for entry in others if entry not in inner and not is_own(entry)]
    captions = _captions(files)
    title = next((entry for entry in files if _is_title(entry)), None)
    subtitles, manifests, spreadsheets = (_having(files, kind) for kind in (SUBTITLES, MANIFESTS, SPREADSHEETS))
    read = {*captions, title, *subtitles, *manifests, *spreadsheets}
    return Contents(
        captions=captions,
        title=title,
        media=media,
        subtitles=subtitles,
        manifests=manifests,
        spreadsheets=spreadsheets,
        folders=folders,
        unread=tuple(entry for entry in files if entry not in read and not _is_about_the_folder(entry)),
    )


def _captions(files: list[Path]) -> tuple[Path, ...]:
    """Choose the caption files: those with a caption's name, else every Markdown file, else every plain text."""
    texts = [entry for entry in files if entry.suffix.lower() in MARKDOWN | YAML | {".txt"} and not _is_title(entry)]
    named = [entry for entry in texts if entry.stem.lower() in _CAPTION_STEMS]
    if named:
        return tuple(named)
    free = [entry for entry in texts if entry.stem.lower() not in _NOT_CAPTIONS]
    markdown = [entry for entry in free if entry.suffix.lower() in MARKDOWN]
    plain = [entry for entry in free if entry.suffix.lower() == ".txt"]
    return tuple(markdown) or tuple(plain)


def _is_about_the_folder(entry: Path) -> bool:
    name, stem = entry.name.lower(), entry.stem.lower()
    return name in _NO_PART or stem in _NOT_CAPTIONS


def is_own(path: Path) -> bool:
    """Tell by its name a file of this program: configuration, a report such as `rednote-lint.csv`, a certificate."""
    return path.stem.lower() == "rednote-lint" or path.name.lower().endswith(CERTIFICATE)


def _is_title(entry: Path) -> bool:
    return entry.suffix.lower() == ".txt" and entry.stem.lower() in _TITLE_STEMS


def _having(files: list[Path], suffixes: frozenset[str]) -> tuple[Path, ...]:
    return tuple(entry for entry in files if entry.suffix.lower() in suffixes)


def _listed(folder: Path) -> dict[Path, bool]:
    """Return what lies in a folder, and whether each is a folder itself: the system tells both at once."""
    with os.scandir(folder) as entries:
        return {folder / entry.name: _is_folder(entry) for entry in entries}


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
