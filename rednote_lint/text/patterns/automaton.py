"""Builds the position automaton (Glushkov) of a pattern, with the number of ways from each position to the next."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from rednote_lint.model import Bilingual
from rednote_lint.text.patterns.tree import Anchor, Chars, Choice, Look, Node, PatternError, Repeat, Sequence

EXPANDED = 64
"""A repeat of at most so many rounds is written out round by round; a longer one counts as endless."""
_MOST_ROUNDS = 1000
_MOST_WAYS = 10**9
"""More than any budget allows, however few steps each takes."""
_MOST_WORK = 30_000
"""Parts and links that the automaton of one pattern may take to build."""


class Fragment(NamedTuple):
    """A part of the automaton that may still be joined with others."""

    first: Counter[int]
    """Positions it may begin with -> in how many ways."""
    last: Counter[int]
    empty: int
    """In how many ways it matches nothing."""


_NOTHING = Fragment(Counter(), Counter(), 1)


_TOO_LARGE = (
    Bilingual(en="could hang: it is too large when its repeats are written out", zh="可能卡死：展开重复后过大"),
    Bilingual(en="write smaller counts", zh="把次数写小一些"),
)
_MANY_ROUNDS = Bilingual(
    en="could hang: it repeats something up to {rounds} times", zh="可能卡死：某处最多重复 {rounds} 次"
)
_FEWER_ROUNDS = Bilingual(
    en=f"write a count of at most {_MOST_ROUNDS}; captions have about as many characters",
    zh=f"次数最多写 {_MOST_ROUNDS}；正文大约也只有这么多字",
)


class Automaton:
    """Positions of a pattern: each reads one character of its set.

    Attributes:
        sets: what each position reads.
        follow: for each position the positions that may come next, and in how many ways without reading anything.
        loops: for each position the number of the endless repeat it lies in, the outermost one; None outside.
        start: positions that may come first.
        end: for each last position, in how many ways the pattern may end there.
        behind: what the pattern looks back for; these read other characters than the positions do.
    """

    def __init__(self, node: Node) -> None:
        self.sets: list[Chars] = []
        self.follow: list[Counter[int]] = []
        self.loops: list[int | None] = []
        self.behind: list[Node] = []
        self._loop: int | None = None
        self._next_loop = 0
        self._work = 0
        whole = self._build(node)
        self.start = whole.first
        self.end = whole.last

    def _build(self, node: Node) -> Fragment:
        self._spend(1)
        match node:
            case Chars():
                return self._position(node)
            case Anchor():
                return _NOTHING
            case Sequence():
                joined = _NOTHING
                for part in node.parts:
                    joined = self._joined(joined, self._build(part))
                return joined
            case Choice():
                branches = [self._build(branch) for branch in node.branches]
                first: Counter[int] = Counter()
                last: Counter[int] = Counter()
                for branch in branches:
                    first.update(branch.first)
                    last.update(branch.last)
                return Fragment(first, last, sum(branch.empty for branch in branches))
            case Repeat():
                return self._repeated(node)
            case Look():
                return self._looking(node)

    def _position(self, chars: Chars) -> Fragment:
        number = len(self.sets)
        self.sets.append(chars)
        self.follow.append(Counter())
        self.loops.append(self._loop)
        return Fragment(Counter({number: 1}), Counter({number: 1}), 0)

    def _joined(self, left: Fragment, right: Fragment) -> Fragment:
        self._link(left.last, right.first, 1)
        self._spend(len(left.first) + len(right.first) + len(left.last) + len(right.last))
        first = left.first + _times(right.first, left.empty) if left.empty else left.first
        last = right.last + _times(left.last, right.empty) if right.empty else right.last
        return Fragment(first, last, left.empty * right.empty)

    def _link(self, left: Counter[int], right: Counter[int], ways: int) -> None:
        self._spend(len(left) * len(right))
        for position, before in left.items():
            following = self.follow[position]
            for other, after in right.items():
                following[other] += before * after * ways

    def _spend(self, work: int) -> None:
        self._work += work
        if self._work > _MOST_WORK:
            raise PatternError(*_TOO_LARGE)

    def _repeated(self, node: Repeat) -> Fragment:
        rounds = node.low if node.high is None else node.high
        if rounds > _MOST_ROUNDS:
            raise PatternError(_MANY_ROUNDS.filled({"rounds": str(rounds)}), _FEWER_ROUNDS)
        if node.high is None or node.high > EXPANDED:
            return self._endless(node)
        optional = _NOTHING
        written = [self._build(node.body) for _ in range(node.high)]
        for part in reversed(written[node.low :]):
            optional = self._joined(part, optional)
            optional = optional._replace(empty=optional.empty + 1)
        for part in reversed(written[: node.low]):
            optional = self._joined(part, optional)
        return optional

    def _endless(self, node: Repeat) -> Fragment:
        outer = self._loop
        if outer is None:
            self._loop = self._next_loop
            self._next_loop += 1
        body = self._build(node.body)
        self._loop = outer
        rounds = 1
        for _ in range(node.low or 1):  # Rounds that read nothing are run until there are enough of them.
            rounds = min(1 + rounds * body.empty, _MOST_WAYS)
        self._link(body.last, body.first, rounds)
        first = _times(body.first, rounds if node.low else 1)
        return Fragment(first, body.last, rounds - 1 if node.low else rounds)

    def _looking(self, node: Look) -> Fragment:
        """Enter what is looked for ahead without ever leaving it; set aside what is looked for behind."""
        if node.behind:
            self.behind.append(node.body)
            return _NOTHING
        outer, self._loop = self._loop, None
        body = self._build(node.body)
        self._loop = outer
        return Fragment(body.first, Counter(), 1)


def _times(ways: Counter[int], factor: int) -> Counter[int]:
    return Counter({position: count * factor for position, count in ways.items()}) if factor else Counter()
