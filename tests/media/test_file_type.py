"""Types of files, and their names as people write them."""

import pytest

from rednote_lint.media.file_type import IMAGE_TYPES, VIDEO_TYPES, format_name


@pytest.mark.parametrize(
    "kind, name",
    [
        ("avif", "AVIF"),
        ("jpeg", "JPEG"),
        ("webp", "WebP"),
        ("heic", "HEIC"),
        ("webm", "WebM"),
        ("mkv", "MKV"),
        ("ts", "MPEG-TS"),
    ],
)
def test_formats_are_called_as_people_write_them(kind: str, name: str) -> None:
    assert format_name(kind) == name


def test_no_format_is_told_in_small_letters() -> None:
    assert not [kind for kind in IMAGE_TYPES | VIDEO_TYPES if format_name(kind).islower()]
    assert format_name("unknown") == "unknown"
