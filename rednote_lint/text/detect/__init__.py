"""Built-in detectors of contacts, addresses and papers, named in `detect:` of `pattern` and `combo` rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum

from rednote_lint.text.detect.accounts import qq_numbers, taobao_codes, wechat_ids
from rednote_lint.text.detect.addresses import domains, emails, short_links, spelled_addresses, urls
from rednote_lint.text.detect.handles import handles
from rednote_lint.text.detect.papers import id_cards, plates
from rednote_lint.text.detect.phones import phones
from rednote_lint.text.detect.secrets import secrets
from rednote_lint.text.detect.spelled import spelled_numbers

Range = tuple[int, int]


class Detector(StrEnum):
    """The names that a rule may use."""

    PHONE = "phone"
    WECHAT_ID = "wechat-id"
    QQ = "qq"
    EMAIL = "email"
    URL = "url"
    DOMAIN = "domain"
    SHORT_LINK = "short-link"
    TAOBAO_CODE = "taobao-code"
    HANDLE = "handle"
    ID_CARD = "id-card"
    PLATE = "plate"
    SECRET = "secret"
    SPELLED_ADDRESS = "spelled-address"
    SPELLED_NUMBER = "spelled-number"


CONTACTS = frozenset([Detector.PHONE, Detector.WECHAT_ID, Detector.QQ, Detector.HANDLE])
"""Those that read disguised texts too."""
FINDERS: dict[Detector, Callable[[str], Iterator[Range]]] = {
    Detector.PHONE: phones,
    Detector.WECHAT_ID: wechat_ids,
    Detector.QQ: qq_numbers,
    Detector.EMAIL: emails,
    Detector.URL: urls,
    Detector.DOMAIN: domains,
    Detector.SHORT_LINK: short_links,
    Detector.TAOBAO_CODE: taobao_codes,
    Detector.HANDLE: handles,
    Detector.ID_CARD: id_cards,
    Detector.PLATE: plates,
    Detector.SECRET: secrets,
    Detector.SPELLED_ADDRESS: spelled_addresses,
    Detector.SPELLED_NUMBER: spelled_numbers,
}
"""Detector -> what yields the ranges in which it finds its thing."""


def detect(detector: Detector, text: str) -> Iterator[Range]:
    """Yield the ranges of a folded, unmasked text in which the detector finds its thing, in order."""
    return FINDERS[detector](text)
