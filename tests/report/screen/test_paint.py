import io

import pytest

from rednote_lint.report.screen.paint import ColourWriter, PlainWriter, Role, writer_for


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "writer"),
    [
        (io.StringIO(), {}, PlainWriter),
        (Terminal(), {}, ColourWriter),
        (Terminal(), {"NO_COLOR": "1"}, PlainWriter),
        (Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, PlainWriter),
        (Terminal(), {"NO_COLOR": ""}, ColourWriter),
        (Terminal(), {"TERM": "dumb"}, PlainWriter),
        (io.StringIO(), {"FORCE_COLOR": "1"}, ColourWriter),
    ],
)
def test_colour_follows_the_terminal_and_the_environment(stream, environment, writer):
    assert type(writer_for(stream, None, environment)) is writer


def test_an_explicit_wish_wins():
    assert type(writer_for(Terminal(), False, {})) is PlainWriter
    assert type(writer_for(io.StringIO(), True, {"NO_COLOR": "1"})) is ColourWriter


def test_markup_and_escapes_of_users_are_printed_not_obeyed():
    text = "[red]x[/red] [/] \x1b[2J :smile: https://x.y"
    for wanted in (True, False):
        stream = io.StringIO()
        writer_for(stream, wanted).line((text, Role.PLAIN))
        assert stream.getvalue() == "[red]x[/red] [/] ␛[2J :smile: https://x.y\n"


def test_a_long_line_stays_one_line():
    stream = io.StringIO()
    writer_for(stream, True).line(("word " * 60, Role.ERROR))
    assert stream.getvalue().count("\n") == 1


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


ADDRESS = "https://example.com/" + "a" * 120


@pytest.mark.parametrize(
    ("stream", "environment", "linked"),
    [
        (_Terminal(), {"TERM": "xterm"}, True),
        (_Terminal(), {"TERM": "dumb"}, False),
        (_Terminal(), {"TERM": "dumb", "FORCE_COLOR": "1"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_an_address_is_a_hyperlink_where_the_terminal_takes_it_and_never_broken(
    stream: io.StringIO, environment: dict[str, str], linked: bool
) -> None:
    writer_for(stream, None, environment).line(("  ", Role.PLAIN), (ADDRESS, Role.LINK))
    assert ("\x1b]8;" in stream.getvalue()) == linked
    assert ADDRESS in stream.getvalue() and stream.getvalue().count("\n") == 1
