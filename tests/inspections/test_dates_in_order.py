"""Another date than the computed one: a working day, of a year that can be meant, in the order in which things come."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import BankHoliday
from agencies.queries import forget_holidays
from inspections import commands, queries
from inspections.models import Milestone
from jtai.errors import Invalid, NotNow
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db
# Fieldwork from 9 to 13 March 2026: draft on 3 April, copies on 28 April, publication on 30 April.


def change(inspection, kind, day, by):
    milestone = queries.milestone_for(inspection, kind)
    milestone.inspection = inspection
    return commands.override_date(milestone, day=day, reason="Needed", by=by)


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        ("publication", date(2020, 1, 1), "The year must be between 2025 and "),
        ("publication", date(3026, 4, 30), "The year must be between 2025 and "),
        ("publication", date(2026, 5, 4), "Monday 4 May 2026 is a bank holiday. Enter a working day."),
        ("publication", date(2026, 5, 2), "Saturday 2 May 2026 is not a working day. Enter a day from Monday to Friday."),
        ("publication", date(2026, 4, 2), "The date must be on or after “Draft to the local area”, 3 April 2026. "),
        ("fieldwork_end", date(2026, 3, 6), "The date must be on or after “Fieldwork starts”, 9 March 2026. "),
        ("fieldwork_end", date(2026, 3, 16), "The date must be on or before “Feedback to leaders”, 13 March 2026. "),
        ("comments_due", date(2026, 4, 29), "The date must be on or before “Pre-publication copies”, 28 April 2026. "),
        (
            "publication",
            date(2026, 4, 30),
            "30 April 2026 is the computed date. Enter another date, or go back and leave it as",
        ),
        ("comments_due", date(2026, 4, 2), "The date must be on or after “Draft to the local area”, 3 April 2026. "),
    ],
)
def test_a_date_that_cannot_be_meant_is_refused(people, kind, day, said):
    BankHoliday.objects.create(day=date(2026, 5, 4), name="Early May bank holiday")
    forget_holidays()
    inspection = inspection_at("planned")
    with pytest.raises(Invalid) as refused:
        change(inspection, kind, day, people.programme_lead)
    assert refused.value.field == "day"
    assert str(refused.value).startswith(said)
    assert not inspection.milestones.exclude(override=None).exists()
    forget_holidays()


def test_the_form_keeps_what_was_typed_and_says_it_beside_the_date(client, people):
    inspection = inspection_at("planned")
    client.force_login(people.programme_lead)
    address = reverse("date", args=[inspection.pk, "publication"])
    typed = {"day_day": "30", "day_month": "4", "day_year": "3026", "reason": "An election"}
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_day_day">The year must be between' in page
    assert "An election</textarea>" in page
    assert "Enter the new date" in client.post(address, {"reason": "An election"}).content.decode()


def test_what_follows_by_itself_or_counts_from_an_event_stands_in_nobodys_way(people):
    inspection = inspection_at("planned")
    office = people.programme_lead
    # The copies follow; what counts from a delivery may be long after its time.
    commands.planning.set_computed_date(inspection, "comments_due", date(2026, 12, 10))
    assert change(inspection, "publication", date(2026, 4, 20), office).day == date(2026, 4, 20)
    assert queries.milestone_for(inspection, "pre_publication").day == date(2026, 4, 16)
    assert change(inspection, "comments_due", date(2026, 12, 17), office).day == date(2026, 12, 17)
    change(inspection, "pre_publication", date(2026, 4, 15), office)
    with pytest.raises(Invalid, match="on or after “Pre-publication copies”, 15 April 2026"):
        change(inspection, "publication", date(2026, 4, 14), office)
    assert change(inspection, "publication", date(2026, 4, 15), office).day == date(2026, 4, 15)


def test_comments_after_a_publication_that_has_happened_stand(people):
    inspection = inspection_at("planned")
    office, day = people.programme_lead, date(2026, 5, 6)
    with pytest.raises(Invalid, match="on or before “Pre-publication copies”, 28 April 2026"):
        change(inspection, "comments_due", day, office)
    inspection.milestones.filter(kind="pre_publication").update(happened_on=date(2026, 4, 28))
    with pytest.raises(Invalid, match="on or before “Publication”, 30 April 2026"):
        change(inspection, "comments_due", day, office)
    inspection.milestones.filter(kind="publication").update(happened_on=date(2026, 4, 30))
    assert change(inspection, "comments_due", day, office).day == day


def test_the_report_does_not_go_out_before_a_day_that_was_chosen_for_comments(people):
    inspection = inspection_at("planned")
    change(inspection, "comments_due", date(2026, 4, 27), people.programme_lead)
    for kind in ("pre_publication", "publication"):
        with pytest.raises(Invalid, match="on or after “Factual accuracy comments due”, 27 April"):
            change(inspection, kind, date(2026, 4, 24), people.programme_lead)
    inspection.milestones.filter(kind="comments_due").update(happened_on=date(2026, 4, 20))
    assert change(inspection, "pre_publication", date(2026, 4, 24), people.programme_lead).day == date(2026, 4, 24)


def test_going_back_to_the_computed_date_is_no_change_of_it(people):
    inspection = inspection_at("planned")
    change(inspection, "publication", date(2026, 5, 6), people.programme_lead)
    with pytest.raises(Invalid, match="go back and select “Use the computed date”"):
        change(inspection, "publication", date(2026, 4, 30), people.programme_lead)


def test_the_date_of_what_has_happened_stays(client, people):
    inspection = inspection_at("planned")
    office = people.programme_lead
    change(inspection, "publication", date(2026, 5, 6), office)
    changed = Milestone.objects.filter(inspection=inspection, kind="publication")
    client.force_login(office)
    address, back = (reverse(name, args=[inspection.pk, "publication"]) for name in ("date", "date_withdraw"))
    dates = reverse("dates", args=[inspection.pk])
    assert f'href="{address}"' in client.get(dates).content.decode()
    assert 'name="reason"' in client.get(address).content.decode()

    changed.update(happened_on=date(2026, 5, 6))
    said = "“Publication” happened on 6 May 2026. Its date cannot change any more."
    asked = client.get(address).content.decode()
    assert said in asked
    assert 'name="reason"' not in asked
    listed = client.get(dates).content.decode()
    assert f'href="{address}"' not in listed
    assert back not in listed
    typed = {"day_day": "7", "day_month": "5", "day_year": "2026", "reason": "An election comes"}
    refused = client.post(address, typed)
    assert refused.status_code == 409
    assert said in refused.content.decode()
    assert "An election comes</textarea>" in refused.content.decode()
    assert client.post(back).status_code == 409
    with pytest.raises(NotNow, match="happened on 6 May 2026"):
        change(inspection, "publication", date(2026, 5, 7), office)
    assert changed.get().override == date(2026, 5, 6)
