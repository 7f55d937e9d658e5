"""`--statistics`: how often each rule spoke, and what rules, kinds of rules and analyzers cost, on stderr."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from rednote_lint.model import Bilingual, PostDisplay, Report, Summary
from rednote_lint.report.base import RunInfo

_FINDINGS = Bilingual(en="Findings per rule", zh="每条规则的问题数")
_TIMES = Bilingual(
    en="Milliseconds per rule and analyzer (rules that share one search are counted together)",
    zh="每条规则和每项分析的毫秒数（共用一次搜索的规则合计）",
)
_LEAST = 0.00005
"""Seconds; less is written as 0.0 milliseconds."""
_OTHERS = Bilingual(en="all others ({n}), less than 0.05 each", zh="其余 {n} 项，每项不到 0.05")
_SHARED = {
    "words": Bilingual(en="all rules on words", zh="全部词语规则"),
    "pattern": Bilingual(en="all rules on patterns", zh="全部模式规则"),
    "combo": Bilingual(en="all rules on combinations", zh="全部组合规则"),
    "analysis": Bilingual(en="decoding and first pass over pixels", zh="解码和首次画面分析"),
}
"""What is told besides its name."""


class StatisticsReporter:
    """Counts while the others report."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`, which is not the one that the report goes to."""
        self._stream = stream
        self._findings: Counter[str] = Counter()
        self._seconds: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._language = "en"

    def begin(self, run: RunInfo) -> None:
        """Note what rules are called."""
        self._names = {rule.code: f"{rule.code} {rule.pack}/{rule.name}" for rule in run.rules}

    def post(self, report: Report, display: PostDisplay) -> None:
        """Count one post."""
        self._language = display.language
        self._findings.update(f"{finding.code} {finding.pack}/{finding.name}" for finding in report.findings)
        self._seconds.update(report.timings)

    def end(self, summary: Summary) -> None:
        """Write findings per rule, most frequent first, then milliseconds, dearest first."""
        if self._findings:
            self._stream.write(f"{_FINDINGS.pick(self._language)}\n")
        for name, count in self._findings.most_common():
            self._stream.write(f"{count:>8}  {name}\n")
        if self._seconds:
            self._stream.write(f"{_TIMES.pick(self._language)}\n")
        dear = [(name, seconds) for name, seconds in self._seconds.most_common() if seconds >= _LEAST]
        for name, seconds in dear:
            self._stream.write(f"{1000 * seconds:>8.1f}  {self._named(name)}\n")
        others = len(self._seconds) - len(dear)
        if others:
            left = 1000 * (self._seconds.total() - sum(seconds for _, seconds in dear))
            self._stream.write(f"{left:>8.1f}  {_OTHERS.filled({'n': str(others)}).pick(self._language)}\n")

    def _named(self, name: str) -> str:
        said = _SHARED.get(name)
        return f"{name}: {said.pick(self._language)}" if said is not None else self._names.get(name, name)
