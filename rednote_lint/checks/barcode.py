"""`check: barcode`: QR and barcodes in images and frames, by what they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rednote_lint.checks.base import Params, Yield, params_of
from rednote_lint.facts import Facts, Need, Unreadable, visible_assets
from rednote_lint.facts.analysis.codes import CodeSeen
from rednote_lint.facts.analysis.payload import Payload
from rednote_lint.model import Asset, AssetKind, Bilingual, Hit, InvalidValue, Location, Rule, Scope, Skipped, Veto
from rednote_lint.text.patterns.pattern import Pattern

MISSING = Bilingual(
    en="QR codes and barcodes were not checked: zxing-cpp is not installed (pip install zxing-cpp)",
    zh="未检查二维码和条形码：没有安装 zxing-cpp",
)
_SHOWN = 80


class BarcodeParams(Params, frozen=True, kw_only=True):
    """The keys of a rule on codes."""

    payload: tuple[Payload, ...]
    """What the code leads to: one of these."""
    formats: tuple[str, ...] = ()
    """Only these kinds of code, as zxing-cpp names them (`QRCode`, `Aztec`, `EAN13`); empty: all."""
    pattern: Pattern | None = None
    """Found in the content, case aside; absent: any content."""
    unless: tuple[Pattern, ...] = ()
    """Patterns in the content that let the code pass."""
    on: tuple[Scope, ...] = (Scope.IMAGE, Scope.FRAME)

    def __post_init__(self) -> None:
        """Refuse a rule that names no payload."""
        if not self.payload:
            raise InvalidValue(Bilingual(en="`payload` names nothing", zh="`payload` 为空"))

    def fits(self, code: CodeSeen) -> bool:
        """Tell whether the code is what the rule describes."""
        return (
            code.payload in self.payload
            and (not self.formats or code.symbology in self.formats)
            and (self.pattern is None or self.pattern.caseless.search(code.text) is not None)
        )


class BarcodeChecker:
    """Asks all rules on codes of every image and video."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = [(rule, params_of(rule, BarcodeParams)) for rule in rules]
        self.codes = tuple(rule.code for rule in rules)

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield a hit for each code and stretch of time, and say where codes could not be detected."""
        for asset in visible_assets(facts.post):
            analysis = facts.analysis(asset)
            if isinstance(analysis, Unreadable):
                continue  # the facts say so once, for every rule
            if analysis.codes is None:
                yield Skipped(what=asset.path, reason=MISSING, where=Location(path=asset.path))
                continue
            scope = Scope.IMAGE if asset.kind is AssetKind.IMAGE else Scope.FRAME
            for rule, params in self._rules:
                for code in analysis.codes:
                    yield from _judge(rule, params, asset, code, scope)


def _judge(rule: Rule, params: BarcodeParams, asset: Asset, code: CodeSeen, scope: Scope) -> Iterator[Yield]:
    if scope not in params.on or not params.fits(code):
        return
    where = Location(path=asset.path, time=code.time, box=code.box, frame=code.size)
    shown = " ".join(code.text.split())
    evidence = (shown[:_SHOWN] + "…" if len(shown) > _SHOWN else shown) or code.symbology
    exception = next((pattern for pattern in params.unless if pattern.caseless.search(code.text)), None)
    if exception is not None:
        reason = Bilingual(en=f"allowed by `{exception}`", zh=f"`{exception}` 允许")
        yield Veto(code=rule.code, where=where, evidence=evidence, reason=reason)
        return
    values = {"format": code.symbology, "content": evidence, "payload": code.payload.value}
    yield Hit(code=rule.code, where=where, evidence=evidence, values=values, scope=scope)


class BarcodeKind:
    """Rules on codes in pixels."""

    name: ClassVar[str] = "barcode"
    params: ClassVar[type[Params]] = BarcodeParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Codes are read from the same frames as everything else."""
        return frozenset({Need.CODES})

    def compile(self, rules: Sequence[Rule]) -> Sequence[BarcodeChecker]:
        """Make one checker for all rules."""
        return (BarcodeChecker(tuple(rules)),)


KIND = BarcodeKind()
