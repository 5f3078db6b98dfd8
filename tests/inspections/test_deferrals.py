"""Requests to defer: granted or refused, each kept with who asked, why, what was decided and by whom; and who is told."""

import pytest
from django.urls import reverse

from audit.trail import trail_of
from inspections import commands
from inspections.models import Deferral
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.factors import with_factors
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db
ASKED = {"asked_by": "Director of children’s services", "reason": "A new system", "decision": "It can wait a week"}


def words(answer):
    return " ".join(answer.content.decode().split())


def told():
    return {(email.to, email.subject) for email in Email.objects.all()}


def test_a_refused_request_is_kept_and_the_inspection_goes_on(client):
    people = cast()
    inspection = inspection_at("set-up")
    client.force_login(people.programme_lead)
    assert "Nobody has asked to defer" in words(client.get(reverse("deferrals", args=[inspection.pk])))
    address = reverse("deferral_refuse", args=[inspection.pk])
    refused = client.post(address, {**ASKED, "decision": ""})
    assert (refused.status_code, "Enter why the request was refused" in words(refused)) == (422, True)
    for _twice in range(2):
        answer = words(client.post(address, ASKED, follow=True))
    assert "The inspection goes on as planned." in answer
    for sentence in ("Asked by Director of children’s services", "A new system", "Refused", "It can wait a week"):
        assert sentence in answer
    kept = inspection.deferrals.get()
    assert (kept.granted, kept.decided_by, kept.new_start) == (False, people.programme_lead, None)
    inspection.refresh_from_db()
    assert inspection.status == "set-up"
    assert trail_of(inspection.stream)[0].verb == "inspection.refuse_deferral"
    assert reverse("deferrals", args=[inspection.pk]) in words(client.get(inspection.get_absolute_url()))


def test_what_is_missing_of_a_refusal_is_asked_for():
    people = cast()
    inspection = inspection_at("planned")
    for field in ASKED:
        with pytest.raises(Invalid) as refusal:
            commands.refuse_deferral(inspection, **{**ASKED, field: " "}, by=people.programme_lead)
        assert refusal.value.field == field
    with pytest.raises(NotAllowed):
        commands.refuse_deferral(inspection, **ASKED, by=people.lead)
    with pytest.raises(NotNow):
        commands.refuse_deferral(inspection_at("fieldwork", year=2031), **ASKED, by=people.programme_lead)
    assert Deferral.objects.count() == 0


def test_a_refused_request_is_not_the_one_that_a_new_week_answers():
    people = cast()
    inspection = inspection_at("planned")
    granted = commands.defer(
        inspection, asked_by="The director", reason="Flood", decision="Half the town", by=people.programme_lead
    )
    granted = granted.deferrals.get()
    Deferral.objects.create(
        inspection=inspection, granted=False, decided_by=people.programme_lead, old_start=inspection.fieldwork_start, **ASKED
    )
    week = inspection.fieldwork_start.replace(year=2099)
    commands.reschedule(inspection, fieldwork_start=week, reason="Dry", week_reason="Wanted", by=people.programme_lead)
    granted.refresh_from_db()
    assert (granted.new_start, granted.decision) == (week, "Half the town")


def test_requests_to_defer_over_the_api(client):
    people = cast()
    inspection = inspection_at("planned")
    client.force_login(people.programme_lead)
    address = f"/api/v1/inspections/{inspection.pk}/deferrals/"
    made = client.post(address, ASKED, content_type="application/json")
    assert (made.status_code, made.json()["granted"], made.json()["decision"]) == (201, False, "It can wait a week")
    assert client.get(address).json()["results"] == [made.json()]
    client.force_login(people.lead)
    assert client.get(address).json()["count"] == 1
    assert client.post(address, ASKED, content_type="application/json").status_code == 403
    client.force_login(people.stranger)
    assert client.get(address).status_code == 404


def test_team_and_area_learn_of_a_pause_and_of_its_end():
    people = cast()
    inspection = inspection_at("fieldwork")
    with_factors(people)
    area = inspection.local_area.name
    Email.objects.all().delete()
    commands.take_step("pause", inspection, reason="A serious incident", by=people.lead)
    pause = told()
    assert (people.co_ordinator.email, f"Joint targeted area inspection of {area}: paused") in pause
    assert (people.cqc.email, "An inspection of yours has changed: paused") in pause
    assert people.lead.email not in {to for to, _subject in pause}
    Email.objects.all().delete()
    commands.take_step("resume", inspection, by=people.lead)
    assert (people.co_ordinator.email, f"Joint targeted area inspection of {area} goes on") in told()
    assert (people.cqc.email, "An inspection of yours has changed: fieldwork") in told()


def test_a_team_told_of_a_planned_inspection_does_not_read_where_it_is():
    people = cast()
    inspection = inspection_at("planned")
    with_factors(people)
    Email.objects.all().delete()
    commands.defer(inspection, asked_by="The director", reason="Flood", by=people.programme_lead)
    email = Email.objects.get(to=people.cqc.email)
    assert "which is not announced yet, is now “deferred”" in email.body
    assert inspection.local_area.name not in email.subject + email.body
    assert not Email.objects.filter(to=people.co_ordinator.email).exists()
