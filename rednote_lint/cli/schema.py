"""`rednote-lint schema`: JSON Schemas, so that an editor completes and checks rule files, posts and configuration."""

from __future__ import annotations

import click

from rednote_lint.cli.ruletext import as_json


@click.command("schema")
@click.argument("what", type=click.Choice(["rule", "post", "config"]))
def command(what: str) -> None:
    """Print the JSON Schema of a rule file, of a post's front matter, or of a configuration file."""
    from rednote_lint.config import config_schema
    from rednote_lint.packs.schema import rule_file_schema
    from rednote_lint.posts.schema import post_schema

    makers = {"rule": rule_file_schema, "post": post_schema, "config": config_schema}
    click.echo(as_json(makers[what]()))
