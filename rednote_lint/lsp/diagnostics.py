"""Makes LSP diagnostics and hovers of entries, in one language and in the columns of a client."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lsprotocol import types

from rednote_lint.lsp.asked import SECTION
from rednote_lint.lsp.entries import Entry, Level, Related
from rednote_lint.lsp.positions import Positions
from rednote_lint.model import Bilingual, Finding, PostDisplay, Safety, Source, TextEdit, TextRange
from rednote_lint.report.phrases import Phrases, phrases

_SEVERITIES = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.INFORMATION: types.DiagnosticSeverity.Information,
    Level.HINT: types.DiagnosticSeverity.Hint,
}
_LINKS = ("https://", "http://")
MOST_RELATED = 20
"""Other places of a cause that are told with one diagnostic; each of them has its own."""
_OTHERS = Bilingual(en="See also:", zh="另见：")
Text = Callable[[str], Positions | None]
"""Returns the lines of a file by its path; None for a file that is no text of ours."""
Uri = Callable[[str], str]
"""Returns the URI of a file by its path, as the client writes it where it has the file open."""


def range_of(entry: Entry, lines: Positions) -> types.Range:
    """Return the range of an entry: the line where it has no extent of its own."""
    if entry.place is None:
        return lines.range(lines.line(entry.line, entry.column))
    if entry.place.start == entry.place.end:
        return lines.range(lines.line_of(entry.place.start))
    return lines.range(entry.place)


def diagnostic(entry: Entry, lines: Positions, display: PostDisplay, text: Text, uri: Uri) -> types.Diagnostic:
    """Make the diagnostic of an entry.

    Args:
        entry: what to show.
        lines: of the version that was checked.
        display: the language, and where rules have pages.
        text: gives the lines of other files.
        uri: gives their URIs.
    """
    source, language = entry.finding.source if entry.finding else None, display.language
    page = display.page_of(entry.finding) if entry.finding else ""
    href = page or (source.url if source and source.url.startswith(_LINKS) else "")
    others = tuple(_related(other, language, text, uri) for other in entry.related[:MOST_RELATED])
    return types.Diagnostic(
        range=range_of(entry, lines),
        message=entry.message.pick(language),
        severity=_SEVERITIES[entry.level],
        source=SECTION,
        code=entry.code or None,
        code_description=types.CodeDescription(href=href) if href and entry.code else None,
        tags=[types.DiagnosticTag.Unnecessary] if _is_superfluous(entry.finding) else None,
        related_information=list(others) or None,
        data={"version": entry.version, "fingerprint": entry.finding.fingerprint if entry.finding else ""},
    )


def _is_superfluous(finding: Finding | None) -> bool:
    """Say whether safe edits take the words out and put nothing in their place: they may be drawn faded."""
    if finding is None or finding.fix is None or finding.fix.safety is not Safety.SAFE:
        return False
    edits = finding.fix.edits
    return bool(edits) and all(isinstance(edit, TextEdit) and edit.old and not edit.new for edit in edits)


def _related(other: Related, language: str, text: Text, uri: Uri) -> types.DiagnosticRelatedInformation:
    lines = text(other.path)
    if lines is None:
        at = types.Position(other.line - 1, 0)
        place = types.Range(at, at)
    else:
        place = lines.range(other.place or lines.line(other.line))
    location = types.Location(uri=uri(other.path), range=place)
    return types.DiagnosticRelatedInformation(location=location, message=other.message.pick(language))


def hover(found: Sequence[Entry], lines: Positions, language: str) -> types.Hover | None:
    """Tell of the findings at a place what they say, why, from which source, and when that was read."""
    parts = ["\n\n".join(_told(entry, language)) for entry in found if entry.finding is not None]
    if not parts:
        return None
    places = [entry.place for entry in found if entry.place is not None and entry.finding is not None]
    within = min(places, key=lambda place: place.end - place.start, default=TextRange(0, 0))
    value = types.MarkupContent(kind=types.MarkupKind.Markdown, value="\n\n---\n\n".join(parts))
    return types.Hover(contents=value, range=lines.range(within))


def _told(entry: Entry, language: str) -> Iterator[str]:
    finding, labels = entry.finding, phrases(language)
    if finding is None:
        return
    said, _, advice = entry.message.pick(language).partition("\n")
    yield f"**{finding.code}** {_plain(said)}"
    yield f"*{labels.why}* {_plain(finding.why.pick(language))}"
    if advice:
        yield f"*{labels.advice}* {_plain(advice)}"
    if finding.suggestions:
        yield f"*{labels.instead}* {_plain(' / '.join(finding.suggestions))}"
    if finding.source is not None:
        yield f"*{labels.source}* {_source(finding.source, labels, language)}"


def _source(source: Source, labels: Phrases, language: str) -> str:
    title = _plain(source.titled(language))
    link = f"[{title}](<{source.url}>)" if source.url.startswith(_LINKS) else title
    read_on = labels.read_on.format(date=source.seen.isoformat())
    return labels.comma.join((link, labels.tier[source.tier], read_on))


def _plain(text: str) -> str:
    """Keep what is quoted from a post from being read as markup."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~!" else char for char in text.replace("\n", " "))
