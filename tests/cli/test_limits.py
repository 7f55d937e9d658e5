"""`limits`: the numbers of the format pack as JSON."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from tests.cli.test_commands import run


def limits(cwd: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    result = run("limits", *arguments, cwd=cwd)
    assert result.returncode == 0, result.stderr
    return {limit["code"]: limit for limit in json.loads(result.stdout)["limits"]}


def test_each_number_has_its_rule_its_source_and_its_date(tmp_path: Path) -> None:
    found = limits(tmp_path)
    assert found["FM301"]["measure"] == "images.count" and found["FM301"]["require"] == {"between": [1, 18]}
    assert found["FM304"]["require"] == {"at_most": 32} and found["FM401"]["require"] == {"at_most": 14400}
    for limit in found.values():
        assert limit["source"]["url"].startswith("https://")
        assert dt.date.fromisoformat(limit["source"]["seen"])
        assert limit["title"]["en"] and limit["title"]["zh"]


def test_a_client_gets_its_own(tmp_path: Path) -> None:
    web, app = limits(tmp_path, "--client", "web"), limits(tmp_path, "--client", "app")
    assert "FM301" in web and "FM301" not in app
    assert web["FM201"]["severity"] == {"web": "error"} and app["FM201"]["severity"] == {"app": "info"}
    assert limits(tmp_path)["FM201"]["severity"] == {"web": "error", "app": "info"}


def test_the_configuration_counts(tmp_path: Path) -> None:
    (tmp_path / "rednote-lint.yaml").write_text("client: app\nignore: [FM401]\n", encoding="utf-8")
    found = limits(tmp_path)
    assert "FM301" not in found and "FM401" not in found
    assert set(limits(tmp_path, "--select", "FM304")) == {"FM304"}


def test_what_is_only_right_or_wrong_is_no_limit(tmp_path: Path) -> None:
    found = limits(tmp_path)
    assert "jpeg" in found["FM305"]["require"]["in"]
    assert not {"FM001", "FM103", "FM208", "FM501"} & set(found)
