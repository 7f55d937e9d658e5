"""What a code leads to."""

from __future__ import annotations

import pytest

from rednote_lint.facts.analysis.payload import Payload, classify


@pytest.mark.parametrize(
    ("symbology", "text", "payload"),
    [
        ("QRCode", "https://u.wechat.com/EAbc", Payload.WECHAT),
        ("QRCode", "HTTP://WEIXIN.QQ.COM/R/ABC", Payload.WECHAT),
        ("QRCode", "https://mp.weixin.qq.com/a/~abc", Payload.WECHAT),
        ("QRCode", "weixin://contacts/profile/abc", Payload.WECHAT),
        ("QRCode", "wxp://f2f0abc", Payload.PAYMENT),
        ("QRCode", "https://qr.alipay.com/fkx1", Payload.PAYMENT),
        ("QRCode", "https://paypal.me/someone", Payload.PAYMENT),
        ("QRCode", "https://qm.qq.com/cgi-bin/qm/qr?k=1", Payload.PLATFORM),
        ("QRCode", "https://v.douyin.com/abc/", Payload.PLATFORM),
        ("QRCode", "https://www.tiktok.com/@someone", Payload.PLATFORM),
        ("QRCode", "https://item.taobao.com/item.htm?id=1", Payload.PLATFORM),
        ("QRCode", "https://x.com/someone", Payload.PLATFORM),
        ("QRCode", "https://netflix.com/title", Payload.URL),
        ("QRCode", "https://example.org/?to=douyin.com", Payload.URL),
        ("QRCode", "example.org/menu", Payload.URL),
        ("QRCode", "https://www.xiaohongshu.com/discovery/item/1", Payload.OWN),
        ("QRCode", "http://xhslink.com/m/abc", Payload.OWN),
        ("QRCode", "BEGIN:VCARD\nN:Li\nTEL:1\nEND:VCARD", Payload.CONTACT),
        ("QRCode", "mailto:a@example.org", Payload.CONTACT),
        ("QRCode", "13800138000", Payload.CONTACT),
        ("QRCode", "好好学习", Payload.TEXT),
        ("QRCode", "3.14 is pi", Payload.TEXT),
        ("EAN13", "6901234567892", Payload.PRODUCT),
        ("UPCA", "012345678905", Payload.PRODUCT),
        ("Code128", "SF1234567890", Payload.PRODUCT),
        ("DataMatrix", "010690123456789217260101", Payload.PRODUCT),
        ("Aztec", "M1DOE/JANE            EXYZ987 PEKLHRBA 0038 123Y012A0001 100", Payload.TRAVEL),
    ],
)
def test_each_content_has_its_class(symbology: str, text: str, payload: Payload) -> None:
    assert classify(symbology, text) is payload
