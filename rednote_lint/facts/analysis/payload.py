"""Classifies the payload of a code by its content alone: nothing is opened, no network is asked."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache


class Payload(StrEnum):
    """Kinds of content."""

    WECHAT = "wechat"
    """A contact, group, account or mini program of WeChat or WeCom."""
    PAYMENT = "payment"
    """A code to pay or be paid with."""
    PLATFORM = "platform"
    """Another social, shopping or messaging platform."""
    OWN = "own"
    """RedNote itself."""
    CONTACT = "contact"
    """A phone number, e-mail address or business card."""
    URL = "url"
    """Any other web address."""
    PRODUCT = "product"
    """The number of a product or a parcel: on packages, never diversion."""
    TRAVEL = "travel"
    """A boarding pass, which names its passenger."""
    TEXT = "text"
    """Anything else."""
    UNREADABLE = "unreadable"
    """A code is there, and its content could not be read."""


_PRODUCT_FORMATS = frozenset({"EAN13", "EAN8", "UPCA", "UPCE", "ISBN", "EAN2", "EAN5", "ITF14", "PZN", "Code32"})
_LINEAR = ("Code", "Codabar", "ITF", "DataBar", "DX", "Telepen", "EAN", "UPC")


def _hosts(*names: str) -> str:
    """Make a pattern for these hosts and everything below them."""
    return r"(?:https?:)?(?://)?(?:[\w-]+\.)*(?:" + "|".join(re.escape(name) for name in names) + r")(?=[/:?#]|$)"


# In order: a payment link of WeChat is a payment first.
_PATTERNS: tuple[tuple[Payload, str], ...] = (
    (
        Payload.PAYMENT,
        r"wxp://|alipays?://|upi://|bitcoin:|ethereum:|litecoin:|"
        + _hosts(
            "qr.alipay.com", "mobilecodec.alipay.com", "payapp.weixin.qq.com", "wx.tenpay.com", "paypal.me",
            "cash.app", "venmo.com", "qr.95516.com", "buy.stripe.com", "qr.kakaopay.com", "paypay.ne.jp",
        ),
    ),
    (
        Payload.WECHAT,
        r"weixin://|wxwork://|"
        + _hosts("weixin.qq.com", "wechat.com", "weixin.com", "wx.qq.com", "wechat.cn"),
    ),
    (Payload.OWN, r"xhsdiscover://|" + _hosts("xiaohongshu.com", "xhslink.com", "rednote.com", "xhs.cn")),
    (Payload.TRAVEL, r"M[1-4][A-Z][A-Z ]{1,18}/[A-Z ]{1,18} ?E?[A-Z0-9]{5,7} "),
    (
        Payload.CONTACT,
        r"(?:BEGIN:VCARD|MECARD:|BIZCARD:|tel:|sms(?:to)?:|mailto:|MATMSG:)|\+?86[ -]?1[3-9]\d{9}$|1[3-9]\d{9}$"
        r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,3}$",
    ),
    (
        Payload.PLATFORM,
        r"(?:snssdk\d+|kwai|bilibili|taobao|tbopen|openapp\.jdmobile|pinduoduo|weibo|tg|whatsapp|line|mqqapi)://|"
        + _hosts(
            "douyin.com", "iesdouyin.com", "tiktok.com", "kuaishou.com", "kwai.com", "gifshow.com", "bilibili.com",
            "b23.tv", "weibo.com", "weibo.cn", "zhihu.com", "taobao.com", "tb.cn", "tmall.com", "jd.com", "3.cn",
            "pinduoduo.com", "yangkeduo.com", "goofish.com", "xianyu.com", "weidian.com", "youzan.com", "1688.com",
            "dewu.com", "qm.qq.com", "qun.qq.com", "qq.com", "t.me", "telegram.me", "telegram.org", "wa.me",
            "whatsapp.com", "line.me", "lin.ee", "kakao.com", "discord.gg", "discord.com", "instagram.com",
            "facebook.com", "fb.me", "fb.com", "m.me", "threads.net", "threads.com", "x.com", "twitter.com",
            "youtube.com", "youtu.be", "snapchat.com", "pinterest.com", "linkedin.com", "reddit.com",
            "linktr.ee", "beacons.ai", "etsy.com", "ebay.com", "amazon.com", "amzn.to", "shopee.com", "patreon.com",
            "onlyfans.com", "toutiao.com", "ixigua.com", "douban.com", "signal.me", "lemon8-app.com",
        ),
    ),
    (Payload.URL, r"(?:https?|ftp)://|www\.|(?:URL(?:TO)?|MEBKM):|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.[a-z]{2,12}/"),
)  # fmt: skip


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when the first code is seen: a caption alone has none."""
    return re.compile(pattern, re.IGNORECASE)


def classify(symbology: str, text: str) -> Payload:
    """Say what a code leads to.

    Args:
        symbology: its kind, as zxing-cpp names it: `QRCode`, `EAN13`, `Code128`.
        text: its content.
    """
    content = text.strip()
    if symbology in _PRODUCT_FORMATS:
        return Payload.PRODUCT
    payload = next((payload for payload, pattern in _PATTERNS if _compiled(pattern).match(content)), None)
    if payload is not None:
        return payload
    if symbology.startswith(_LINEAR) or _is_product_number(content):
        return Payload.PRODUCT
    return Payload.TEXT


def _is_product_number(content: str) -> bool:
    """Tell whether it starts with the product's number in GS1 form, as on medicine and in supermarkets."""
    return re.match(r"(?:\x1d|\]\w\d|\(01\))?(?:01)?\d{14}(?:\D|$|1[0157]|21)", content) is not None
