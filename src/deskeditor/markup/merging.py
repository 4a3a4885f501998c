"""Two blocks, or two texts, in one: what only the old one has as deletions, what only the new one has as insertions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from deskeditor.core.alignment import Effort, Pair, align, heaviest
from deskeditor.core.document import (
    Aside,
    Block,
    Change,
    Edit,
    Embed,
    Figure,
    FlowBlock,
    Gallery,
    Heading,
    ListBlock,
    ListItem,
    Mark,
    Note,
    Paragraph,
    PullQuote,
    Quote,
    Run,
    Runs,
    Table,
    normal_runs,
    runs_in,
    with_runs,
)
from deskeditor.markup.pieces import pieces

T = TypeVar("T")
ALIKE = 0.4
"""The share of words that two paragraphs in one place have in common where the one became the other."""
LEAST_COMMON = 0.25
"""Of the letters of two texts; where they have less in common the one stands struck before the other, whole."""
MOST_COMPARED = 10_000
"""Pairs of paragraphs between two that stayed; where there are more, only those in about the same place are held
against each other."""
REACH = 8
"""Places that a paragraph is looked for before and after where it would be."""


def compare_runs(old: Runs, new: Runs, effort: Effort) -> Runs:
    """Both texts in one, word by word."""
    if old == new:
        return new
    before, after = _pieces(old), _pieces(new)
    pairs = _cleaned(before, after, align(before, after, effort))
    common = sum(len(before[one].text.strip()) for one, _ in pairs)
    if common < LEAST_COMMON * min(_letters(before), _letters(after)):
        pairs = []
    found: list[Run] = []
    at, first = 0, 0
    for one, other in [*pairs, (len(before), len(after))]:
        found += [_as(run, Edit.DELETED) for run in before[at:one]]
        found += [_as(run, Edit.INSERTED) for run in after[first:other]]
        found += after[other : other + 1]
        at, first = one + 1, other + 1
    return normal_runs(found)


def _pieces(runs: Runs) -> list[Run]:
    """The runs cut into words; the label of a note is one."""
    return [run.saying(part) for run in runs for part in ([run.text] if Mark.NOTE in run.marks else pieces(run.text))]


def _letters(runs: Iterable[Run]) -> int:
    return sum(len(run.text.strip()) for run in runs)


def _cleaned(before: Sequence[Run], after: Sequence[Run], pairs: Sequence[Pair]) -> list[Pair]:
    """Without the spaces that stayed between words that did not: two words in a row that went are one deletion."""
    kept: list[Pair] = []
    for number, (one, other) in enumerate(pairs):
        if not before[one].text.isspace():
            kept.append((one, other))
            continue
        ahead = pairs[number + 1] if number + 1 < len(pairs) else (len(before), len(after))
        behind = pairs[number - 1] if number else (-1, -1)
        changed_behind = behind != (one - 1, other - 1)
        changed_ahead = ahead != (one + 1, other + 1)
        if not (changed_behind and changed_ahead and len(before) > 1 and len(after) > 1):
            kept.append((one, other))
    return kept


def _as(run: Run, edit: Edit) -> Run:
    return replace(run, change=Change(edit))


def marked(block: Block, edit: Edit) -> Block:
    """The block with all its text as one change."""
    return with_runs(block, lambda runs: tuple(_as(run, edit) for run in runs))


def is_mergeable(old: Block, new: Block) -> bool:
    """Whether the blocks can be one that was changed, by what they are."""
    match old, new:
        case (Heading(one), Heading(other)):
            return one == other
        case (Note(one_label), Note(other_label)):
            return one_label == other_label
        case (Figure(one_photo), Figure(other_photo)):
            return one_photo == other_photo
        case (Embed(one_url), Embed(other_url)):
            return one_url == other_url
        case (ListBlock(one_ordered), ListBlock(other_ordered)):
            return one_ordered == other_ordered
        case (Table(one_aligns), Table(other_aligns)):
            return len(one_aligns) == len(other_aligns)
        case _:
            return type(old) is type(new) and isinstance(old, Paragraph | PullQuote | Quote | Aside | Gallery)


def merged(old: Block, new: Block, effort: Effort) -> Block:
    """Both in one, the look of the new; they are mergeable."""
    match old, new:
        case (Quote(before), Quote(after)):
            return Quote(_merged_all(before, after, compare_runs, _marked_runs, _runs_alike, effort))
        case (ListBlock(), ListBlock()):
            return _merged_list(old, new, effort)
        case (Table(_, before_rows), Table(aligns, after_rows)):
            return Table(aligns, _merged_all(before_rows, after_rows, _merged_row, _marked_row, _rows_alike, effort))
        case (Aside(_, before_blocks), Aside(title, after_blocks)):
            inner = _merged_all(before_blocks, after_blocks, _merged_flow, _marked_flow, _flow_alike, effort)
            return Aside(title, inner)
        case (Gallery(before_figures), Gallery(after_figures)):
            return Gallery(
                _merged_all(before_figures, after_figures, _merged_figure, _marked_figure, _figure_alike, effort)
            )
        case _:
            texts = iter(tuple(runs_in(old)))
            return with_runs(new, lambda runs: compare_runs(next(texts), runs, effort))


def _merged_all(
    old: Sequence[T],
    new: Sequence[T],
    merge: Callable[[T, T, Effort], T],
    mark: Callable[[T, Edit], T],
    alike: Callable[[T, T], float],
    effort: Effort,
) -> tuple[T, ...]:
    """Parts of a block: those that are the same or alike merged, the others whole."""
    same = align(old, new, effort)
    pairs = sorted((*same, *_paired(old, new, same, alike, effort)))
    found: list[T] = []
    at, first = 0, 0
    for one, other in [*pairs, (len(old), len(new))]:
        found += [mark(part, Edit.DELETED) for part in old[at:one]]
        found += [mark(part, Edit.INSERTED) for part in new[first:other]]
        found += [merge(old[one], part, effort) for part in new[other : other + 1]]
        at, first = one + 1, other + 1
    return tuple(found)


def _marked_runs(runs: Runs, edit: Edit) -> Runs:
    return tuple(_as(run, edit) for run in runs)


def _runs_alike(old: Runs, new: Runs) -> float:
    return _share(_counted(old), _counted(new))


def _merged_list(old: ListBlock, new: ListBlock, effort: Effort) -> ListBlock:
    items = _merged_all(old.items, new.items, _merged_item, _marked_item, _items_alike, effort)
    return ListBlock(new.ordered, items)


def _merged_item(old: ListItem, new: ListItem, effort: Effort) -> ListItem:
    children = _merged_all(old.children, new.children, _merged_list, _marked_list, _lists_alike, effort)
    return ListItem(compare_runs(old.runs, new.runs, effort), children)


def _marked_item(item: ListItem, edit: Edit) -> ListItem:
    return ListItem(_marked_runs(item.runs, edit), tuple(_marked_list(child, edit) for child in item.children))


def _marked_list(block: ListBlock, edit: Edit) -> ListBlock:
    return cast("ListBlock", marked(block, edit))


def _items_alike(old: ListItem, new: ListItem) -> float:
    return _runs_alike(old.runs, new.runs)


def _lists_alike(old: ListBlock, new: ListBlock) -> float:
    return 1.0 if old.ordered == new.ordered else 0.0


Row = tuple[Runs, ...]


def _merged_row(old: Row, new: Row, effort: Effort) -> Row:
    return tuple(compare_runs(one, other, effort) for one, other in zip(old, new, strict=True))


def _marked_row(row: Row, edit: Edit) -> Row:
    return tuple(_marked_runs(runs, edit) for runs in row)


def _rows_alike(old: Row, new: Row) -> float:
    return 1.0 if old[:1] == new[:1] else _share(sum(map(_counted, old), Counter()), sum(map(_counted, new), Counter()))


def _merged_flow(old: FlowBlock, new: FlowBlock, effort: Effort) -> FlowBlock:
    return cast("FlowBlock", merged(old, new, effort))


def _marked_flow(block: FlowBlock, edit: Edit) -> FlowBlock:
    return cast("FlowBlock", marked(block, edit))


def _flow_alike(old: FlowBlock, new: FlowBlock) -> float:
    return similarity(old, new) if is_mergeable(old, new) else 0.0


def _merged_figure(old: Figure, new: Figure, effort: Effort) -> Figure:
    return replace(new, caption=compare_runs(old.caption, new.caption, effort))


def _marked_figure(figure: Figure, edit: Edit) -> Figure:
    return replace(figure, caption=_marked_runs(figure.caption, edit))


def _figure_alike(old: Figure, new: Figure) -> float:
    return 1.0 if old.photo_id == new.photo_id else 0.0


def pair_alike(old: Sequence[Block], new: Sequence[Block], same: Sequence[Pair], effort: Effort) -> list[Pair]:
    """Blocks between those that are the same, of which one became the other."""

    def alike(one: Block, other: Block) -> float:
        return similarity(one, other) if is_mergeable(one, other) else 0.0

    return _paired(old, new, same, alike, effort)


def _paired(
    old: Sequence[T], new: Sequence[T], same: Sequence[Pair], alike: Callable[[T, T], float], effort: Effort
) -> list[Pair]:
    found: list[Pair] = []
    at, first = 0, 0
    for one, other in [*same, (len(old), len(new))]:
        if at < one and first < other:
            pairs = _best(old[at:one], new[first:other], alike, effort)
            found += [(at + before, first + after) for before, after in pairs]
        at, first = one + 1, other + 1
    return found


def _best(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], float], effort: Effort) -> list[Pair]:
    """The pairs in order that have most in common together."""
    scores: dict[Pair, float] = {}
    narrow = len(old) * len(new) > MOST_COMPARED
    for one in range(len(old)):
        middle = one * len(new) // len(old)
        reach = range(max(0, middle - REACH), min(len(new), middle + REACH + 1)) if narrow else range(len(new))
        if not effort.spend(10 * len(reach)):
            break
        for other in reach:
            score = alike(old[one], new[other])
            if score >= ALIKE:
                scores[one, other] = score
    return heaviest(scores, len(new))


def similarity(old: Block, new: Block) -> float:
    """The share of words that two blocks have in common, 0 to 1; a figure is as its photo."""
    if isinstance(old, Figure) and isinstance(new, Figure):
        return 1.0 if old.photo_id == new.photo_id else 0.0
    if isinstance(old, Gallery | Table | ListBlock) or not any(map(_counted, runs_in(old))):
        return max(_share(_words(old), _words(new)), ALIKE if type(old) is type(new) else 0.0)
    return _share(_words(old), _words(new))


def _share(old: Counter[str], new: Counter[str]) -> float:
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


@lru_cache(4096)
def _words(block: Block) -> Counter[str]:
    return sum(map(_counted, runs_in(block)), Counter())


@lru_cache(4096)
def _counted(runs: Runs) -> Counter[str]:
    return Counter(part.casefold() for run in runs for part in pieces(run.text) if part[:1].isalnum())
