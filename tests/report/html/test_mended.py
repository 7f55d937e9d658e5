import msgspec

from rednote_lint.model import Bilingual, Finding, Fix, Safety, Severity, TextEdit, TextRange, Words
from rednote_lint.report.html.mended import mended
from tests.report.html.made import finding, span

TEXT = "全网最佳防晒，最低价"
EVERY = (Safety.SAFE, Safety.UNSAFE)


def fixed(evidence: str, new: str, safety: Safety, severity: Severity = Severity.ERROR) -> Finding:
    start = TEXT.index(evidence)
    edit = TextEdit(path="a/post.md", range=TextRange(start, start + len(evidence)), old=evidence, new=new)
    fix = Fix(title=Bilingual(en="Fix", zh="修复"), safety=safety, edits=(edit,))
    return msgspec.structs.replace(finding(TEXT, evidence, severity=severity), fix=fix)


def test_safe_fixes_alone_or_all_are_made() -> None:
    words = Words(body=span(TEXT))
    found = [fixed("最佳", "很好的", Safety.UNSAFE), fixed("，", "。", Safety.SAFE)]
    assert mended(words, found, (Safety.SAFE,)) == "全网最佳防晒。最低价"
    assert mended(words, found, EVERY) == "全网很好的防晒。最低价"
    assert mended(words, [finding(TEXT, "最低")], EVERY) is None


def test_of_overlapping_fixes_the_graver_is_made() -> None:
    found = [fixed("最佳防晒", "防晒", Safety.SAFE, Severity.INFO), fixed("最佳", "", Safety.SAFE)]
    assert mended(Words(body=span(TEXT)), found, EVERY) == "全网防晒，最低价"
    light = [fixed("最佳防晒", "X", Safety.SAFE, Severity.INFO), fixed("佳", "", Safety.SAFE)]
    assert mended(Words(body=span(TEXT)), light, EVERY) == "全网最防晒，最低价"


def test_starred_words_are_not_offered_as_the_posts_own() -> None:
    words = Words(body=span(TEXT), is_starred=True)
    assert mended(words, [fixed("，", "。", Safety.SAFE)], EVERY) is None
