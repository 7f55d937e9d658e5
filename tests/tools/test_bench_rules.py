"""The table of the rules' figures keeps what was measured on published posts where they are not at hand."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
HEAD = "| rule | bad caught | good left alone | published posts | share | budget | others' texts | of them harmless |"


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_rules", ROOT / "tools" / "bench_rules.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(*rows: str, sums: str = "") -> str:
    return "\n".join([HEAD, f"|{'---|' * 8}", *rows, "", f"{sums}- 4 texts of people", "  - en *: 1 of 2", ""])


def test_figures_on_published_posts_stay_where_there_are_none() -> None:
    sums = "- 275 published posts\n  - with error or worse: 0 (0.00 %)\n"
    before = table(
        "| AD101 a/one | 3/3 | 2/2 | 2 | 0.73% | 0.80% | 1 | 0 |",
        "| AD102 a/gone | 3/3 | 2/2 | 1 | 0.36% | 0.40% | 1 | 0 |",
        sums=sums,
    )
    measured = table(
        "| AD101 a/one | 4/4 | 5/5 | – | – | 0.40% | 7 | 1 |",
        "| AD103 a/new | 1/1 | 1/1 | – | – | 0.40% | 0 | 0 |",
    )
    assert tool().with_published_of(before, measured) == table(
        "| AD101 a/one | 4/4 | 5/5 | 2 | 0.73% | 0.40% over | 7 | 1 |",
        "| AD103 a/new | 1/1 | 1/1 | – | – | 0.40% | 0 | 0 |",
        sums=sums,
    )


def test_the_document_itself_is_kept_whole() -> None:
    module = tool()
    _, _, before = (ROOT / "docs/rule-figures.md").read_text(encoding="utf-8").partition(module.BELOW)
    dashed = re.sub(r"\| \d+ \| [\d.]+% \| ([\d.]+%)(?: over)? \|", r"| – | – | \1 |", before)
    measured = module.PUBLISHED_SUMS.sub("", dashed)
    assert measured.count("| – | – |") > 100 and "published posts\n" not in measured
    assert module.with_published_of(before, measured).strip() == before.strip()


def test_sums_in_docs_are_made_of_figures_of_the_same_run() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ndocs:")[2].partition("\n\n")[0]
    assert recipe.index("bench_rules.py") < recipe.index("capture_docs.py")
