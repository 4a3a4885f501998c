"""How long copies and revisions are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskeditor.core.thinning import BACKUPS, REVISIONS, Spans, outdated

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ages = st.lists(st.integers(-3_000, 600 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), max_size=80)


spans = st.sampled_from([BACKUPS, REVISIONS])


@given(ages, spans)
def test_the_newest_and_what_the_clock_puts_ahead_stay(made: list[datetime], spans: Spans) -> None:
    gone = outdated(made, NOW, spans)
    assert not any(moment > NOW for moment in gone)
    if made:
        assert max(made) not in gone


@given(ages, spans)
def test_what_is_kept_is_kept_again(made: list[datetime], spans: Spans) -> None:
    kept = set(made) - outdated(made, NOW, spans)
    assert outdated(kept, NOW, spans) == set()


def test_a_year_of_a_copy_an_hour_leaves_what_a_person_would_want() -> None:
    kept: set[datetime] = set()
    for hour in range(24 * 400):
        now = NOW + timedelta(hours=hour)
        kept.add(now)
        kept -= outdated(kept, now, BACKUPS)
    ages = sorted(now - moment for moment in kept)
    assert len([age for age in ages if age <= timedelta(days=1)]) >= 24
    for days in (2, 5, 10, 20, 40, 100, 200, 300):
        nearest = min(abs(age - timedelta(days=days)) for age in ages)
        assert nearest <= timedelta(days=max(1, days / 6))
    assert len(kept) < 70
    assert max(ages) <= timedelta(days=366)
