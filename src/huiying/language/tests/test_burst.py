from datetime import UTC, datetime, timedelta

from huiying.language.burst import burst_of

NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_many_voices_at_an_hour_that_is_usually_quiet_are_a_burst():
    quiet = [NOW - n * DAY - HOUR for n in range(1, 8)]
    found = burst_of(quiet + [NOW - n * HOUR / 4 for n in range(12)], until=NOW)
    assert found is not None
    assert (found.hours, found.until, found.count, found.usual, found.times) == (6, NOW, 12, 1.0, 12.0)


def test_as_many_as_every_morning_are_none():
    mornings = [NOW - n * DAY - k * HOUR / 4 for n in range(8) for k in range(12)]
    assert burst_of(mornings, until=NOW) is None


def test_a_busy_night_does_not_make_a_quiet_morning_usual():
    nights = [NOW - n * DAY - 12 * HOUR - k * HOUR / 4 for n in range(1, 8) for k in range(12)]
    assert burst_of(nights + [NOW - n * HOUR / 4 for n in range(12)], until=NOW) is not None


def test_four_voices_on_a_new_matter_are_too_few_and_six_are_not():
    assert burst_of([NOW] * 4, until=NOW) is None
    assert burst_of([NOW] * 6, until=NOW) is not None


def test_days_before_listening_began_are_not_taken_for_quiet_days():
    came = [NOW - n * DAY - k * HOUR / 2 for n in range(2) for k in range(10)]
    assert burst_of(came, until=NOW) is not None
    assert burst_of(came, until=NOW, since=NOW - DAY - 7 * HOUR) is None
