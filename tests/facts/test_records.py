"""Records read what is stored, collect what is new, and do neither without a store."""

from __future__ import annotations

from rednote_lint.facts.records import NO_RECORDS, FileRecords, Found
from rednote_lint.model import Box
from rednote_lint.store import FactRow


class Memory:
    """A store of given rows."""

    def __init__(self, *rows: FactRow) -> None:
        self.rows = {(row.content, row.analyzer): row.answer for row in rows}

    def get(self, content: str, analyzer: str) -> bytes | None:
        return self.rows.get((content, analyzer))


def test_an_answer_is_collected_as_a_row_and_read_again_with_its_type() -> None:
    recorded: list[FactRow] = []
    records = FileRecords(Memory(), lambda: "abc", recorded)
    records.put("box-1", Box(1, 2, 3, 4))
    records.put("none-1", None)
    assert [(row.content, row.analyzer) for row in recorded] == [("abc", "box-1"), ("abc", "none-1")]
    again = FileRecords(Memory(*recorded), lambda: "abc", [])
    assert again.get("box-1", Box) == Found(Box(1, 2, 3, 4))
    assert again.get("none-1", float | None) == Found(None)
    assert again.get("box-2", Box) is None
    assert FileRecords(Memory(*recorded), lambda: "other", []).get("box-1", Box) is None


def test_an_answer_that_cannot_be_read_is_none() -> None:
    for answer in (b"{", b'"text"'):
        stored = Memory(FactRow(content="abc", analyzer="box-1", answer=answer))
        assert FileRecords(stored, lambda: "abc", []).get("box-1", Box) is None


def test_without_a_store_or_a_content_nothing_is_read_hashed_or_collected() -> None:
    def hashed() -> str:
        raise AssertionError("the file was read")

    recorded: list[FactRow] = []
    records = FileRecords(None, hashed, recorded)
    records.put("box-1", 1)
    assert records.get("box-1", int) is None and recorded == []
    unreadable = FileRecords(Memory(), lambda: None, recorded)
    unreadable.put("box-1", 1)
    assert unreadable.get("box-1", int) is None and recorded == []
    assert NO_RECORDS.get("box-1", int) is None
