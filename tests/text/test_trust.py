import pytest

from rednote_lint.text.trust import checked_before, is_checked
from rednote_lint.text.words.context import Near


def test_what_was_checked_before_is_not_checked_again() -> None:
    with checked_before():
        assert is_checked()
        assert Near() == Near()
    assert not is_checked()
    with pytest.raises(ValueError, match="names nothing"):
        Near()


def test_an_error_inside_does_not_leave_trust_behind() -> None:
    with pytest.raises(KeyError), checked_before():
        raise KeyError
    assert not is_checked()
