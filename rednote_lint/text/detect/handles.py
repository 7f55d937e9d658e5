"""Handles on other platforms, with the name or the picture of their platform before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rednote_lint.text.detect.accounts import LINK

_LEET = (
    "1nstagram|inst4gram|t3legram|te1egram|telegr4m|wh4tsapp|what5app|whatsap|watsapp?|whatapp|wattsapp?"
    "|telegrm|telgram|telegramm|teleqram|instgram|instagrm|insagram|instagam|insta gram|tele gram"
)
"""Leet and slips of the pen."""
_PLAIN = (
    rf"{_LEET}|instagram|insta|ins|ig|tiktok|twitter|推特|telegram|tg|电报|纸飞机|照片墙|whats ?app|snapchat|snap"
    "|facebook|fb|discord|kakao ?talk|kakao|skype|wechat|viber|messenger"
)
"""Names after which an id counts that nothing but a blank sets off; `line 2b` and `tt 3x` are ordinary words."""
_ABROAD = rf"{_PLAIN}|tik tok|tt|youtube|油管|threads|line|weibo|微博|pinterest|onlyfans"
_WORDS = "line|signal|飞机|飞鸡"
"""Names that are words of their own: an id begins with three letters there."""
_CALLING = "whats ?app|what['’]?s ?up|瓦[次茨]艾普|telegram|tg|电报|kakao ?talk|kakao|viber|line|signal|skype"
_DOTTING = "instagram|insta|ins|ig|snapchat|snap|telegram|tg|skype"
_VERSION = (
    r"(?:i?phone|ipad|i?os|ipados|mac|android|windows|win|web|mp|h|top|gpt|covid|ver|version"
    r"|vol|part|day|no|v|q|s|ep|gen)"
)
_ID_ABROAD = rf"(?!{_VERSION}[._]?[0-9]+(?![a-z0-9_.]))(?=[a-z.]*[0-9_])[a-z][a-z0-9_.]{{3,28}}[a-z0-9_](?![a-z0-9_@])"
"""Letters and digits: a word alone is no id, nor is what counts versions."""
_TO_HANDLE = r"[ \u3000:：=@→>,，-]{0,3}(?:👉|➡)?"
_LINK_ABROAD = rf"(?:(?:{LINK}|on|handle){_TO_HANDLE}){{0,3}}"
_CALLED = r"(?<![0-9])(?:\+|00)?[1-9][0-9]{1,4}(?:[ -]?[0-9]{2,5}){1,4}(?![0-9])"
"""The number by which an app calls its users, with seven digits or more."""
_APP_EMOJI = "✈🛩🛫👻🐦🕊💬🟢🟩💚📗🗨👾🐤📮"
_MADE = (
    "sony|canon|nikon|fuji|leica|iphone|ipad|huawei|xiaomi|redmi|oppo|vivo|samsung|galaxy|mate|kn95|boeing|airbus|flight"
    "|gate|terminal|room|seat|windows|chatgpt|gpt"
)
_YEAR = r"[a-z]+(?:19|20)[0-9][0-9](?![a-z0-9_])"
_BY_EMOJI = (
    rf"[{_APP_EMOJI}]{{1,3}} {{0,2}}(?:(?:id|号|账号|搜|加|找我?|是|me|on|at)[ :：@]{{0,2}}|[:：@→👉➡]{{1,2}} ?){{0,2}}"
    rf"(?P<emoji>(?!{_MADE})(?=[a-z.-]*[0-9_])(?!{_YEAR})[a-z]{{3}}[a-z0-9_.-]{{2,24}}[a-z0-9_](?![a-z0-9_@]))"
)
"""The picture of an app before an id; a word with a year is none, nor is what is made in series."""
_SERVICE = "抖音号|抖音id|快手号|快手id|公众号|闲鱼号|闲鱼id|b站号|微博号"
_LAID_OUT = re.compile(
    r"\b(?:shop|tag|head|dead|bottom|punch|opening|closing|subject|product|assembly|first|last|top|final|next|single"
    r"|a|one|the|this|that|same|each|another) \Z"
)
"""Before `line` and a plain word: a sentence, a queue or a series."""
_CUE = re.compile(rf"{_ABROAD}|{_WORDS}|{_CALLING}|{'|'.join(_APP_EMOJI)}|{_SERVICE}")
"""Each begins with one character, no set of them: so `re` looks for these first."""
_HANDLE = re.compile(
    r"(?<![a-z0-9])(?:"
    rf"(?:{_ABROAD})(?: ?(?:id|号|账号|account|handle|user(?:name)?))?"
    r" ?(?:[:：=@]|👉|➡️?|is ){1,2} ?(?P<name>[@+]?(?=[\w.]*[a-z0-9])[a-z0-9_.]{3,30})"
    rf"|(?:{_PLAIN})[ \u3000]{{0,2}}{_TO_HANDLE}{_LINK_ABROAD}(?<![a-z])(?P<id>{_ID_ABROAD})"
    rf"|(?:{_WORDS})[ \u3000:：]{{0,2}}(?:(?:id|号|me|是){_TO_HANDLE}){{0,2}}(?<![a-z])"
    rf"(?P<line>(?=[a-z.]{{3}}){_ID_ABROAD})"
    rf"|(?:{_CALLING})[ \u3000]{{0,2}}{_TO_HANDLE}{_LINK_ABROAD}(?P<called>{_CALLED})"
    rf"|(?:{_PLAIN})[看搜找上去][一-鿿]{{0,6}}[ \u3000:：@]{{1,2}}(?P<seen>{_ID_ABROAD})"
    rf"|(?:{_DOTTING})(?:[ \u3000]|[ \u3000]?(?:[搜找@]|同名)[ \u3000]?)[ \u3000]?"
    r"(?P<dotted>[a-z][a-z0-9]{2,15}\.(?!com|cn|net|org)[a-z]{3,15}"
    r"(?:\.[a-z]{2,12})?)(?![a-z0-9_.@]))"
    rf"|{_BY_EMOJI}"
    rf"|(?P<cn>{_SERVICE})[^\w\n]{{0,3}}(?:是|搜)?[^\w\n]{{0,3}}[a-z0-9_][\w.-]{{2,19}}"
)
_LEAST_CALLED = 7
_LEAST_DIGIT = re.compile(r"[0-9_@:：=👉➡]|is |[a-z]\.[a-z]")
"""What every handle has."""


def handles(text: str) -> Iterator[tuple[int, int]]:
    """Yield handles with the name of their platform before them; after a mere `is`, no plain word is a handle."""
    end = 0
    for cue in _CUE.finditer(text) if _LEAST_DIGIT.search(text) else ():
        match = _HANDLE.match(text, cue.start()) if cue.start() >= end else None
        if match is None:
            continue
        name = match["name"]
        if name is not None and name.isalpha() and _no_handle(text, match.start(), match.start("name")):
            continue
        if match["called"] is not None and sum(map(str.isdigit, match["called"])) < _LEAST_CALLED:
            continue
        end = match.start() + len(match.group().rstrip("."))
        yield match.start(), end


def _no_handle(text: str, start: int, name: int) -> bool:
    """Say whether a plain word behind the name of a platform is none: after a mere `is`, or a line of goods."""
    if text[:name].endswith("is "):
        return True
    return text.startswith("line", start) and _LAID_OUT.search(text, 0, start) is not None
