"""Recognises picture and video generators by the traces that they leave in ordinary tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from rednote_lint.media.tags import Tag


class _Trace(NamedTuple):
    """A value that only one generator writes."""

    generator: str
    keys: str
    value: str


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when the first tag is looked at: a caption alone has none."""
    return re.compile(pattern, re.IGNORECASE)


_PROMPTS = r"png\.parameters|exif\.UserComment|jpeg\.comment|container\.(?:comment|parameters)"
_DESCRIPTIONS = r"png\.(?:Description|Comment)|exif\.ImageDescription|xmp\.dc:description|container\.(?:comment|title)"
_TOOLS = (
    r"png\.(?:Software|Source|Author)|exif\.(?:Software|Make|Artist)|xmp\.\w+:(?:CreatorTool|softwareAgent|Credit)"
    r"|container\.(?:software|encoder|com\.apple\.quicktime\.software)|c2pa\.(?:generator|signer)"
)
_TRACES = (
    _Trace("Stable Diffusion", _PROMPTS, r"\bSteps: \d+, (?:.{0,200}, )?(?:Sampler|Schedule type|CFG scale): "),
    _Trace("ComfyUI", r"png\.(?:prompt|workflow)|container\.(?:prompt|workflow|comment)", r"\"class_type\"\s*:"),
    _Trace("ComfyUI", r"png\.workflow|container\.(?:workflow|comment)", r"\"last_node_id\"\s*:"),
    _Trace("ComfyUI", r"exif\.(?:Make|Model|ImageDescription)", r"^(?:workflow|prompt):\s*\{"),
    _Trace("InvokeAI", r"png\.(?:invokeai_metadata|sd-metadata|Dream)", r"."),
    _Trace("Fooocus", r"png\.fooocus_scheme", r"."),
    _Trace("NovelAI", r"png\.Software", r"^NovelAI"),
    _Trace("Midjourney", _DESCRIPTIONS, r"\bJob ID: [0-9a-f]{8}-[0-9a-f]{4}-"),
    _Trace(
        "Midjourney", _DESCRIPTIONS, r"\s--(?:ar \d+:\d+|v \d|niji \d|stylize \d|seed \d).*\s--(?:ar|v|niji|s|style)"
    ),
    _Trace("Grok", r"exif\.(?:UserComment|ImageDescription)", r"^Signature: [A-Za-z0-9+/]{100,}=*$"),
    _Trace("Google AI", r"xmp\.\w+:Credit", r"Made with Google AI"),
    _Trace("Adobe Firefly", _TOOLS, r"\bFirefly\b|Adobe_Firefly"),
    _Trace("OpenAI", _TOOLS, r"\b(?:OpenAI|DALL.?E|ChatGPT|gpt-image|GPT-4o)\b"),
    _Trace("Google AI", _TOOLS, r"\b(?:Google Generative AI|Imagen|Gemini|Veo)\b"),
    _Trace("Stable Diffusion", _TOOLS, r"\bStable ?Diffusion\b|\bStability AI\b"),
    _Trace("FLUX", _TOOLS, r"\bBlack Forest Labs\b|^AI generated;"),
    _Trace("Midjourney", _TOOLS, r"\bMidjourney\b"),
    _Trace("Sora", _TOOLS, r"^Sora\b"),
    _Trace("即梦", _TOOLS, r"即梦|\bDreamina\b|\bJimeng\b"),
    _Trace("豆包", _TOOLS, r"豆包|\bDoubao\b"),
    _Trace("可灵", _TOOLS, r"可灵|\bKling ?AI\b"),
    _Trace("Ideogram", _TOOLS, r"\bIdeogram\b"),
    _Trace("Leonardo.Ai", _TOOLS, r"\bLeonardo\.ai\b"),
    _Trace("Runway", _TOOLS, r"\bRunway(?:ML)?\b"),
    _Trace("Meta AI", _TOOLS, r"\bMade with AI\b|\bImagined with (?:Meta )?AI\b"),
)


def generator_tags(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Yield `ai.generator` for each generator that left its trace.

    Content credentials that state a source type are taken at their word: an editor whose AI tool touched a corner of a
    photo is named there, too.
    """
    tags = list(tags)
    stated = any(tag.key == "ai.source_type" for tag in tags)
    for tag in tags:
        if stated and tag.key.startswith("c2pa."):
            continue
        for trace in _TRACES:
            if _compiled(trace.keys).fullmatch(tag.key) and _compiled(trace.value).search(tag.value):
                yield Tag("ai.generator", trace.generator)
