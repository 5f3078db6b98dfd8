"""Every status × every step: open from its sources only, and every way that a step can be asked for says the same."""

import pytest
from django.urls import reverse

from inspections import commands, policies
from inspections.models import Inspection
from inspections.policies import READY_FROM_DRAFTING
from inspections.workflow import BY_HAND, ENDS, LEAD, MAIN_LINE, SCHEDULE, STEPS, Status, steps_from
from jtai.errors import DomainError, NotAllowed, NotNow
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db


def at(status):
    """In that state. What the walker reaches is walked; what lies further is put there, for the table alone is asked."""
    if status in {*MAIN_LINE[:5], Status.DEFERRED, Status.PAUSED, Status.CANCELLED}:
        return inspection_at(status)
    inspection = inspection_at("moderation")
    Inspection.objects.filter(pk=inspection.pk).update(status=status)
    inspection.refresh_from_db()
    return inspection


def holder(name):
    """Somebody who holds the grant that the step needs, where the walker casts one."""
    people = cast()
    return {LEAD: people.lead, SCHEDULE: people.programme_lead}.get(STEPS[name].needs, people.lead)


@pytest.mark.parametrize("status", list(Status))
def test_a_step_is_refused_from_every_state_but_its_sources(status):
    inspection = at(status)
    for name, step in STEPS.items():
        why = policies.can_take_step.why_not(holder(name), name, inspection)
        if status not in step.sources and step.needs in {LEAD, SCHEDULE}:
            label = Status(inspection.status).label
            assert why == f"This inspection is at “{label}”. “{step.label}” is not possible from there.", name
        # Who comes before when: a stranger learns nothing of the state.
        assert policies.can_take_step.why_not(cast().stranger, name, inspection) in {
            "Only the lead inspector can do this.", "Only Ofsted’s programme office can do this.", "This step is not yours to take.",
        }, name  # fmt: skip


@pytest.mark.parametrize("status", list(Status))
def test_the_command_and_the_page_refuse_what_the_policy_refuses(client, status):
    inspection = at(status)
    for name, step in STEPS.items():
        person = holder(name)
        why = policies.can_take_step.why_not(person, name, inspection)
        if not why:
            continue
        with pytest.raises(DomainError) as refused:
            commands.take_step(name, inspection, reason="r", by=person)
        assert str(refused.value) == why
        if name in BY_HAND and name != "defer":
            client.force_login(person)
            page = client.post(reverse("step", args=[inspection.pk, name]), {"reason": "kept on the page"})
            assert page.status_code == (403 if isinstance(refused.value, NotAllowed) else 409), name
            assert why in page.context["form"].errors["__all__"]
            assert not step.reason or "kept on the page" in page.content.decode()
        inspection.refresh_from_db()
        assert inspection.status == status


@pytest.mark.parametrize(
    ("status", "name", "after"),
    [
        ("planned", "notify", "notified"),
        ("notified", "start_set_up", "set-up"),
        ("fieldwork", "pause", "paused"),
        ("paused", "resume", "fieldwork"),
        ("planned", "cancel", "cancelled"),
    ],
)
def test_a_step_by_hand_is_taken_on_its_page(client, status, name, after):
    inspection = inspection_at(status)
    client.force_login(holder(name))
    page = client.post(reverse("step", args=[inspection.pk, name]), {"reason": "It must be"}, follow=True)
    assert page.redirect_chain == [(reverse("inspection", args=[inspection.pk]), 302)]
    assert str(STEPS[name].done) in page.content.decode()
    inspection.refresh_from_db()
    assert inspection.status == after


def test_steps_of_other_commands_have_no_page(client):
    inspection = inspection_at("planned")
    client.force_login(cast().lead)
    for name in [*set(STEPS) - {*BY_HAND, "reschedule"}, "nothing"]:
        assert client.get(reverse("step", args=[inspection.pk, name])).status_code == 404, name
        assert client.post(reverse("step", args=[inspection.pk, name])).status_code == 404, name


def test_every_status_ends_or_leads_on():
    assert {source for step in STEPS.values() for source in step.sources} | ENDS == set(Status)
    assert {step.target for step in STEPS.values()} - {None} == set(Status)
    assert all(steps_from(status) for status in set(Status) - ENDS)


def test_readiness_is_asked_for_every_step_from_drafting_on():
    assert {
        "send_to_quality_assurance", "return_draft", "send_to_factual_accuracy", "begin_sign_off", "begin_pre_publication",
        "publish", "record_receipt", "receive_statement", "close", "close_without_statement",
    } == READY_FROM_DRAFTING  # fmt: skip


def test_defer_and_choose_a_new_week(client):
    people = cast()
    inspection = inspection_at("set-up")
    client.force_login(people.programme_lead)
    step = reverse("step", args=[inspection.pk, "defer"])
    assert client.post(step, {"reason": "Flood"}).status_code == 422
    assert client.post(step, {"reason": "Flood", "asked_by": "The director"}).status_code == 302
    week = reverse("step", args=[inspection.pk, "reschedule"])
    tuesday = {"fieldwork_start_day": "10", "fieldwork_start_month": "3", "fieldwork_start_year": "2026", "reason": "Dry again"}
    page = client.post(week, tuesday)
    assert page.status_code == 422
    assert "10 March 2026 is a Tuesday" in page.content.decode()
    assert client.post(week, {**tuesday, "week_reason": "The schools ask for it"}).status_code == 302
    inspection.refresh_from_db()
    assert (inspection.status, inspection.fieldwork_start.day, inspection.week_reason) == (
        "planned",
        10,
        "The schools ask for it",
    )
    deferral = inspection.deferrals.get()
    assert (deferral.old_start.day, deferral.new_start.day, deferral.asked_by) == (9, 10, "The director")


def test_a_second_press_is_refused_and_changes_nothing():
    people = cast()
    inspection = inspection_at("planned")
    commands.take_step("notify", inspection, by=people.lead)
    with pytest.raises(NotNow):
        commands.take_step("notify", inspection, by=people.lead)
