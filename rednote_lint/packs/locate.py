"""Finds the files of packs and presets on this machine."""

from __future__ import annotations

import os
from pathlib import Path

PACK_FILE = "pack.yaml"
PRESETS = "presets"
TEMPLATES = "templates"
COMPILED = "compiled"


def shipped_rules() -> Path:
    """Return the folder of the rules that come with the program.

    An installed wheel carries it inside the package; an editable install finds it at the top of the repository.
    """
    package = Path(__file__).parents[1]
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def compiled_packs() -> Path:
    """Return where a wheel has its packs compiled, and tests compile those of the repository; it need not exist."""
    return Path(__file__).parents[1] / COMPILED


def shipped_packs() -> tuple[Path, ...]:
    """Return the folders of the shipped packs, by name."""
    return tuple(sorted(path.parent for path in shipped_rules().glob(f"*/{PACK_FILE}")))


def preset_file(name: str) -> Path:
    """Return the file of the preset of that name, whether it exists or not."""
    return shipped_rules() / PRESETS / f"{name}.yaml"


def preset_names() -> tuple[str, ...]:
    """List the shipped presets."""
    return tuple(sorted(path.stem for path in (shipped_rules() / PRESETS).glob("*.yaml")))


def looks_like_path(name: str) -> bool:
    """Tell the path of a pack or a configuration from its name: it has a separator of this system, or a `/`."""
    return any(separator in name for separator in {os.sep, os.altsep or os.sep, "/"})


def rule_files(pack: Path) -> tuple[Path, ...]:
    """List the rule files of a pack folder, in order of name."""
    return tuple(pack / name for name in _names(pack, ".yaml") if name != PACK_FILE)


def pack_files(pack: Path) -> tuple[Path, ...]:
    """List the files that make a pack: its head, its rules, its templates."""
    head = (pack / PACK_FILE,) if (pack / PACK_FILE).is_file() else ()
    templates = pack / TEMPLATES
    return (*head, *rule_files(pack), *(templates / name for name in _names(templates, ".png")))


def _names(folder: Path, suffix: str) -> list[str]:
    """List the names of a folder that end so, in order; one that cannot be listed has none."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if os.path.normcase(entry.name).endswith(suffix)]
    except OSError:
        return []
    return sorted(names, key=os.path.normcase)
