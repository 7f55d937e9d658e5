"""`rednote-lint completion SHELL`: the script that makes a shell complete commands, options, values and rule codes."""

from __future__ import annotations

import click

from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import Choice, argument
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.model import Bilingual

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "rednote-lint"
VARIABLE = "_REDNOTE_LINT_COMPLETE"
"""What the script sets when it asks the program for completions."""

_SPLIT_AT_ALL, _SPLIT_AT_FIRST = 'string split ","', 'string split --max 1 ","'
"""Click's script for fish cuts an answer at each comma, and so loses what is behind the first one of a list."""


@command_of(
    "completion",
    Bilingual(
        en="Print the completion script of a shell: bash, zsh or fish.\n\n"
        'bash: add `eval "$(rednote-lint completion bash)"` to ~/.bashrc\n\n'
        'zsh: add `eval "$(rednote-lint completion zsh)"` to ~/.zshrc, below `compinit`\n\n'
        "fish: run `rednote-lint completion fish > ~/.config/fish/completions/rednote-lint.fish`",
        zh="输出 bash、zsh 或 fish 的补全脚本。\n\n"
        'bash：在 ~/.bashrc 中加入 `eval "$(rednote-lint completion bash)"`\n\n'
        'zsh：在 ~/.zshrc 的 `compinit` 之后加入 `eval "$(rednote-lint completion zsh)"`\n\n'
        "fish：运行 `rednote-lint completion fish > ~/.config/fish/completions/rednote-lint.fish`",
    ),
)
@argument("shell", type=Choice(SHELLS), word=Bilingual(en="bash|zsh|fish", zh="bash|zsh|fish"))
@language
def command(shell: str, lang: str | None) -> None:
    """Print a script; `lang` is for the help alone."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    complete = made(click.get_current_context().find_root().command, {}, PROGRAM, VARIABLE)
    # The script itself; `source()` would start a shell to look at its version.
    script = complete.source_template % complete.source_vars()
    click.echo(script.replace(_SPLIT_AT_ALL, _SPLIT_AT_FIRST))
