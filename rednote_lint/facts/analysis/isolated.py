"""Isolates analyzer failures: one analyzer that fails costs its own result, the others go on."""

from __future__ import annotations

from typing import Any

from rednote_lint.errors import named
from rednote_lint.facts.video.frames import Analyzer, Frame
from rednote_lint.model import Bilingual

_SOUGHT = {
    "lines": Bilingual(en="text", zh="文字"),
    "mark-lines": Bilingual(en="watermarks", zh="水印"),
    "background": Bilingual(en="end cards", zh="片尾"),
    "corners": Bilingual(en="signs of AI tools", zh="AI 工具标识"),
    "static-edges": Bilingual(en="logos that change their place", zh="会换位置的标志"),
    "codes": Bilingual(en="QR codes and barcodes", zh="二维码和条形码"),
    "quality": Bilingual(en="picture quality", zh="画质"),
}


class IsolatedAnalyzer:
    """Passes frames on to an analyzer until it fails.

    Args:
        name: name of its spec.
        analyzer: the analyzer.

    Attributes:
        failures: why it failed, in both languages; empty while all is well.
    """

    def __init__(self, name: str, analyzer: Analyzer[Any]) -> None:
        self.failures: tuple[Bilingual, ...] = ()
        self._name = name
        self._analyzer = analyzer

    def process(self, frame: Frame) -> None:
        """Pass on the next frame."""
        if not self.failures:
            try:
                self._analyzer.process(frame)
            except Exception as error:  # What one analyzer cannot cope with, the others still process.
                self._fail(error)

    def repeat(self, time: float) -> None:
        """Pass on that the picture has not changed."""
        if not self.failures:
            try:
                self._analyzer.repeat(time)
            except Exception as error:  # See above.
                self._fail(error)

    def finish(self) -> Any:
        """Return the result; None when it failed."""
        if not self.failures:
            try:
                return self._analyzer.finish()
            except Exception as error:  # See above.
                self._fail(error)
        return None

    def _fail(self, error: Exception) -> None:
        sought = _SOUGHT.get(self._name, Bilingual(en=self._name, zh=self._name))
        said = named(error)
        self.failures = (
            Bilingual(en=f"{sought.en} could not be looked for ({said})", zh=f"未能检查{sought.zh}（{said}）"),
        )
