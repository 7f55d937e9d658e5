"""Loads libraries and models that media are analyzed with, before the first medium is opened."""

from __future__ import annotations

from contextlib import suppress

from rednote_lint.facts.base import Need
from rednote_lint.facts.options import Options
from rednote_lint.facts.threads import limit_threads

_PIXELS = frozenset({Need.OCR, Need.MARKS, Need.CODES, Need.QUALITY, Need.LOOK})


def load(needs: frozenset[Need], options: Options) -> None:
    """Load what these needs ask for; a library that is missing is told of the medium that lacks it."""
    with suppress(ImportError, OSError):
        import av  # noqa: F401
        from PIL import Image  # noqa: F401

        if needs & _PIXELS:
            import rednote_lint.facts.analysis.analyze
            import rednote_lint.facts.analysis.pictures
            import rednote_lint.facts.video.decoding  # noqa: F401

            limit_threads()
            _load_models(needs, options)


def _load_models(needs: frozenset[Need], options: Options) -> None:
    from rednote_lint.facts.analysis.ocr import ENGINE, models

    if options.ocr and needs & {Need.OCR, Need.MARKS} and models() is not None:
        ENGINE.reader()
