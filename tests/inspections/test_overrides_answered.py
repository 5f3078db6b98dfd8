"""What became of an override reaches whoever asked for it, and stands beside the place that it bears."""

import pytest
from django.urls import reverse

from agencies import commands as people_commands
from inspections import commands
from inspections.models import Part
from jobs.models import Email
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db
MARK = "Has a place by an override"


@pytest.fixture
def asked(people):
    """Ofsted’s programme lead wants somebody who lives there; CQC’s decides."""
    inspection = inspection_at("planned")
    people_commands.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    return commands.ask_override(inspection, person=people.stranger, reason="Needed", by=people.programme_lead)


@pytest.mark.parametrize(("allowed", "word"), [(True, "was allowed"), (False, "was refused")])
def test_the_answer_goes_to_who_asked_and_names_nobody(people, asked, allowed, word):
    commands.decide_override(asked, allowed=allowed, reason="canary-of-the-reason", by=people.cqc_programme_lead)
    mail = Email.objects.get(subject="Your request about a conflict of interest was decided")
    assert (mail.to, word in mail.body) == (people.programme_lead.email, True)
    for secret in ("canary", people.stranger.name, asked.inspection.local_area.name):
        assert secret not in mail.body
    assert mail.body.endswith(reverse("override", args=[asked.inspection_id, asked.pk]))


def test_a_place_that_an_override_bears_carries_a_mark_until_something_newer_is_declared(client, people, asked):
    inspection = asked.inspection
    commands.decide_override(asked, allowed=True, reason="Slight", by=people.cqc_programme_lead)
    commands.assign(inspection, person=people.stranger, part=Part.INSPECTOR, by=people.programme_lead)

    def shown(viewer):
        client.force_login(viewer)
        return client.get(reverse("team", args=[inspection.pk])).content.decode()

    assert shown(people.programme_lead).count(MARK) == 1
    assert MARK not in shown(people.lead)
    people_commands.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    assert MARK not in shown(people.programme_lead)
