"""Code actions: quick fixes of findings, all safe fixes at once, and words taken out of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from lsprotocol import types

from rednote_lint.config import FILE_NAMES, PYPROJECT
from rednote_lint.fixes.collect import offers
from rednote_lint.fixes.directives.adding import suppressing
from rednote_lint.fixes.resolve import resolve
from rednote_lint.fixes.session import offer_of
from rednote_lint.lsp.checking import Checked
from rednote_lint.lsp.entries import Entry
from rednote_lint.lsp.paths import key_of, uri_of
from rednote_lint.lsp.positions import Positions, Units
from rednote_lint.lsp.words_out import Insertion, taken_out, taken_out_of_toml, word_behind
from rednote_lint.model import Bilingual, Fix, FixPolicy, Record, Safety, TextEdit

FIX_ALL = "source.fixAll.rednote-lint"
_FIX_ALL = Bilingual(en="Apply all safe fixes of rednote-lint", zh="执行 rednote-lint 的全部安全修复")
_REPLACE = Bilingual(en="Replace with “{word}”", zh="改为“{word}”")
_TAKE_OUT = Bilingual(
    en="Take “{word}” out of {code} for this project ({file})", zh="在本项目中从 {code} 去掉“{word}”（{file}）"
)
_SUGGESTING = FixPolicy(suggest=True, safety=Safety.UNSAFE)
"""Makes the edit of a suggestion: a person chooses it, whatever the rule would do without asking."""
_TO_EXPLAIN = Bilingual(en="{title} (the reason is for you to write)", zh="{title}（原因需自行填写）")
WRITE_REASON = "rednote-lint.write-reason"
"""The command that puts the cursor where the reason is missing: an action cannot ask for one."""
_EMPTY_REASON = re.compile(r'reason"?: "(?=")')
_CONFIGURATION = FILE_NAMES[1]


class Target(Record, frozen=True, kw_only=True):
    """A file that may be edited, as it is now."""

    uri: str
    text: str
    version: int | None = None
    """None: it is not open."""
    exists: bool = True


class Client(Record, frozen=True, kw_only=True):
    """What a client can do and is."""

    units: Units
    language: str
    versioned: bool
    """Whether it takes edits that name the version they are for."""
    creates: bool
    """Whether an edit of it may make a file."""
    reason: str = ""
    """What suppressions are written with; empty: a person writes it, and until then nothing is set aside."""
    shows: bool = False
    """Whether it opens a document at a place when it is asked to."""

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities, *, units: Units, language: str, reason: str) -> Client:
        """Return what a client's capabilities say of it."""
        workspace, window = capabilities.workspace, capabilities.window
        edit = workspace.workspace_edit if workspace else None
        operations = (edit.resource_operations or ()) if edit else ()
        versioned = bool(edit and edit.document_changes)
        return cls(
            units=units,
            language=language,
            versioned=versioned,
            creates=versioned and types.ResourceOperationKind.Create in operations,
            reason=reason,
            shows=bool(window and window.show_document and window.show_document.support),
        )


Targets = Mapping[str, Target]


class Actions:
    """Makes the actions of a check.

    Args:
        checked: the check.
        targets: the files it read, and the configuration, by key; edits are made for these texts.
        client: who asks.
    """

    def __init__(self, checked: Checked, targets: Targets, client: Client) -> None:
        self._checked = checked
        self._targets = targets
        self._client = client

    def quick(self, found: Sequence[tuple[Entry, types.Diagnostic]], root: Path | None) -> Iterator[types.CodeAction]:
        """Yield the quick fixes of some entries.

        Args:
            found: the entries, with what was shown of them.
            root: folder that a new configuration is made in; None: beside the document.
        """
        for entry, shown in found:
            if entry.finding is None or entry.carried:
                continue
            for number, fix in enumerate(self._ways_out(entry)):
                edit = self._edit(fix.edits)
                if edit is not None:
                    preferred = number == 0 and fix.safety is Safety.SAFE
                    yield self._action(fix.title, edit, shown, preferred=preferred)
        for entry, shown in found:
            for action in (self._ignored(entry, shown), self._word_out(entry, shown, root)):
                if action is not None:
                    yield action

    def all_safe(self, found: Iterable[Entry]) -> types.CodeAction | None:
        """Return the action that applies every safe fix of text; None when there is none."""
        wanted = [
            offer
            for entry in found
            if entry.finding is not None and not entry.carried and (offer := offer_of(entry.finding)) is not None
            if offer.fix.safety is Safety.SAFE and all(isinstance(edit, TextEdit) for edit in offer.fix.edits)
        ]
        taken, _ = resolve(wanted)
        edit = self._edit([edit for offer in taken for edit in offer.fix.edits])
        if edit is None:
            return None
        return types.CodeAction(title=_FIX_ALL.pick(self._client.language), kind=FIX_ALL, edit=edit)

    def _ways_out(self, entry: Entry) -> Iterator[Fix]:
        """Yield a fix for each word that may stand in place of what was found, and the fix of the rule itself."""
        finding, rule, post = entry.finding, entry.rule, entry.post
        if finding is None or rule is None or post is None:
            return
        suggests = msgspec.structs.replace(rule, fix=_SUGGESTING)
        for word in finding.suggestions:
            fix = offers(msgspec.structs.replace(finding, suggestions=(word,)), suggests, post)
            if fix is not None and fix.edits:
                yield msgspec.structs.replace(fix, title=_REPLACE.filled({"word": word}))
        own = rule.fix is not None and not (rule.fix.suggest and finding.suggestions)
        if own and finding.fix is not None and finding.fix.safety is not Safety.MANUAL:
            yield finding.fix

    def _action(
        self, title: Bilingual, edit: types.WorkspaceEdit, shown: types.Diagnostic, *, preferred: bool = False
    ) -> types.CodeAction:
        return types.CodeAction(
            title=title.pick(self._client.language),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[shown],
            is_preferred=preferred or None,
            edit=edit,
        )

    def _ignored(self, entry: Entry, shown: types.Diagnostic) -> types.CodeAction | None:
        """Return the action that writes a suppression into the post's header."""
        if entry.finding is None or entry.post is None:
            return None
        fix = suppressing(entry.post, [entry.finding], self._client.reason)
        edit = self._edit(fix.edits) if isinstance(fix, Fix) else None
        if edit is None or not isinstance(fix, Fix):
            return None
        if self._client.reason:
            return self._action(fix.title, edit, shown)
        title = Bilingual(en=_TO_EXPLAIN.en.format(title=fix.title.en), zh=_TO_EXPLAIN.zh.format(title=fix.title.zh))
        action = self._action(title, edit, shown)
        place = self._empty_reason(fix)
        if self._client.shows and place is not None:
            action.command = types.Command(title.pick(self._client.language), WRITE_REASON, arguments=[place])
        return action

    def _empty_reason(self, fix: Fix) -> types.Location | None:
        """Return where the cursor belongs once a fix that writes an empty reason is applied."""
        (edit,) = fix.edits
        found = list(_EMPTY_REASON.finditer(edit.new)) if isinstance(edit, TextEdit) else []
        if not isinstance(edit, TextEdit) or not found:
            return None
        target = self._targets.get(key_of(edit.path)) or Target(uri=uri_of(edit.path), text="", exists=False)
        units = self._client.units
        start, inside = (
            Positions(target.text, units).position(edit.range.start),
            Positions(edit.new, units).position(found[-1].end()),
        )
        at = types.Position(start.line + inside.line, inside.character + (0 if inside.line else start.character))
        return types.Location(target.uri, types.Range(at, at))

    def _word_out(self, entry: Entry, shown: types.Diagnostic, root: Path | None) -> types.CodeAction | None:
        """Return the action that takes the word that was found out of its rule, in the project's configuration."""
        finding, rule = entry.finding, entry.rule
        word = word_behind(rule, finding.evidence) if finding is not None and rule is not None else None
        if word is None or rule is None:
            return None
        path = self._checked.config or (root or self._checked.document.path.parent) / _CONFIGURATION
        target = self._targets.get(key_of(path)) or Target(uri=uri_of(path), text="", exists=False)
        if path.suffix == ".toml":
            table = "tool.rednote-lint" if path.name == PYPROJECT else ""
            insertion = taken_out_of_toml(target.text, rule.code, word, table)
        else:
            insertion = taken_out(target.text, rule.code, word)
        if insertion is None or not (target.exists or self._client.creates):
            return None
        title = _TAKE_OUT.filled({"word": word, "code": rule.code, "file": path.name})
        return self._action(
            title, self._workspace_edit({target.uri: (target, [self._inserted(insertion, target)])}), shown
        )

    def _inserted(self, insertion: Insertion, target: Target) -> types.TextEdit:
        return types.TextEdit(Positions(target.text, self._client.units).range(insertion.place), insertion.new)

    def _edit(self, edits: Iterable[object]) -> types.WorkspaceEdit | None:
        """Make the edit of a workspace from edits of texts; None unless all of them can be made."""
        made: dict[str, tuple[Target, list[types.TextEdit]]] = {}
        for edit in dict.fromkeys(edits):
            if not isinstance(edit, TextEdit):
                return None
            target = self._targets.get(key_of(edit.path))
            if target is None:
                if not edit.new_file or not self._client.creates:
                    return None
                target = Target(uri=uri_of(edit.path), text="", exists=False)
            lines = Positions(target.text, self._client.units)
            if lines.characters(edit.range) != edit.old:
                return None
            made.setdefault(target.uri, (target, []))[1].append(types.TextEdit(lines.range(edit.range), edit.new))
        return self._workspace_edit(made) if made else None

    def _workspace_edit(self, made: Mapping[str, tuple[Target, list[types.TextEdit]]]) -> types.WorkspaceEdit:
        if not self._client.versioned:
            return types.WorkspaceEdit(changes={uri: edits for uri, (_, edits) in made.items()})
        changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
        for uri, (target, edits) in made.items():
            if not target.exists:
                options = types.CreateFileOptions(ignore_if_exists=True)
                changes.append(types.CreateFile(uri=uri, options=options))
            identity = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=target.version)
            changes.append(types.TextDocumentEdit(text_document=identity, edits=[*edits]))
        return types.WorkspaceEdit(document_changes=changes)
