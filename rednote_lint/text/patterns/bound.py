"""Proves an upper bound of the steps that backtracking takes for a pattern, or says why there is none.

The steps of a search are the paths through the pattern's automaton that read the text from any place. They are counted
on the automaton's loops, the endless repeats: a loop around which one text has two ways takes exponential time (EDA);
two loops one after the other multiply where one text leads around both and from the first to the second (IDA; Weber and
Seidl 1991, Weideman et al. 2016). The search itself, which begins at every character, is the first loop.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from graphlib import TopologicalSorter
from operator import or_
from typing import NamedTuple

from rednote_lint.model import Bilingual
from rednote_lint.text.patterns.automaton import EXPANDED, Automaton
from rednote_lint.text.patterns.letters import masks
from rednote_lint.text.patterns.tree import Anchor, Chars, Choice, Look, Node, PatternError, Repeat
from rednote_lint.text.patterns.tree import Sequence as Parts

LENGTH = 4000
"""Characters of the text for which the bound is told: four times the longest caption."""
BUDGET = 100_000_000
"""Steps that endless repeats may take in such a text."""
_BUDGET_OF_PLACE = 300_000
"""Steps from one place that counted repeats may take. Their bound adds up what no single text combines: texts that take
a tenth of it are hard to find."""
_BEHIND = 256
"""Steps that one look back may take."""
_MOST_TESTS = 300_000

Cost = Mapping[int, int]
"""Loop in which steps are taken (`_OUTSIDE`: in none) -> how many."""
_OUTSIDE = -1


def is_short(node: Node) -> bool:
    """Say whether a pattern takes few steps whatever its sets are: it has no endless repeat, and few ways to match."""
    outside, _ = _without_loops(node)
    return outside is not None and outside <= _BUDGET_OF_PLACE


class Steps(NamedTuple):
    """An upper bound of the steps of a search."""

    of_place: int
    """From each place, outside of endless repeats."""
    in_loops: int
    """From all places together, in endless repeats."""
    length: int
    """Characters of the text."""

    @property
    def total(self) -> int:
        """All steps."""
        return self.of_place * self.length + self.in_loops


def steps(node: Node, length: int = LENGTH) -> Steps:
    """Return an upper bound of the steps that a search takes in a text of so many characters.

    Raises:
        PatternError: no bound can be proven.
    """
    return _Analysis(Automaton(node), length).search()


_FEWER_REPEATS = Bilingual(
    en="write {0,6} instead of * and {1,6} instead of +, and fewer of them in a row for the same characters",
    zh="用 {0,6} 代替 *，用 {1,6} 代替 +，同类字符的重复不要连写太多",
)
_LONG_LOOK_BACK = (
    Bilingual(en="could hang: what it looks back for is too large", zh="可能卡死：向后查看的内容过大"),
    Bilingual(en="write a shorter (?<=…)", zh="把 (?<=…) 写短一些"),
)
_AMBIGUOUS = (
    Bilingual(
        en="could hang: a repeat lies inside a repeat, or repeated alternatives can begin alike, so that one text can "
        "be read in ever more ways",
        zh="可能卡死：重复中套着重复，或重复的多个选项开头相同，同一段文字的读法会越来越多",
    ),
    Bilingual(
        en="end every round of the outer repeat with a character that the inner one cannot read, or write {0,6} "
        "instead of *",
        zh="让外层重复的每一轮以内层读不到的字符结尾，或用 {0,6} 代替 *",
    ),
)
_NO_PROOF = (
    Bilingual(en="could hang: it is too large for a proof that it does not", zh="可能卡死：过大，无法证明不会卡死"),
    Bilingual(en="write smaller repeats", zh="把重复写小一些"),
)


def refuse_slow(node: Node) -> None:
    """Refuse a pattern for which a caption could take too many steps.

    Raises:
        PatternError: says why, and what to write instead.
    """
    if is_short(node):
        return
    bound = steps(node)
    if bound.of_place > _BUDGET_OF_PLACE or bound.in_loops > BUDGET:
        raise PatternError(
            Bilingual(
                en=f"could hang: a text of {LENGTH} characters could take {bound.total:.0e} steps",
                zh=f"可能卡死：{LENGTH} 个字的文字可能要 {bound.total:.0e} 步",
            ),
            _FEWER_REPEATS,
        )


def _without_loops(node: Node) -> tuple[int | None, int]:
    """Return an upper bound of the steps from one place, None where a repeat is endless, and of the ways to match."""
    match node:
        case Chars():
            return 1, 1
        case Anchor():
            return 0, 1
        case Look():
            return _without_loops(node.body)[0], 1
        case Parts():
            return _in_a_row(_without_loops(part) for part in node.parts)
        case Choice():
            costs = [_without_loops(branch) for branch in node.branches]
            return _sum(cost for cost, _ in costs), sum(ways for _, ways in costs)
        case Repeat():
            if node.high is None or node.high > EXPANDED:
                return None, 1
            body = _without_loops(node.body)
            ends = [_in_a_row([body] * rounds)[1] for rounds in range(node.low, node.high + 1)]
            return _in_a_row([body] * node.high)[0], sum(ends)


def _in_a_row(parts: Iterable[tuple[int | None, int]]) -> tuple[int | None, int]:
    total, ways = 0, 1
    for cost, more in parts:
        if cost is None:
            return None, 1
        total += ways * cost + ways
        ways = min(ways * more, _BUDGET_OF_PLACE + 1)
    return total, ways


def _sum(costs: Iterable[int | None]) -> int | None:
    total = 0
    for cost in costs:
        if cost is None:
            return None
        total += cost
    return total


class _Analysis:
    """The automaton with its loops and the overlaps of its sets."""

    def __init__(self, automaton: Automaton, length: int) -> None:
        self._length = length
        of_set = masks(automaton.sets)
        self._automaton = automaton
        self._follow = automaton.follow
        self._masks = [of_set[chars] for chars in automaton.sets]
        self._bits = {mask: tuple(_bits(mask)) for mask in of_set.values()}
        self._members: dict[int, list[int]] = {}
        for position, loop in enumerate(automaton.loops):
            if loop is not None:
                self._members.setdefault(loop, []).append(position)
        self._tests = 0

    def search(self) -> Steps:
        """Bound a search that begins at every character."""
        cost = Counter(self._from_start())
        of_place = cost.pop(_OUTSIDE)
        in_loops = sum(count * (self._length if self._restarts(loop) else 1) for loop, count in cost.items())
        return Steps(of_place, in_loops, self._length)

    def match(self) -> int:
        """Bound a match at one place."""
        return sum(self._from_start().values())

    def _from_start(self) -> Cost:
        for body in self._automaton.behind:
            if _Analysis(Automaton(body), self._length).match() > _BEHIND:
                raise PatternError(*_LONG_LOOK_BACK)
        for members in self._members.values():
            if self._is_ambiguous(set(members)):
                raise PatternError(*_AMBIGUOUS)
        return self._after(self._automaton.start, 0, self._costs())

    def _costs(self) -> dict[int, Cost]:
        """Bound the steps from each position on, last positions first."""
        costs: dict[int, Cost] = {}
        for group in self._groups():
            loop = self._automaton.loops[group[0]]
            if loop is None:
                (position,) = group
                costs[position] = self._after(self._follow[position], self._automaton.end[position], costs)
            else:
                costs |= dict.fromkeys(group, self._around(loop, costs))
        return costs

    def _around(self, loop: int, costs: Mapping[int, Cost]) -> Cost:
        """Bound the steps in a loop and from it on, for one way into it.

        What leaves the loop by a character with which it could also go on may leave it again and again; what leaves it
        by another one leaves once.
        """
        inside = set(self._members[loop])
        width = self._width(inside)
        again: Counter[int] = Counter()
        once: Counter[int] = Counter()
        for position in inside:
            staying = 0
            for other in self._follow[position]:
                staying |= self._masks[other] if other in inside else 0
            exits = {p: ways for p, ways in self._follow[position].items() if p not in inside}
            endings = self._automaton.end[position]
            again |= Counter(self._after(exits, endings, costs, among=staying if width == 1 else ~0))
            once |= Counter(self._after(exits, endings, costs, among=~staying if width == 1 else 0))
        total = Counter({loop: width * self._length * (1 + again.pop(_OUTSIDE, 0)), _OUTSIDE: once.pop(_OUTSIDE, 0)})
        for later, count in again.items():
            shared = self._share_a_text(self._members[loop], self._members[later])
            total[later] += width * count * (self._length if shared else 1)
        return total + once

    def _after(self, following: Mapping[int, int], endings: int, costs: Mapping[int, Cost], *, among: int = ~0) -> Cost:
        """Add up the steps after a position for the characters that cost most; ways that read nothing count too."""
        idle = max(endings - 1, 0) + sum(following.values()) - len(following)
        total = self._dearest(following, costs, among)
        total[_OUTSIDE] = total.get(_OUTSIDE, 0) + 1 + idle
        return total

    def _dearest(self, following: Mapping[int, int], costs: Mapping[int, Cost], among: int) -> dict[int, int]:
        """Add up the steps of positions by the characters that they read; return those of the dearest, by loop."""
        if len(following) == 1:
            ((position, ways),) = following.items()
            return {
                loop: ways * count if self._masks[position] & among else 0 for loop, count in costs[position].items()
            }
        by_loop: dict[int, dict[int, int]] = {}
        for position, ways in following.items():
            bits = [bit for bit in self._bits[self._masks[position]] if bit & among]
            for loop, count in costs[position].items():
                by_letter = by_loop.setdefault(loop, {})
                for bit in bits:
                    by_letter[bit] = by_letter.get(bit, 0) + ways * count
        return {loop: max(counts.values(), default=0) for loop, counts in by_loop.items()}

    def _width(self, loop: set[int]) -> int:
        """Return at how many positions of an unambiguous loop one text can be at once."""
        following = [[self._masks[other] for other in self._follow[p] if other in loop] for p in loop]
        if all(sum(some) == reduce(or_, some, 0) for some in following):
            return 1
        return max(Counter(bit for p in loop for bit in self._bits[self._masks[p]]).values())

    def _groups(self) -> Iterator[Sequence[int]]:
        """Yield positions outside of loops alone and those of a loop together, each after all that may follow it."""
        key = [-1 - p if loop is None else loop for p, loop in enumerate(self._automaton.loops)]
        graph: dict[int, set[int]] = {one: set() for one in key}
        for position, following in enumerate(self._follow):
            graph[key[position]] |= {key[other] for other in following} - {key[position]}
        for one in TopologicalSorter(graph).static_order():
            yield [-1 - one] if one < 0 else self._members[one]

    def _is_ambiguous(self, loop: set[int]) -> bool:
        """Say whether a text leads from a position of a loop back to it in two ways."""
        if any(ways > 1 for position in loop for other, ways in self._follow[position].items() if other in loop):
            return True
        before: dict[tuple[int, int], list[tuple[int, int]]] = {}
        todo = [(position, position) for position in loop]
        seen = set(todo)
        while todo:
            pair = todo.pop()
            for after in self._pairs(pair, loop):
                before.setdefault(after, []).append(pair)
                if after not in seen:
                    seen.add(after)
                    todo.append(after)
        todo = [pair for pair in seen if pair[0] == pair[1]]
        back = set(todo)
        while todo:
            for pair in before.get(todo.pop(), ()):
                if pair[0] != pair[1]:
                    return True
                if pair not in back:
                    back.add(pair)
                    todo.append(pair)
        return False

    def _pairs(self, pair: tuple[int, int], loop: set[int]) -> Iterator[tuple[int, int]]:
        one, other = pair
        for left in self._follow[one]:
            for right in self._follow[other] if left in loop else ():
                self._count()
                if right in loop and self._masks[left] & self._masks[right]:
                    yield (left, right)

    def _restarts(self, loop: int) -> bool:
        """Say whether a text leads around a loop, and from the start of the pattern to the same place in it."""
        later = set(self._members[loop])
        return any(self._leads_over(None, q, set(), later) for q in later)

    def _share_a_text(self, loop: Sequence[int], later: Sequence[int]) -> bool:
        """Say whether a text leads around both loops and from the first to the second."""
        return any(self._leads_over(p, q, set(loop), set(later)) for p in loop for q in later)

    def _leads_over(self, p: int | None, q: int, loop: set[int], later: set[int]) -> bool:
        """Say whether a text leads from p to p, from p to q and from q to q; p is None for the search itself."""
        todo = [(p, p, q)]
        seen = set(todo)
        while todo:
            one, two, three = todo.pop()
            for z in self._follow[three]:
                for x, shared in self._next_in(one, loop, self._masks[z] if z in later else 0):
                    for y in self._automaton.start if two is None else self._follow[two]:
                        self._count()
                        after = (x, y, z)
                        if shared & self._masks[y] and after not in seen:
                            if after == (p, q, q):
                                return True
                            seen.add(after)
                            todo.append(after)
        return False

    def _next_in(self, one: int | None, loop: set[int], mask: int) -> Iterator[tuple[int | None, int]]:
        """Yield where a loop goes on by characters of a mask, with those characters; the search goes on by any."""
        if one is None:
            yield None, mask
            return
        for x in self._follow[one]:
            if x in loop and self._masks[x] & mask:
                yield x, self._masks[x] & mask

    def _count(self) -> None:
        self._tests += 1
        if self._tests > _MOST_TESTS:
            raise PatternError(*_NO_PROOF)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield mask & -mask
        mask &= mask - 1
