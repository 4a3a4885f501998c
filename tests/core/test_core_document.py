"""Runs of text in normal form."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.document import Mark, Run, normal_runs, plain

runs = st.lists(
    st.builds(
        Run,
        text=st.text(max_size=4),
        marks=st.frozensets(st.sampled_from(Mark)),
        link=st.sampled_from(["", "https://a.example"]),
    )
)


@given(runs)
def test_normal_form_keeps_the_text_and_joins_neighbours(given_runs: list[Run]) -> None:
    normal = normal_runs(given_runs)
    assert plain(normal) == plain(given_runs)
    assert all(run.text for run in normal)
    assert all((a.marks, a.link) != (b.marks, b.link) for a, b in pairwise(normal))
    assert normal_runs(normal) == normal
