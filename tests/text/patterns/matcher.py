"""A backtracking matcher that reads the syntax tree as `re` does and counts the characters it reads."""

from __future__ import annotations

from collections.abc import Callable

from rednote_lint.text.patterns.letters import has
from rednote_lint.text.patterns.tree import Anchor, Chars, Choice, Look, Node, Repeat, Sequence

Then = Callable[[int], bool]


class TooManySteps(Exception):
    pass


class Matcher:
    """Tries a pattern at places of a text; `steps` counts the characters read and the ends tried."""

    def __init__(self, text: str, most: int) -> None:
        self.text = text
        self.most = most
        self.steps = 0

    def search_fails(self, node: Node) -> int:
        """Return the steps of a search that never succeeds, which is the slowest one."""
        for start in range(len(self.text) + 1):
            self.match(node, start, self.refuse)
        return self.steps

    def refuse(self, at: int) -> bool:
        self.count()
        return False

    def count(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise TooManySteps

    def match(self, node: Node, at: int, then: Then) -> bool:
        match node:
            case Chars():
                if at >= len(self.text) or not has(node, ord(self.text[at])):
                    return False
                self.count()
                return then(at + 1)
            case Anchor():
                return then(at)
            case Sequence():
                return self.sequence(node.parts, at, then)
            case Choice():
                return any(self.match(branch, at, then) for branch in node.branches)
            case Look():
                return (node.behind or self.match(node.body, at, lambda end: True)) and then(at)
            case Repeat():
                return self.repeat(node, at, 0, then)

    def sequence(self, parts: tuple[Node, ...], at: int, then: Then) -> bool:
        if not parts:
            return then(at)
        return self.match(parts[0], at, lambda end: self.sequence(parts[1:], end, then))

    def repeat(self, node: Repeat, at: int, done: int, then: Then) -> bool:
        def again(end: int) -> bool:
            return (end > at or done < node.low) and self.repeat(node, end, done + 1, then)

        if (node.high is None or done < node.high) and self.match(node.body, at, again):
            return True
        return done >= node.low and then(at)
