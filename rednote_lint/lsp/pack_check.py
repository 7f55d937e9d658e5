"""Checks a rule pack from the texts that the editor holds: that it loads, and that its rules pass their own tests."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from rednote_lint.errors import UserError
from rednote_lint.lsp.documents import Document
from rednote_lint.lsp.paths import key_of
from rednote_lint.model import Bilingual, Record, RulePack, Severity
from rednote_lint.packs.cache import cached_pack
from rednote_lint.packs.loader import load_pack
from rednote_lint.packs.locate import PACK_FILE, pack_files, shipped_packs
from rednote_lint.packs.reading import read_packs
from rednote_lint.rule_tests.runner import run_tests
from rednote_lint.run.settings import Settings

_PLACE = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?", re.DOTALL)


class PackComplaint(Record, frozen=True, kw_only=True):
    """What is wrong with a pack or a configuration, and where: 1-based line and column of one of its files."""

    path: str
    line: int = 1
    column: int = 1
    message: Bilingual
    remedy: Bilingual = Bilingual(en="", zh="")
    severity: Severity = Severity.ERROR
    code: str = ""

    @classmethod
    def of_error(cls, error: UserError, path: Path, moved: tuple[str, str] = ("", "")) -> PackComplaint:
        """Make the complaint that an error is.

        Args:
            error: as it was raised.
            path: the file that it is about when it names none.
            moved: a folder that the error may speak of, and the one that stands for it.
        """
        (message_en, remedy_en), (message_zh, remedy_zh) = error.told("en"), error.told("zh")
        place = _PLACE.fullmatch(error.place.replace(*moved) if moved[0] else error.place)
        named = place["path"] if place else ""
        return cls(
            path=named or str(path),
            line=int(place["line"] or 1) if place else 1,
            column=int(place["column"] or 1) if place else 1,
            message=Bilingual(en=message_en.replace(*moved), zh=message_zh.replace(*moved))
            if moved[0]
            else Bilingual(en=message_en, zh=message_zh),
            remedy=Bilingual(en=remedy_en, zh=remedy_zh),
        )


def pack_complaints(
    document: Document, texts: Mapping[str, str], settings: Settings, *, with_tests: bool
) -> tuple[PackComplaint, ...]:
    """Say what is wrong with the pack that a document is a file of.

    The pack is copied with the texts of the editor in place of its files, because packs are read from folders.

    Args:
        document: one of its files.
        texts: what the editor holds, by path.
        settings: where compiled packs are kept.
        with_tests: whether the tests of its rules run as well.
    """
    folder = document.path.parent
    held = {key_of(path): text for path, text in texts.items()}
    with tempfile.TemporaryDirectory(prefix="rednote-lint-") as made:
        copy = Path(made).resolve() / folder.name
        copy.mkdir()
        moved = (str(copy), str(folder))
        try:
            for path in pack_files(folder):
                place = copy / path.relative_to(folder)
                place.parent.mkdir(exist_ok=True)
                text = held.get(key_of(path))
                if text is None:
                    shutil.copyfile(path, place, follow_symlinks=False)
                else:
                    place.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
            return tuple(_complaints(copy, folder, settings, moved, with_tests=with_tests))
        except UserError as error:
            return (PackComplaint.of_error(error, folder / PACK_FILE, moved),)


def _complaints(
    copy: Path, folder: Path, settings: Settings, moved: tuple[str, str], *, with_tests: bool
) -> Iterator[PackComplaint]:
    pack = load_pack(copy)
    if not with_tests:
        return
    shipped = folder.resolve() in {place.resolve() for place in shipped_packs()}

    def read(place: Path) -> RulePack:
        return pack if place == copy else cached_pack(place, settings.compiled)

    others, errors = read_packs(() if shipped else (copy,), read)
    for error in errors:
        yield PackComplaint.of_error(error, folder / PACK_FILE, moved)
    rules = [rule for other in others for rule in other.rules]
    for complaint in run_tests(pack.rules, dt.date.today(), rules).complaints:
        place = _PLACE.fullmatch(complaint.place.partition("/")[2])
        yield PackComplaint(
            path=str(folder / (place["path"] if place else PACK_FILE)),
            line=int(place["line"] or 1) if place else 1,
            message=complaint.message,
            severity=complaint.severity,
            code=complaint.code,
        )
