"""Compare the whole text pipeline with a textbook dict-trie scanner: same texts, same 10,000 words, one run.

The pipeline reads every view (folded, compact, stand-ins, sound), asks contexts, maps back to the characters typed and
makes hits; the trie only finds the words as they are written. Both run on one core. Texts are read in bulk, as in every
process that checks media or thousands of posts (`run/linting/linter.py`); fewer captions are read without numpy. What
is known of a post is dropped before the next one is read, as in a run; that takes time, which counts.

    python benchmarks/text.py [NOTES.jsonl]

Notes are objects with `title` and `body`; without a file, texts are generated.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from rednote_lint.checks.words import KIND, WordsParams
from rednote_lint.facts import Options
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.model import (
    Bilingual,
    Confidence,
    Location,
    Post,
    PostKind,
    Rule,
    Scope,
    Severity,
    TextRange,
    TextSpan,
)
from rednote_lint.text import numpy_views
from rednote_lint.text.words.context import Near, Unless
from rednote_lint.text.words.terms import Homophones, Variants

WORDS = 10_000
POSTS = 3000
"""The texts are repeated up to as many, from which on a run reads them in bulk."""
ROUNDS = 9
GOAL = 4.0
PHRASES = """
今天和朋友去了一家新开的咖啡馆 周末的下午阳光很好 店里人不多 点了一杯拿铁和一块蛋糕 味道比想象中好 拍照也很出片
分享一下我的护肤流程 早上用温水洗脸 晚上认真卸妆 坚持了三个月 皮肤状态稳定了很多 大家有什么好用的面霜推荐吗
第一次来京都旅行 三天两夜的行程安排 住在车站附近很方便 清水寺一定要早点去 不然人真的太多了 新手也能学会
my_first_week_on_this_app everyone_is_so_kind 谢谢大家的欢迎 I_will_try_to_learn_more_Chinese 希望可以交到朋友
搬家以后终于有了自己的书房 桌子是二手的 书架自己装的 花了一整天 但是看着很有成就感 猫也很喜欢趴在窗边
减脂期的午餐这样搭配 鸡胸肉提前腌一晚 蔬菜焯水就好 主食换成糙米饭 吃得饱也不会犯困 價格在這個城市算便宜
"""
MARKS = ["，", "。", "！", "～", "\n", "，", "，", "✨", " 🥹", "❤️", "\n\n"]


def main() -> int:
    """Print both throughputs and their ratio; 1 when the goal is missed."""
    numpy_views.load()
    rng = random.Random(7)
    texts = read_notes(Path(sys.argv[1])) if len(sys.argv) > 1 else [generated_note(rng) for _ in range(400)]
    words = generated_words(rng, texts)
    texts = list(islice(cycle(texts), POSTS))
    checker = KIND.compile(rules_of(words))[0]
    posts = [post_of(text) for text in texts]
    trie = trie_of(words)
    ours, theirs = best_of(
        lambda: [ObservedFacts(post, frozenset(), Options()) for post in posts],
        lambda facts: sum(len(list(checker.run(facts.pop()))) for _ in posts),  # Dropped post by post, as in a run.
        lambda _: sum(len(list(scan(trie, text))) for text in texts),
    )
    chars = sum(map(len, texts))
    print(f"{len(texts)} texts, {chars} characters, {len(words)} words")
    for name, (seconds, hits) in (("pipeline", ours), ("trie", theirs)):
        print(
            f"{name:>9}: {chars / seconds / 1e6:6.2f} Mchar/s  {seconds / len(texts) * 1e6:7.1f} µs/text  {hits} hits"
        )
    ratio = theirs[0] / ours[0]
    print(f"    ratio: {ratio:6.2f} (goal {GOAL})")
    return 0 if ratio >= GOAL else 1


def read_notes(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return [f"{note['title']}\n{note['body']}" for note in map(json.loads, file)]


def generated_note(rng: random.Random) -> str:
    """Shuffle the characters of the phrases, so that texts look like notes and share no longer stretches."""
    phrases = PHRASES.split()
    hanzi = [char for phrase in phrases for char in phrase if char > "z"]
    parts = []
    for phrase in rng.choices(phrases, k=rng.randint(25, 75)):
        text = phrase.replace("_", " ") if phrase.isascii() else "".join(rng.choices(hanzi, k=len(phrase)))
        parts.append(text + rng.choice(MARKS))
    return "".join(parts)


def generated_words(rng: random.Random, texts: list[str]) -> list[str]:
    """Draw words from common hanzi, a few of them from the texts, so that there is about one hit in a text."""
    common = [chr(code) for code in range(0x4E00, 0x9FA5) if in_common_use(chr(code))]
    words: set[str] = set()
    while len(words) < WORDS:
        words.add("".join(rng.choices(common, k=rng.choice((2, 3, 3, 4, 4, 5)))))
    hanzi = "".join(char for text in texts for char in text if "一" <= char <= "鿿")
    for start in rng.sample(range(len(hanzi) - 4), 40):
        words.add(hanzi[start : start + 4])
    return sorted(words)[-WORDS:]


def in_common_use(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def contact_words() -> tuple[str, ...]:
    verbs = ("加", "加我", "私信", "私聊", "进", "扫码加", "滴滴加", "备注加")
    channels = ("微信", "微", "薇信", "vx", "v信", "扣扣", "群", "微信群", "小窗", "企鹅")
    return tuple(verb + channel for verb in verbs for channel in channels)


def rules_of(words: list[str]) -> list[Rule]:
    """Spread the words over fifty rules with contexts; those of one are heard too, contact words have stand-ins."""
    unless = Unless(near=Near(any=("目标", "争取")), quoted=True, negated=True)
    contact = Variants(gap=3, homophones=(Homophones.CONTACT,))
    rules = [rule(f"B{number}", tuple(words[number::50]), Variants(sound=number == 7), unless) for number in range(50)]
    return [*rules, rule("C1", contact_words(), contact, unless)]


def rule(code: str, words: tuple[str, ...], variants: Variants, unless: Unless) -> Rule:
    text = Bilingual(en="x", zh="x")
    return Rule(
        code=code,
        name=code.lower(),
        pack="bench",
        check="words",
        params=WordsParams(words=words, variants=variants, unless=unless),
        severity={"default": Severity.WARNING},
        confidence=Confidence.HIGH,
        message=text,
        why=text,
    )


def post_of(text: str) -> Post:
    where = Location(path="caption.md", text=TextRange(0, len(text)))
    span = TextSpan(scope=Scope.BODY, text=text, where=where)
    return Post(id="p", path="caption.md", root=".", kind=PostKind.TEXT, body=span)


def trie_of(words: list[str]) -> dict[str, object]:
    root: dict[str, object] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = word
    return root


def scan(trie: dict[str, object], text: str) -> Iterator[tuple[int, object]]:
    """Find all words by walking the trie from every character, as textbooks do."""
    for start in range(len(text)):
        node = trie
        for char in text[start:]:
            following = node.get(char)
            if following is None:
                break
            node = following  # type: ignore[assignment]
            if "" in node:
                yield start, node[""]


def best_of(
    fresh: Callable[[], list[ObservedFacts]], *jobs: Callable[[list[ObservedFacts]], int]
) -> list[tuple[float, int]]:
    """Run the jobs in turns, each time on fresh posts; return the best processor time of each with its result."""
    results = [(float("inf"), 0)] * len(jobs)
    for _ in range(ROUNDS):
        for index, job in enumerate(jobs):
            facts = fresh()
            gc.collect()
            gc.disable()  # As timeit does: whose turn it falls into says nothing about the jobs.
            started = time.process_time()
            count = job(facts)
            results[index] = min(results[index], (time.process_time() - started, count))
            gc.enable()
    return results


if __name__ == "__main__":
    sys.exit(main())
