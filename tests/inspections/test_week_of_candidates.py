"""Whoever staffs a team reads who inspects somewhere else in the same week, and not where."""

from datetime import timedelta

import pytest
from django.urls import reverse

from inspections import commands
from inspections.models import Part
from tests.factories import MembershipFactory
from tests.walk import OTHER_AREA, WEEK, inspection_at

pytestmark = pytest.mark.django_db
MARK = "(works on another inspection that week)"


def option(client, viewer, name, *args, of):
    """The words of a person's option."""
    client.force_login(viewer)
    page = client.get(reverse(name, args=args)).content.decode()
    return next(line for line in page.replace("<option", "\n<option").splitlines() if f">{of.name}, " in line)


def test_the_form_for_a_place_marks_who_inspects_elsewhere_that_week(client, people):
    here = inspection_at("planned")
    same_week = inspection_at("planned", area=OTHER_AREA, week=WEEK, staffed=False)
    next_week = inspection_at("planned", area="X003", week=WEEK + timedelta(weeks=1), staffed=False)
    inspectorate = people.cqc.membership.inspectorate
    busy, later, free = (MembershipFactory(inspectorate=inspectorate).user for _number in range(3))

    def marked():
        lead = people.cqc_programme_lead
        return [MARK in option(client, lead, "team_add", here.pk, of=person) for person in (busy, later, free)]

    gone = commands.assign(same_week, person=busy, part=Part.INSPECTOR, by=people.cqc_programme_lead)
    commands.assign(next_week, person=later, part=Part.INSPECTOR, by=people.cqc_programme_lead)
    assert marked() == [True, False, False]
    assert same_week.local_area.name not in option(client, people.cqc_programme_lead, "team_add", here.pk, of=busy)
    commands.end_place(gone, by=people.cqc_programme_lead)
    assert marked() == [False, False, False]
