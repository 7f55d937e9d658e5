"""Hooks of mkdocs (`mkdocs.yml`): pages of the rules, made from the packs, and the language of Chinese pages."""

from __future__ import annotations

import re
from pathlib import Path

import rule_pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

FIGURES = "rule-figures.md"
CHINESE = "zh/"
_ROW = re.compile(r"^\| ([A-Z]+[0-9]+) ", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each rule, and one that lists them by pack."""
    figures = Path(config.docs_dir, FIGURES).read_text(encoding="utf-8")
    for path, content in rule_pages.pages(figures):
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the table of figures lead to the pages of the rules."""
    if page.file.src_uri != FIGURES:
        return markdown
    return _ROW.sub(lambda row: f"| [{row[1]}](rules/{row[1]}.md) ", markdown)


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Label a page in its own language: its contents, its search, its buttons."""
    config.theme["language"] = "zh" if page.file.src_uri.startswith(CHINESE) else "en"
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name the language of a Chinese page, so that readers' software pronounces and breaks it as Chinese."""
    return (
        output.replace('<html lang="zh"', '<html lang="zh-CN"', 1) if page.file.src_uri.startswith(CHINESE) else output
    )
