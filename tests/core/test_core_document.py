"""Runs of text in normal form."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.document import Change, Edit, Mark, Run, is_alike, normal_runs, plain, whole

runs = st.lists(
    st.builds(
        Run,
        text=st.text(max_size=4),
        marks=st.frozensets(st.sampled_from(Mark)),
        link=st.sampled_from(["", "https://a.example"]),
        change=st.sampled_from([None, Change(Edit.INSERTED, "Min"), Change(Edit.DELETED, "Min")]),
        comment=st.sampled_from(["", "c1"]),
    )
)


@given(runs)
def test_normal_form_keeps_the_text_and_joins_neighbours(given_runs: list[Run]) -> None:
    normal = normal_runs(given_runs)
    assert whole(normal) == whole(given_runs)
    assert plain(normal) == plain(given_runs)
    assert all(run.text for run in normal)
    assert not any(is_alike(a, b) for a, b in pairwise(normal))
    assert normal_runs(normal) == normal


def test_two_references_to_notes_side_by_side_stay_two() -> None:
    references = (Run("1", frozenset({Mark.NOTE})), Run("2", frozenset({Mark.NOTE})))
    assert normal_runs(references) == references


def test_a_reader_gets_neither_labels_of_notes_nor_what_is_deleted() -> None:
    runs = (
        Run("The boat"),
        Run("1", frozenset({Mark.NOTE})),
        Run(" sails", change=Change(Edit.DELETED)),
        Run(" sailed", change=Change(Edit.INSERTED)),
    )
    assert plain(runs) == "The boat sailed"
    assert whole(runs) == "The boat1 sails sailed"
