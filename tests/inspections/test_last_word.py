"""Of several decisions about a conflict the last one counts, for what was declared before it; none is one's own."""

import pytest

from agencies.commands import declare_interest
from inspections import commands
from inspections.queries import doubts_about
from jtai.errors import NotAllowed, NotNow
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def decide(inspection, people, *, allowed):
    override = commands.ask_override(inspection, person=people.stranger, reason="Nobody else", by=people.programme_lead)
    commands.decide_override(override, allowed=allowed, reason="Because", by=people.cqc_programme_lead)


def assert_refused(inspection, people):
    with pytest.raises(NotNow, match="has a conflict of interest"):
        commands.assign(inspection, person=people.stranger, part="inspector", by=people.programme_lead)


def test_an_interest_that_is_declared_later_on_the_same_day_needs_a_new_decision(people):
    inspection = inspection_at("planned")
    declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    decide(inspection, people, allowed=True)
    declare_interest(kind="relative", local_area=inspection.local_area, by=people.stranger)
    assert_refused(inspection, people)
    decide(inspection, people, allowed=True)
    assert commands.assign(inspection, person=people.stranger, part="inspector", by=people.programme_lead).pk


def test_a_later_refusal_takes_an_earlier_permission_back(people):
    inspection = inspection_at("planned")
    declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    decide(inspection, people, allowed=True)
    decide(inspection, people, allowed=False)
    assert_refused(inspection, people)


def test_nobody_asks_or_decides_for_themselves(people):
    inspection = inspection_at("planned")
    for person in (people.programme_lead, people.cqc_programme_lead):
        declare_interest(kind="lives", local_area=inspection.local_area, by=person)
    with pytest.raises(NotAllowed, match="own override"):
        commands.ask_override(inspection, person=people.programme_lead, reason="I", by=people.programme_lead)
    override = commands.ask_override(inspection, person=people.cqc_programme_lead, reason="She", by=people.programme_lead)
    with pytest.raises(NotAllowed, match="their own conflict"):
        commands.decide_override(override, allowed=True, reason="I", by=people.cqc_programme_lead)


def test_the_mark_on_the_team_follows_the_last_word(people):
    inspection = inspection_at("planned")
    declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    for allowed in (False, True, False):
        decide(inspection, people, allowed=allowed)
        conflicted = doubts_about(inspection, {people.stranger: "inspector"}).conflicted
        assert conflicted == (frozenset() if allowed else {people.stranger.pk})
