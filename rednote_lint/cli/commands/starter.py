"""The files that `init` writes: a configuration, a first post, the settings of pre-commit."""

from __future__ import annotations

from rednote_lint.model import Bilingual, Client, Record

CONFIGURATION = "rednote-lint.yaml"
POST = "first-post/post.md"
HOOKS = ".pre-commit-config.yaml"


class Answers(Record, frozen=True, kw_only=True):
    """What `init` asks; `--yes` takes these."""

    client: Client = Client.BOTH
    preset: str = "recommended"


_CONFIGURATION = Bilingual(
    en="""\
# What counts for the posts in this folder and in those below it.
# `rednote-lint . --show-settings` shows it, `rednote-lint schema config` lists every key.
preset: {preset}   # recommended, strict (also what is often harmless) or minimal
client: {client}   # web, app or both: the client the posts are published with
# ignore: [FM306]              # rules that do not count
# extend-select: [EN130]       # rules that count as well
# severity: {{engagement: info}} # how grave findings of a pack or a rule are
# packs: [our-brand-rules/]    # folders with rules of your own
""",
    zh="""\
# 对本文件夹及其下级文件夹中的笔记生效。
# `rednote-lint . --show-settings` 查看生效的设置，`rednote-lint schema config` 列出全部键。
preset: {preset}   # recommended（推荐）、strict（最严）或 minimal（最少）
client: {client}   # 用哪个客户端发布：web（网页）、app（手机）或 both（两者）
# ignore: [FM306]              # 不启用的规则
# extend-select: [EN130]       # 另外启用的规则
# severity: {{engagement: info}} # 规则包或规则的级别
# packs: [our-brand-rules/]    # 自己的规则包所在的文件夹
""",
)
_POST = Bilingual(
    en="""\
---
title: My first post
tags: [weekend, coffee]
# images: [01.jpg, 02.jpg]   # or video: clip.mp4; files beside this one are found by themselves
ai_generated: false          # whether AI made any of it
commercial: false            # whether it is an ad or made with a brand
---
Put the pictures or the video into this folder, and write the caption here.
""",
    zh="""\
---
title: 我的第一篇笔记
tags: [周末, 咖啡]
# images: [01.jpg, 02.jpg]   # 或 video: clip.mp4；同一文件夹中的媒体会自动找到
ai_generated: false          # 是否含 AI 生成的内容
commercial: false            # 是否为广告或品牌合作
---
把图片或视频放进这个文件夹，正文写在这里。
""",
)
HOOK = r"""  - repo: local
    hooks:
      - id: rednote-lint
        name: rednote-lint
        entry: rednote-lint check --changed
        args: ["--"]
        language: system
        require_serial: true
        files: '(?i)\.(md|txt|ya?ml|csv|jsonl|srt|vtt|ass|jpe?g|png|webp|gif|heic|avif|mp4|mov|m4v|mkv|webm)$'
"""
"""One entry of `repos`; it runs the program that is installed, and needs no address to fetch one from."""


def configuration(answers: Answers, language: str) -> str:
    """Return the configuration file."""
    return _CONFIGURATION.pick(language).format(preset=answers.preset, client=answers.client)


def first_post(language: str) -> str:
    """Return the first post."""
    return _POST.pick(language)


def hooks() -> str:
    """Return the settings of pre-commit, where there are none yet."""
    return f"repos:\n{HOOK}"
