"""Addresses: e-mail, web pages, bare domains, short links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

from rednote_lint.text.patterns.reach import near

_OWN = re.compile(r"(?:[\w-]+\.)*(?:xiaohongshu\.com|xhslink\.com|xhscdn\.com|rednote\.com)\b")
"""Links of the platform itself lead nobody away."""
_LOCAL_HOST = re.compile(
    r"(?:localhost|(?:[\w-]+\.)+(?:local|localhost|localdomain|internal|lan|home\.arpa)|\[::1?\]|\[f[cde][0-9a-f]{0,2}:[0-9a-f:]*\]"
    r"|127(?:\.\d{1,3}){1,3}|0x7f[0-9a-f]{6}|2130706433|10(?:\.\d{1,3}){3}|0\.0\.0\.0|192\.168(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\w-]|\.\w)"
)
"""Hosts of the own machine and the own network: they lead nobody anywhere."""
_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]{3,}")
_STRONG = (
    "com|cn|net|org|top|xyz|vip|cc|shop|store|info|site|club|online|icu|ltd|wang|link|biz|tv|app|win|fun|asia|mobi"
)
_WEAK = "me|io|co|to|ly|gg|us|uk|hk|tw|jp|kr|sg|ru|de|fr|ai|ee|bio|page|live|pro|im|la|ws|pw|tk"
"""Endings that are also words or file types: they count only with a path or a second dot."""
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?"
_DOMAIN = re.compile(
    rf"(?<![@\w./-])(?:{_LABEL}\.){{1,4}}(?:(?:{_STRONG})(?![\w-]|\.\w)|(?:{_WEAK})(?=/[\w-])|(?:com|co|net|org)\.(?:cn|hk|uk|tw))"
    r"(?:/[\x21-\x7e]*)?"
)
_COULD_BE_DOMAIN = re.compile(r"\.[a-z]")
_SPELLED_ENDING = "c[o0]m|cn|n[e3]t|[o0]rg|t[o0]p|xyz|v[i1]p|cc|sh[o0]p|app|site|club|icu|fun|bet"
_SPELLED_DOT = re.compile(
    rf"(?:[点。丶·・]|\.(?=c0m|n3t|t0p|v1p|0rg)|\. |\(dot\)|\[dot\]|dot |句[点号]) ?(?:{_SPELLED_ENDING})(?![a-z0-9])"
    r"|[点丶。·.] ?(?:康木|康姆|抗姆|考姆|扣姆|看姆|坑姆|西恩|c o m(?![a-z0-9]))"
)
"""A full stop in words or look-alikes, an ending with digits for letters or by its sound."""
_BEFORE_DOT = re.compile(r"(?<![@\w./-])(?=[a-z0-9-]{0,30}[a-z]|[0-9]{3})[a-z0-9][a-z0-9-]{2,30}(?P<blank> ?)\Z")
_LONGEST_LABEL = 32
_WORDS = ("shop", "app", "site", "club", "icu", "fun", "bet")
"""Endings that may begin a sentence."""
_SHORT = re.compile(
    r"(?<![a-z0-9_.-])(?:t\.cn|bit\.ly|tinyurl\.com|dwz\.cn|suo\.im|url\.cn|is\.gd|goo\.gl|t\.co|ow\.ly|rebrand\.ly|cutt\.ly"
    r"|linktr\.ee|lnk\.bio|beacons\.ai|v\.douyin\.com|v\.kuaishou\.com|m?\.?tb\.cn|u\.jd\.com|3\.cn|p\.pinduoduo\.com"
    r"|mobile\.yangkeduo\.com|wa\.me|t ?(?:\.|点|。|·|丶|\(dot\)|\[dot\]) ?me|m\.me"
    r"|discord\.gg|chat\.whatsapp\.com|b23\.tv)/[\x21-\x7e]+"
)
_COULD_BE_SHORT = re.compile(r"[a-z]/[\x21-\x7e]")
_ENDING = rf"(?:{_STRONG}|{_WEAK}|edu|gov|example|[a-z]{{2}})"
"""What a mail domain ends in. A dotted account such as `@lila.cooks` ends in any word."""
_PROVIDER = (
    r"(?:(?:vip\.)?(?:qq|gmail|googlemail|163|126|139|189|yeah|outlook|hotmail|live|msn|yahoo|icloud|me|foxmail|sina|sohu"
    r"|aliyun|aol|gmx|proton|protonmail|mail)"
    r"(?: ?[.。] ?| ?(?:\(dot\)|\[dot\]|点) ?| dot )(?:com(?:\.cn)?|cn|net|me|co\.uk|de|fr))"
)
_COULD_BE_EMAIL = re.compile(rf"@|\(at[)\]}}]|\[at[)\]}}]|\{{at[)\]}}]|# ?{_PROVIDER}| at  ?{_PROVIDER}|艾特|爱特")
"""Each begins with one character, no set of them: so `re` looks for these first."""
_LOCAL = r"(?<![\w.+@-])[a-z0-9][\w.+-]{0,40}"
_EMAIL = re.compile(
    rf"{_LOCAL}@(?:{_LABEL}\.){{1,3}}{_ENDING}(?![\w-]|\.\w)"
    # A disguised address has blanks around the sign, and so has a mention ("by @a.b"): the provider tells.
    rf"|{_LOCAL} ?@{{1,2}} ?{_PROVIDER}(?![\w-])"
    rf"|{_LOCAL} @ (?:{_LABEL}\.){{1,3}}(?:com|cn|net|org)(?![\w-]|\.\w)"
    rf"|{_LOCAL} ?(?:\(at\)|\[at\]|\{{at\}}) ?(?:{_PROVIDER}|(?:{_LABEL}\.){{1,3}}{_ENDING})(?![\w-])"
    rf"|(?<![\w.+-])[a-z0-9][\w.+-]{{2,40}} ?(?:#| at ) ?{_PROVIDER}(?![\w-])"
    # Nobody says the sign in Chinese but to write an address, so hanzi may stand right before it and any host after it.
    rf"|(?<![a-z0-9_.+-])[a-z0-9][a-z0-9_.+-]{{0,40}} ?[(（]?(?:艾特|爱特)[)）]? ?"
    rf"(?:{_PROVIDER}|{_LABEL} ?(?:点|dot|[.。]) ?(?:com|cn|net|org))(?![a-z0-9_-])"
)

_LONGEST_EMAIL = 200
"""Characters that an address and all that it looks at fill at most."""
_MENTION = re.compile(r"(?:by|credits?|cr|via|ft|feat|with|w|ig|ins)@")
"""A word that names somebody, glued to the account that it names."""
_MAIL = re.compile(r"mail|邮|信箱|投稿|联系|contact|write|send|reach|inquir|enquir|business|合作|商务")
_SENTENCE_END = re.compile(r"[\n。！？!?；;]|\. ")


def urls(text: str) -> Iterator[tuple[int, int]]:
    """Yield web addresses with `http` or `www`, without the marks that end a sentence."""
    for match in _URL.finditer(text):
        if not _leads_nowhere(re.sub(r"^(?:https?://)?(?:www\.)?", "", match.group())):
            yield match.start(), match.start() + len(match.group().rstrip(".,;:!?)]}'\""))


def domains(text: str) -> Iterator[tuple[int, int]]:
    """Yield bare domains; those inside a URL or an e-mail address are not bare."""
    last = (-1, -1)
    plain = _DOMAIN.finditer(text) if _COULD_BE_DOMAIN.search(text) else ()
    for start, end in merge((match.span() for match in plain), spelled_addresses(text)):
        if (start, end) == last:
            continue
        last = start, end
        address = text[start:end].rstrip(".,;:!?)]}'\"")
        measure = re.fullmatch(r"[0-9.]+(?:cc|la|tv)", address)
        if not measure and not _leads_nowhere(address):
            yield start, start + len(address)


def spelled_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield addresses whose full stop is spelled out or whose ending is disguised."""
    for match in _SPELLED_DOT.finditer(text):
        label = _BEFORE_DOT.search(text, max(0, match.start() - _LONGEST_LABEL), match.start())
        if label is not None and _is_address(label, match.group()):
            yield label.start(), match.end()


def _is_address(label: re.Match[str], ending: str) -> bool:
    """Say whether a full stop between a label and an ending, where blanks are or a sentence may end, is one of both."""
    if ending.startswith(("dot ", ". ")) and not (label["blank"] and ending.endswith(("com", "net", "org", "xyz"))):
        return False
    return not ending.endswith(_WORDS) or ending[0] != "。" or any(map(str.isdigit, label.group()))


def short_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield links of shorteners, link lists and invitations to other platforms."""
    return (match.span() for match in _SHORT.finditer(text)) if _COULD_BE_SHORT.search(text) else iter(())


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield e-mail addresses; `by@k.com` is a mention where nothing around it speaks of mail."""
    for match in near(_EMAIL, text, _COULD_BE_EMAIL, _LONGEST_EMAIL):
        if not (_MENTION.match(match.group()) and _MAIL.search(_sentence(text, *match.span())) is None):
            yield match.span()


def _sentence(text: str, start: int, end: int) -> str:
    """Return the words around a place up to the ends of the sentence, without the place itself."""
    before = _SENTENCE_END.split(text[max(start - 80, 0) : start])[-1]
    return f"{before} {_SENTENCE_END.split(text[end : end + 80])[0]}"


def _leads_nowhere(address: str) -> bool:
    """Say whether an address without its scheme is one of the platform itself, or of the author's own machine."""
    host = re.sub(r"^[\w.+-]*(?::[^\s@/]*)?@", "", address)
    return bool(_OWN.match(host) or _LOCAL_HOST.match(host))
