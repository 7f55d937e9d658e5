"""`rednote-lint schema`: JSON Schemas: of what an editor completes and checks, and of what a run reports."""

from __future__ import annotations

import click

from rednote_lint.cli.commands.ruletext import as_json
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import Choice, argument
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.model import Bilingual

_WHAT = Bilingual(en="rule|post|config|report|certificate|audit", zh="rule|post|config|report|certificate|audit")


@command_of(
    "schema",
    Bilingual(
        en="Print the JSON Schema of a rule file, a post's front matter, a configuration file, the JSON report, "
        "a certificate, or an audit.",
        zh="输出规则文件、笔记文件头、配置文件、JSON 报告、检查证明或规则对照的 JSON Schema。",
    ),
)
@argument("what", type=Choice(["rule", "post", "config", "report", "certificate", "audit"]), word=_WHAT)
@language
def command(what: str, lang: str | None) -> None:
    """Print a JSON Schema; `lang` is for the help alone."""
    from rednote_lint.config import config_schema
    from rednote_lint.packs.schema import rule_file_schema
    from rednote_lint.posts.schema import post_schema
    from rednote_lint.report.contract import report_schema
    from rednote_lint.run.audits.form import audit_schema
    from rednote_lint.run.certificates.form import certificate_schema

    makers = {
        "rule": rule_file_schema,
        "post": post_schema,
        "config": config_schema,
        "report": report_schema,
        "certificate": certificate_schema,
        "audit": audit_schema,
    }
    click.echo(as_json(makers[what]()))
