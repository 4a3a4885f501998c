"""How two states of a story differ, told as one text with tracked changes.

Blocks are aligned first, those that are alike paired, and the words of a pair compared; so a difference is a body that
the page can show as it shows any other. Tracked changes and comments that the texts themselves hold are no part of it:
they are compared as they would be published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from deskeditor.core.alignment import Effort, align
from deskeditor.core.article import Article
from deskeditor.core.byline import join_byline
from deskeditor.core.document import Block, Document, Edit, Figure, Run, Runs, normal_runs, runs_in, whole, with_runs
from deskeditor.core.photo import Photo, PhotoUse, Role, UsedPhoto
from deskeditor.markup.merging import compare_runs, is_mergeable, marked, merged, pair_alike, similarity
from deskeditor.markup.reader import read
from deskeditor.markup.words import count_words
from deskeditor.markup.writer import write

TEXTS = ("kicker", "headline", "standfirst", "byline", "dateline")
FIELDS = (*TEXTS, "section", "tags")
ALIKE_ELSEWHERE = 0.75
"""How alike paragraphs must be to be one that was moved."""
LEAST_MOVED = 4
"""Words; shorter paragraphs are alike by chance."""
MOST_MOVED = 10_000
"""Pairs of paragraphs that are held against each other for that."""


class Fate(StrEnum):
    """What became of a block or a field."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """It came here from elsewhere, perhaps with other words."""
    LEFT = "left"
    """It stood here and was moved elsewhere."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A text that is no block: of the story by its name, or of a photo (``alt``, ``credit``)."""

    name: str
    fate: Fate
    runs: Runs

    @property
    def then(self) -> str:
        """The text as it was."""
        return whole(_without(self.runs, Edit.INSERTED))


@dataclass(frozen=True, slots=True)
class Passage:
    """A block in both texts, or in one: ``then`` and ``now`` as they are written, ``shown`` both in one.

    ``then_at`` and ``now_at`` are their numbers in the two bodies; where there is no block in the present text,
    ``now_at`` is that of the one before which it would stand. ``beside`` are the texts of a photo that no page shows.
    """

    fate: Fate
    shown: Block
    then: Block | None
    now: Block | None
    then_at: int
    now_at: int
    beside: tuple[FieldDifference, ...] = ()

    @property
    def before(self) -> Block | None:
        """The text as it was, with what is gone of it as deletions."""
        return with_runs(self.shown, lambda runs: _without(runs, Edit.INSERTED)) if self.then else None

    @property
    def after(self) -> Block | None:
        """The text as it is, with what is new in it as insertions."""
        return with_runs(self.shown, lambda runs: _without(runs, Edit.DELETED)) if self.now else None


@dataclass(frozen=True)
class Difference:
    """From one state of a story to another. ``body`` has every block of both, in the order of the present text."""

    fields: tuple[FieldDifference, ...]
    lead: tuple[Passage, ...]
    """The photo at the head; two where another took its place."""
    body: tuple[Passage, ...]

    @property
    def changes(self) -> int:
        """How many fields and blocks were changed; one that was moved is one."""
        fates = [field.fate for field in self.fields] + [passage.fate for passage in (*self.lead, *self.body)]
        return sum(fate not in (Fate.SAME, Fate.LEFT) for fate in fates)

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return self.changes == 0

    @cached_property
    def words(self) -> tuple[int, int]:
        """Words that were put in, and that were taken out; what was only moved is neither."""
        texts = [field.runs for field in self.fields if field.name in TEXTS]
        shown = [passage for passage in (*self.lead, *self.body) if passage.fate not in (Fate.SAME, Fate.LEFT)]
        texts += [runs for passage in shown for runs in runs_in(passage.shown)]
        return _count(texts, Edit.INSERTED), _count(texts, Edit.DELETED)

    def with_restored(self, passage: Passage, now: str) -> str:
        """The present body with that block as it was. ``now`` is the Markdown that the difference was made of."""
        blocks: list[Block] = list(read(now).blocks)
        if passage.fate in (Fate.MOVED, Fate.LEFT):
            other = Fate.LEFT if passage.fate is Fate.MOVED else Fate.MOVED
            pair = next(each for each in self.body if each.fate is other and each.then_at == passage.then_at)
            left, moved = (pair, passage) if other is Fate.LEFT else (passage, pair)
            assert moved.then is not None
            blocks.insert(left.now_at, moved.then)
            del blocks[moved.now_at + (left.now_at <= moved.now_at)]
        elif passage.now is None:
            assert passage.then is not None
            blocks.insert(passage.now_at, passage.then)
        else:
            blocks[passage.now_at : passage.now_at + 1] = [passage.then] if passage.then else []
        return write(Document(tuple(blocks)))


def difference(then: Article, now: Article, photos: Mapping[str, Photo]) -> Difference:
    """How the story was changed. ``photos`` are those of both, by id, whose texts the uses inherit."""
    effort = Effort()
    uses = [_uses(story, photos) for story in (then, now)]
    fields = (_field(name, _field_text(then, name), _field_text(now, name), effort) for name in FIELDS)
    blocks = [read(story.body).blocks for story in (then, now)]
    body = tuple(
        replace(passage, beside=tuple(_beside(passage, uses[0], uses[1], effort)))
        for passage in _compare_blocks(blocks[0], blocks[1], effort)
    )
    return Difference(tuple(field for field in fields if field), tuple(_lead(uses[0], uses[1], effort)), body)


def _compare_blocks(old: Sequence[Block], new: Sequence[Block], effort: Effort) -> list[Passage]:
    bare = [[_bare(block) for block in blocks] for blocks in (old, new)]
    same = align(bare[0], bare[1], effort)
    pairs = sorted((*same, *pair_alike(bare[0], bare[1], same, effort)))
    moved = _moved(bare[0], bare[1], pairs)
    homes = dict(moved)
    came = {other: one for one, other in moved}
    passages: list[Passage] = []
    at, first = 0, 0
    for one, other in [*pairs, (len(old), len(new))]:
        for gone in range(at, one):
            fate = Fate.LEFT if gone in homes else Fate.REMOVED
            shown = marked(bare[0][gone], Edit.DELETED)
            passages.append(Passage(fate, shown, old[gone], None, gone, first))
        for come in range(first, other):
            if come in came:
                shown = merged(bare[0][came[come]], bare[1][come], effort)
                passages.append(Passage(Fate.MOVED, shown, old[came[come]], new[come], came[come], come))
            else:
                shown = marked(bare[1][come], Edit.INSERTED)
                passages.append(Passage(Fate.ADDED, shown, None, new[come], one, come))
        if one < len(old):
            is_same = bare[0][one] == bare[1][other]
            shown = bare[1][other] if is_same else merged(bare[0][one], bare[1][other], effort)
            passages.append(Passage(Fate.SAME if is_same else Fate.CHANGED, shown, old[one], new[other], one, other))
        at, first = one + 1, other + 1
    return passages


def _moved(old: Sequence[Block], new: Sequence[Block], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of blocks that stand in other places: first those that are the same, then those that are alike."""
    paired = {one for one, _ in pairs}, {other for _, other in pairs}
    gone = [number for number, block in enumerate(old) if number not in paired[0] and _is_long(block)]
    come = [number for number, block in enumerate(new) if number not in paired[1] and _is_long(block)]
    found = []
    places: dict[Block, list[int]] = {}
    for number in reversed(come):
        places.setdefault(new[number], []).append(number)
    for number in list(gone):
        if same := places.get(old[number]):
            found.append((number, same.pop()))
            gone.remove(number)
            come.remove(found[-1][1])
    if len(gone) * len(come) <= MOST_MOVED:
        for number in gone:
            likely = [(similarity(old[number], new[other]), other) for other in come]
            best, other = max(likely, default=(0.0, -1))
            if best >= ALIKE_ELSEWHERE and is_mergeable(old[number], new[other]):
                found.append((number, other))
                come.remove(other)
    return found


def _is_long(block: Block) -> bool:
    return isinstance(block, Figure) or sum(count_words(whole(runs)) for runs in runs_in(block)) >= LEAST_MOVED


def _bare(block: Block) -> Block:
    """The block as it would be published, without changes and comments."""
    return with_runs(block, lambda runs: _without(runs, Edit.DELETED, keep=None))


def _without(runs: Runs, edit: Edit, keep: Edit | None = Edit.INSERTED) -> Runs:
    """The runs without those of that edit; the others keep their own, unless none is to be kept."""
    left = (run for run in runs if run.change is None or run.change.edit is not edit)
    if keep is None:
        left = (Run(run.text, run.marks, run.link) for run in left)
    return normal_runs(left)


def _count(texts: Sequence[Runs], edit: Edit) -> int:
    return sum(count_words(run.text) for runs in texts for run in runs if run.change and run.change.edit is edit)


def _field_text(story: Article, name: str) -> str:
    if name == "byline":
        return join_byline(story.byline, story.language)
    return ", ".join(story.tags) if name == "tags" else str(getattr(story, name))


def _field(name: str, then: str, now: str, effort: Effort) -> FieldDifference | None:
    if not then and not now:
        return None
    runs = compare_runs(_plain(then), _plain(now), effort)
    fate = Fate.SAME if then == now else Fate.ADDED if not then else Fate.REMOVED if not now else Fate.CHANGED
    return FieldDifference(name, fate, runs)


def _plain(text: str) -> Runs:
    return (Run(text),) if text else ()


Uses = Mapping[tuple[str, Role], UsedPhoto | PhotoUse]


def _uses(story: Article, photos: Mapping[str, Photo]) -> Uses:
    return {
        (use.photo_id, use.role): UsedPhoto.of(use, photos[use.photo_id]) if use.photo_id in photos else use
        for use in story.photos
    }


def _beside(passage: Passage, then: Uses, now: Uses, effort: Effort) -> Iterator[FieldDifference]:
    """Alt text and credit of the figures that differ."""
    old = {figure.photo_id: figure for block in (passage.then,) if block for figure in Document((block,)).figures()}
    new = {figure.photo_id: figure for block in (passage.now,) if block for figure in Document((block,)).figures()}
    for photo_id in old.keys() & new.keys():
        key = (photo_id, Role.INLINE)
        texts = (
            ("alt", old[photo_id].alt, new[photo_id].alt),
            ("credit", _credit(then.get(key)), _credit(now.get(key))),
        )
        yield from _changed(texts, effort)


def _changed(texts: Sequence[tuple[str, str, str]], effort: Effort) -> Iterator[FieldDifference]:
    for name, before, after in texts:
        field = _field(name, before, after, effort)
        if field is not None and field.fate is not Fate.SAME:
            yield field


def _credit(use: UsedPhoto | PhotoUse | None) -> str:
    return (use.credit or "") if use else ""


def _lead(then: Uses, now: Uses, effort: Effort) -> Iterator[Passage]:
    """The photo at the head, as a figure."""
    (old_use, old), (new_use, new) = (_lead_figure(uses) for uses in (then, now))
    if old is not None and new is not None and old.photo_id == new.photo_id:
        texts = (("alt", old.alt, new.alt), ("credit", _credit(old_use), _credit(new_use)))
        beside = tuple(_changed(texts, effort))
        fate = Fate.CHANGED if beside or old.caption != new.caption else Fate.SAME
        yield Passage(fate, merged(old, new, effort), old, new, 0, 0, beside)
        return
    if old is not None:
        yield Passage(Fate.REMOVED, marked(old, Edit.DELETED), old, None, 0, 0)
    if new is not None:
        yield Passage(Fate.ADDED, marked(new, Edit.INSERTED), None, new, 0, 0)


def _lead_figure(uses: Uses) -> tuple[UsedPhoto | PhotoUse | None, Figure | None]:
    for (photo_id, role), use in uses.items():
        if role is Role.LEAD:
            return use, Figure(photo_id, use.alt or "", _plain(use.caption or ""))
    return None, None
