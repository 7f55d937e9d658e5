"""Registry of the text repairs that a rule may name in `fix.edit`: functions from a finding and its post to edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rednote_lint.fixes import characters, declarations, removal, tags
from rednote_lint.fixes.directives.removal import removal as removal_of_directive
from rednote_lint.model import Arguments, Bilingual, Finding, Post, Record, SourceFile, TextEdit, TextRange
from rednote_lint.model.arguments import AskDeclaration, LimitTags, NoArguments
from rednote_lint.syntax.writer import OUTSIDE, writer_of

Edits = tuple[TextEdit, ...] | Bilingual
"""The edits; or why the repair cannot be made in this file."""
Pieces = Callable[[str, TextRange], Iterator[tuple[TextRange, str]]]


_TOO_MANY = Bilingual(
    en="too many tags to edit one by one: shorten the list yourself", zh="话题过多，无法逐个修改：手动删减"
)


class Repair(Record, frozen=True, kw_only=True):
    """A named repair of text."""

    title: Bilingual
    """What it does, with `{argument}` placeholders."""
    edits: Callable[[Finding, Post, Arguments], Edits]
    arguments: type[Arguments] = NoArguments


def source_of(post: Post, path: str) -> SourceFile | None:
    """Return the text file of a post by its name."""
    return next((source for source in post.sources if source.path == path), None)


def places(finding: Finding, post: Post) -> list[tuple[SourceFile, TextRange]]:
    """Return where a finding stands in text; one without a range stands for the post's title and body."""
    wheres = [finding.location]
    if finding.location.text is None:
        wheres = [span.where for span in (post.title, post.body) if span]
    return [(source, where.text) for where in wheres if where.text and (source := source_of(post, where.path))]


def _each(pieces: Pieces) -> Callable[[Finding, Post, Arguments], Edits]:
    def repair(finding: Finding, post: Post, arguments: Arguments) -> Edits:
        edits = []
        for source, place in places(finding, post):
            writer = writer_of(source)
            value = writer.value_at(place)
            if value is None:
                return OUTSIDE
            for piece, new in pieces(value.text, value.place):
                edit = writer.write(value, piece, new)
                if isinstance(edit, Bilingual):
                    return edit
                edits.append(edit)
        return tuple(edits)

    return repair


def _removed(cut: Callable[[str, TextRange], TextRange | Bilingual]) -> Callable[[Finding, Post, Arguments], Edits]:
    def repair(finding: Finding, post: Post, arguments: Arguments) -> Edits:
        if finding.location.text is None:
            return ()
        for source, place in places(finding, post):
            writer = writer_of(source)
            value = writer.value_at(place)
            if value is None:
                return OUTSIDE
            piece = cut(value.text, value.place)
            if piece is removal.NOTHING_LEFT and value.is_cue:
                piece = TextRange(0, len(value.text))
            if isinstance(piece, Bilingual):
                return piece
            edit = writer.write(value, *removal.capitalized(value.text, piece))
            return edit if isinstance(edit, Bilingual) else (edit,)
        return ()

    return repair


def _remove_tag(finding: Finding, post: Post, arguments: Arguments) -> Edits:
    hit = {
        id(tag)
        for where in (finding.location, *finding.related)
        if where.text
        for tag in post.tags
        if tag.where.text and tag.where.text.start < where.text.end and where.text.start < tag.where.text.end
        if tag.where.path == where.path
    }
    return tags.removal(post, [tag for tag in post.tags if id(tag) in hit])


def _remove_duplicates(finding: Finding, post: Post, arguments: Arguments) -> Edits:
    """Remove the repeated tag that the finding stands on; all inside a longer range, or of the post without one."""
    if post.more_tags:
        return _TOO_MANY
    here = finding.location
    made = tags.repeats(post)
    if here.text is None or isinstance(made, Bilingual):
        return made if isinstance(made, Bilingual) else tuple(made.values())
    if edit := made.get((here.path, here.text.start)):
        return (edit,)
    return tuple(edit for (path, at), edit in made.items() if path == here.path and at in range(*here.text))


def _limit_tags(finding: Finding, post: Post, arguments: Arguments) -> Edits:
    assert isinstance(arguments, LimitTags)
    if post.more_tags:
        return _TOO_MANY
    beyond = post.tags[arguments.limit :]
    cut = tags.removal(post, beyond)
    source = source_of(post, post.header.path) if post.header else None
    if isinstance(cut, Bilingual) or not cut or source is None:
        return cut
    note = f"# beyond the first {arguments.limit} tags: " + " ".join(tag.text for tag in beyond)
    kept = declarations.header_line(source, "", note)
    return cut if isinstance(kept, Bilingual) else (*cut, *kept)


def _ask(finding: Finding, post: Post, arguments: Arguments) -> Edits:
    assert isinstance(arguments, AskDeclaration)
    return declarations.question(post, arguments.key)


def _remove_directive(finding: Finding, post: Post, arguments: Arguments) -> Edits:
    source = source_of(post, finding.location.path)
    if source is None or finding.location.text is None:
        return ()
    return removal_of_directive(source, finding.location.text.start)


REPAIRS: dict[str, Repair] = {
    "fold-hash": Repair(title=Bilingual(en="Replace ＃ with #", zh="将＃改为 #"), edits=_each(characters.wide_hashes)),
    "separate-tags": Repair(
        title=Bilingual(en="Put a space between the tags", zh="在话题之间加空格"), edits=_each(characters.glued_tags)
    ),
    "strip-invisible": Repair(
        title=Bilingual(en="Delete invisible characters and trailing spaces", zh="删除不可见字符和行尾空格"),
        edits=_each(characters.invisible),
    ),
    "remove-span": Repair(title=Bilingual(en="Delete it", zh="删除"), edits=_removed(removal.word)),
    "remove-clause": Repair(
        title=Bilingual(en="Delete it with the clause around it", zh="连同所在的分句一起删除"),
        edits=_removed(removal.clause),
    ),
    "remove-tag": Repair(title=Bilingual(en="Delete the tag", zh="删除该话题"), edits=_remove_tag),
    "remove-duplicate-tags": Repair(
        title=Bilingual(en="Delete repeated tags", zh="重复话题只保留第一个"), edits=_remove_duplicates
    ),
    "limit-tags": Repair(
        title=Bilingual(
            en="Keep the first {limit} tags, move the others to a comment", zh="保留前 {limit} 个话题，其余移到注释"
        ),
        edits=_limit_tags,
        arguments=LimitTags,
    ),
    "remove-directive": Repair(
        title=Bilingual(en="Delete the suppression", zh="删除这项忽略设置"), edits=_remove_directive
    ),
    "ask-declaration": Repair(
        title=Bilingual(en="Answer `{key}: true` or `{key}: false`", zh="请填写 {key}：true 或 false"),
        edits=_ask,
        arguments=AskDeclaration,
    ),
}
