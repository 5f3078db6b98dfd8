"""Whose place ends is told, whoever ends it and however."""

import pytest

from inspections import commands
from inspections.models import Part
from jobs.models import Email
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db
SUBJECT = "Your place on an inspection team has ended"


def told():
    return list(Email.objects.filter(subject=SUBJECT).order_by("pk").values_list("to", "body"))


def test_whose_place_ends_reads_of_it_and_not_where_it_was(people):
    inspection = inspection_at("planned")
    commands.end_place(inspection.team.get(user=people.cqc), by=people.cqc_programme_lead)
    [(to, body)] = told()
    assert to == people.cqc.email
    assert body.startswith("Your place on an inspection team was ended. You can no longer open that inspection.")
    assert inspection.local_area.name not in body
    assert str(inspection.pk) not in body


def test_who_is_replaced_by_giving_the_place_anew_is_told(people):
    inspection = inspection_at("fieldwork")
    commands.assign(inspection, person=people.stranger, part=Part.LEAD, by=people.programme_lead)
    [(to, body)] = told()
    assert (to, "Stranger has taken over your place" in body) == (people.lead.email, True)
