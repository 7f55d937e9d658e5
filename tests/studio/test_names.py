import pytest

from rednote_lint.errors import UserError
from rednote_lint.studio.names import inside

NFD = "cafe\u0301.jpg"


@pytest.mark.parametrize("name", ["a.jpg", "京都/01.jpg", NFD, "a b/c (1).mp4", "...jpg", "-rf", "😀.png", "a/.b"])
def test_names_are_kept_as_they_are(name: str) -> None:
    assert inside(name).as_posix() == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "/", "/etc/passwd", "..", "../x", "a/../../x", "a/..", "./x", "a//b", "a/", "a\\..\\b", "C:\\x", "a\0b"),
        *("a\nb", "\x7f", "x" * 256, "字" * 86, "/".join("a" * 9), "\ud800.jpg"),
    ],
)
def test_names_that_lie_elsewhere_or_nowhere_are_refused(name: str) -> None:
    with pytest.raises(UserError):
        inside(name)


def test_a_configuration_is_told_as_not_read() -> None:
    with pytest.raises(UserError, match="configuration"):
        inside("post/rednote-lint.yaml")
