"""Traces of generators, in the form in which each writes them."""

from __future__ import annotations

import pytest

from rednote_lint.facts.metadata import Tag
from rednote_lint.facts.metadata.generators import generator_tags

A1111 = "a cat\nNegative prompt: blurry\nSteps: 28, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 1, Size: 512x768"
COMFY = '{"3": {"inputs": {"seed": 1}, "class_type": "KSampler"}}'


@pytest.mark.parametrize(
    ("key", "value", "generator"),
    [
        ("png.parameters", A1111, "Stable Diffusion"),
        ("exif.UserComment", A1111, "Stable Diffusion"),
        ("png.prompt", COMFY, "ComfyUI"),
        ("png.workflow", '{"last_node_id": 9, "nodes": []}', "ComfyUI"),
        ("exif.Model", "prompt:" + COMFY, "ComfyUI"),
        ("container.comment", '{"prompt": ' + COMFY + "}", "ComfyUI"),
        ("png.invokeai_metadata", "{}", "InvokeAI"),
        ("png.Software", "NovelAI", "NovelAI"),
        (
            "png.Description",
            "a boat --ar 4:3 --v 5.2 Job ID: 2b6e053b-9a65-4ca9-9e13-b6f4465164d4",
            "Midjourney",
        ),
        ("xmp.dc:description", "a boat --ar 16:9 --style raw --v 6.1", "Midjourney"),
        ("exif.Software", "Adobe Firefly", "Adobe Firefly"),
        ("c2pa.generator", "gpt-image", "OpenAI"),
        ("c2pa.generator", "DALL·E 3", "OpenAI"),
        ("xmp.photoshop:Credit", "Made with Google AI", "Google AI"),
        ("exif.Make", "Black Forest Labs", "FLUX"),
        ("exif.UserComment", "Signature: " + "Ab1+" * 60 + "=", "Grok"),
    ],
)
def test_each_trace_names_its_generator(key: str, value: str, generator: str) -> None:
    assert Tag("ai.generator", generator) in set(generator_tags([Tag(key, value)]))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("exif.Software", "Adobe Photoshop 26.0 (Windows)"),
        ("exif.Software", "iOS 18.1"),
        ("exif.ImageDescription", "Steps to the temple: 1080 of them"),
        ("png.Description", "how to write midjourney prompts -- a guide"),
        ("png.parameters", "width=3; height=4"),
        ("png.prompt", "please leave a comment"),
        ("exif.Artist", "Gemini Wang Studio and Friends"[7:]),
        ("container.comment", "fireflies at night"),
        ("exif.UserComment", "Signature: J. Smith"),
        ("stream.handler_name", "Sora no Woto"),
    ],
)
def test_ordinary_tags_are_no_trace(key: str, value: str) -> None:
    assert list(generator_tags([Tag(key, value)])) == []
