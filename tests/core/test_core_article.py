"""Which changes of status a story may make."""

import pytest

from deskeditor.core.article import Status, check_move
from deskeditor.core.errors import IllegalMoveError


@pytest.mark.parametrize(
    ("before", "after", "published"),
    [
        (Status.DRAFT, Status.EDITING, False),
        (Status.DRAFT, Status.READY, False),
        (Status.EDITING, Status.READY, False),
        (Status.READY, Status.PUBLISHED, False),
        (Status.READY, Status.WITHHELD, False),
        (Status.WITHHELD, Status.DRAFT, False),
        (Status.PUBLISHED, Status.EDITING, True),
        (Status.PUBLISHED, Status.WITHDRAWN, True),
        (Status.EDITING, Status.WITHDRAWN, True),
        (Status.DRAFT, Status.DRAFT, False),
    ],
)
def test_legal_moves_pass(before: Status, after: Status, published: bool) -> None:
    check_move(before, after, published=published)


@pytest.mark.parametrize(
    ("before", "after", "published"),
    [
        (Status.DRAFT, Status.PUBLISHED, False),
        (Status.DRAFT, Status.WITHDRAWN, False),
        (Status.EDITING, Status.DRAFT, True),
        (Status.PUBLISHED, Status.DRAFT, True),
        (Status.WITHHELD, Status.PUBLISHED, False),
        (Status.WITHDRAWN, Status.EDITING, True),
    ],
)
def test_illegal_moves_are_refused_with_the_way_out(before: Status, after: Status, published: bool) -> None:
    with pytest.raises(IllegalMoveError) as refused:
        check_move(before, after, published=published, where="harbour-opens")
    sentence = refused.value.sentence()
    assert sentence.startswith("harbour-opens: ")
    assert before in sentence
    assert after in sentence
    assert refused.value.mend


def test_a_story_that_never_left_is_not_told_to_be_withdrawn() -> None:
    with pytest.raises(IllegalMoveError) as refused:
        check_move(Status.DRAFT, Status.PUBLISHED, published=False)
    assert "withdrawn" not in refused.value.mend
