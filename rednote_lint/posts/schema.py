"""The JSON Schema of a post's header, for editors."""

from __future__ import annotations

from typing import Any

from rednote_lint.model import PostKind, Visibility
from rednote_lint.posts.fields import KEYS

_TEXT = {"type": ["string", "number"]}
_LIST = {"anyOf": [{"type": "array", "items": _TEXT}, {"type": "string"}]}
_IGNORE = {
    "type": "object",
    "required": ["rule", "reason"],
    "additionalProperties": False,
    "properties": {
        "rule": {"type": "string", "description": "Code, code prefix, pack, pack/name or tag:x"},
        "reason": {"type": "string", "minLength": 1, "description": "Why it is right here; shown in the report"},
        "asset": {"type": "string", "description": "File name it is limited to"},
        "until": {"type": "string", "format": "date", "description": "The last day on which it counts"},
    },
}
_PROPERTIES: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "description": "Name of the post in reports"},
    "kind": {"enum": [kind.value for kind in PostKind], "description": "Told from the media when absent"},
    "title": {**_TEXT, "description": "Title"},
    "body": {**_TEXT, "description": "Body; in Markdown it follows the front matter instead"},
    "tags": {**_LIST, "description": "Topics, with or without #; those typed in the body count too"},
    "cover": {"type": "string", "description": "Image file shown first"},
    "images": {**_LIST, "description": "Image files in order; those beside the caption when absent"},
    "video": {"type": "string", "description": "Video file"},
    "subtitles": {**_LIST, "description": "Subtitle files (.srt, .vtt, .ass)"},
    "media": {**_LIST, "description": "Image and video files, told apart by their extension"},
    "image_count": {"type": "integer", "minimum": 0, "description": "How many images the post will have"},
    "ai_generated": {"type": "boolean", "description": "Whether AI made words or pictures, as the form asks"},
    "commercial": {"type": "boolean", "description": "Advertising or brand partnership"},
    "industry": {**_LIST, "description": "Industries whose rules apply, such as cosmetics"},
    "schedule": {
        "type": "string",
        "format": "date-time",
        "description": "When it is to be published; UTC+08:00 when no zone is given",
    },
    "account": {"type": "string", "description": "Whose post it is, for batches of several accounts"},
    "series": {"type": "string", "description": "A series whose captions are meant to repeat, as one template does"},
    "mentions": {**_LIST, "description": "Accounts that the post names with @"},
    "products": {**_LIST, "description": "Products linked below the post; say whether it is commercial as well"},
    "location": {"type": "string", "description": "Place shown with the post"},
    "visibility": {"enum": [seen.value for seen in Visibility], "description": "Who sees the post"},
    "is_original": {"type": "boolean", "description": "Goes up with the declaration of original work"},
    "source_statement": {"type": "string", "description": "Where the content was taken from"},
    "live": {
        "anyOf": [{"type": "boolean"}, {"type": "string", "format": "date-time"}],
        "description": "When the livestream that the post announces begins; true when it announces one",
    },
    "long_text": {"type": "boolean", "description": "Written in the long-text mode, which needs no image"},
    "lint": {
        "type": "object",
        "additionalProperties": False,
        "properties": {"ignore": {"type": "array", "items": _IGNORE}},
        "description": "Findings set aside, each with its reason",
    },
}


def post_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of front matter, `post.yaml` and a line of a `.jsonl` manifest."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A RedNote post for rednote-lint",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _PROPERTIES[key] for key in KEYS},
    }
