"""Every status × every step: open from its sources only, and every way that a step can be asked for says the same.

What is expected comes from the table; what is asked are inspections that were walked there by the real commands.
"""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection, transaction
from django.urls import reverse

from agencies.queries import forget_holidays
from inspections import commands, policies
from inspections.models import Inspection
from inspections.policies import READY_FROM_DRAFTING
from inspections.workflow import ANSWER, BY_HAND, ENDS, LEAD, MAIN_LINE, REPORTED, REVIEW, SCHEDULE, STEPS, Status, steps_from
from jtai.errors import DomainError, Invalid, NotNow
from reports import commands as reporting
from reports.models import Report
from tests import walk_reports
from tests.api.asking import Program
from tests.doors.parts import written
from tests.walk import WEEK, WEEK_TO_COME, cast, inspection_at, walk_on
from tests.walk_reports import decide, go_on, read_anew, report_at

pytestmark = pytest.mark.django_db
UNREQUIRED = "published, and no statement is required"
NEW_WEEK = {"fieldwork_start": str(WEEK_TO_COME)}


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):  # noqa: ARG001 -- makes the database
    """One inspection at every status, and one more; each test works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_holidays()
        walked = [*MAIN_LINE[:5], Status.DEFERRED, Status.PAUSED, Status.CANCELLED]
        there = {status: inspection_at(status, year=2100 + number).pk for number, status in enumerate(walked)}
        there |= {status: report_at(status, year=2120 + number).inspection_id for number, status in enumerate(MAIN_LINE[5:])}
        heard = report_at("factual-accuracy", year=2140)
        decide(heard, required=False)
        there[UNREQUIRED] = go_on(heard, "published").inspection_id
        connection.check_constraints()  # once, and not at the end of each test
        yield there
        transaction.set_rollback(True)


def fresh(pk: int) -> Inspection:
    return Inspection.objects.select_related("local_area__region", "framework", "topic").get(pk=pk)


def holder(name: str):
    """Somebody who holds the grant that the step needs."""
    people = cast()
    return {LEAD: people.lead, SCHEDULE: people.programme_lead, REVIEW: people.reviewer, ANSWER: people.co_ordinator}[
        STEPS[name].needs
    ]


def report_in(inspection: Inspection) -> Report:
    """The report, or one that was never saved: its commands say that nothing is drafted yet."""
    return Report.objects.filter(inspection=inspection).first() or Report(inspection=inspection)


# Steps that another command takes; all others are taken by take_step.
CALLS: dict[str, Callable[[Inspection], object]] = {
    "begin_drafting": lambda one: reporting.draft(one, by=holder("begin_drafting")),
    "send_to_quality_assurance": lambda one: reporting.send_to_quality_assurance(one, by=holder("publish")),
    "return_draft": lambda one: reporting.review(
        report_in(one), decision="returned", summary="Say how many.", by=holder("return_draft")
    ),
    "send_to_factual_accuracy": lambda one: reporting.deliver_for_accuracy(one, by=holder("publish")),
    "begin_sign_off": lambda one: reporting.begin_sign_off(one, by=holder("begin_sign_off")),
    "begin_pre_publication": lambda one: reporting.begin_pre_publication(one, by=holder("publish")),
    "publish": lambda one: reporting.publish(one, by=holder("publish")),
    "record_receipt": lambda one: reporting.record_receipt(
        report_in(one), received_on=WEEK, received_by="The director", by=holder("record_receipt")
    ),
    "receive_statement": lambda one: reporting.send_statement(one, body="We will meet.", by=holder("receive_statement")),
    "close": lambda one: reporting.acknowledge_and_close(one, by=holder("close")),
    "close_without_statement": lambda one: reporting.close_without_statement(one, by=holder("close")),
    "defer": lambda one: commands.defer(one, asked_by="Director", reason="Flood", by=holder("defer")),
    "reschedule": lambda one: commands.reschedule(
        one, fieldwork_start=WEEK + timedelta(days=7), reason="Dry again", week_reason="Asked for", by=holder("reschedule")
    ),
}
# Its own page or operation, for steps that have neither a button of their own here nor another page.
API = {"defer": "api_defer", "reschedule": "api_reschedule"}
WORDS = {
    "defer": {"asked_by": "Director", "reason": "kept on the page"},
    "reschedule": {"fieldwork_start": str(WEEK_TO_COME), "reason": "kept on the page"},
}


def take(name: str, inspection: Inspection) -> object:
    call = CALLS.get(name, lambda one: commands.take_step(name, one, reason="It must be", by=holder(name)))
    return call(inspection)


def test_every_step_of_other_commands_is_tried():
    assert set(CALLS) == {name for name, step in STEPS.items() if not step.alone} | {"defer"}


def refusal_of(name: str, status: Status) -> str:
    """What the table says to somebody who holds the grant. The area holds none before it is notified."""
    step = STEPS[name]
    if step.needs == ANSWER and status in {Status.PLANNED, Status.DEFERRED}:
        return "This step is not yours to take."
    return f"This inspection is at “{status.label}”. “{step.label}” is not possible from there."


CLOSED = [(status, name) for status in Status for name, step in STEPS.items() if status not in step.sources]
OPEN = [(status, name) for name, step in STEPS.items() for status in step.sources]


def test_the_grid_has_every_cell():
    assert len(CLOSED) + len(OPEN) == len(Status) * len(STEPS)


@pytest.mark.parametrize("status", Status)
def test_a_step_is_refused_from_every_state_but_its_sources(standing, client, status):
    inspection, before = fresh(standing[status]), written()
    for name in (name for at, name in CLOSED if at == status):
        why = policies.can_take_step.why_not(holder(name), name, inspection)
        assert why == refusal_of(name, status), name
        # Who comes before when: a stranger learns nothing of the state.
        assert policies.can_take_step.why_not(cast().stranger, name, inspection) in {
            "Only the lead inspector can do this.", "Only Ofsted’s programme office can do this.", "This step is not yours to take.",
        }, name  # fmt: skip
        if name == "publish" and status in REPORTED:  # pressing twice publishes once
            take(name, fresh(inspection.pk))
        else:
            with pytest.raises(DomainError):
                take(name, fresh(inspection.pk))
    assert written() == before
    for name in (name for at, name in CLOSED if at == status):
        if name in BY_HAND or name == "reschedule":
            client.force_login(holder(name))
            before = written()
            sent = {**NEW_WEEK, "asked_by": "Director", "reason": "kept on the page"}
            page = client.post(reverse("step", args=[inspection.pk, name]), sent)
            assert page.status_code == HTTPStatus.CONFLICT, name
            assert refusal_of(name, status) in page.context["form"].errors["__all__"]
            assert not STEPS[name].reason or "kept on the page" in page.content.decode()
            assert written() == before, name
    assert fresh(inspection.pk).status == status


@pytest.mark.parametrize("status", Status)
def test_the_api_refuses_what_the_table_refuses(standing, status):
    programs = {part: Program(getattr(cast(), part)) for part in ("lead", "programme_lead")}
    for program in programs.values():
        program.get(reverse("api_me"))  # the first use of a token is written down
    for name in (name for at, name in CLOSED if at == status and (name in BY_HAND or name in API)):
        program = programs["programme_lead" if STEPS[name].needs == SCHEDULE else "lead"]
        before = written()
        address = reverse(API.get(name, "api_steps"), kwargs={"pk": standing[status]})
        answer = program.ask("post", address, WORDS.get(name, {"step": name, "reason": "It must be"}))
        assert (answer.status_code, answer.json()["detail"]) == (HTTPStatus.CONFLICT, refusal_of(name, status)), name
        assert written() - before == {}, name


# What has to be in hand before: the walker knows, for the main line.
ALONG = {
    "start_fieldwork": Status.FIELDWORK,
    "begin_moderation": Status.MODERATION,
    "send_to_factual_accuracy": Status.FACTUAL_ACCURACY,
    "begin_sign_off": Status.SIGN_OFF,
    "begin_pre_publication": Status.PRE_PUBLICATION,
    "record_receipt": Status.STATEMENT_DUE,
}


def go(name: str, inspection: Inspection) -> None:
    """Take a step that is open, with all that it waits for."""
    if name == "begin_drafting":
        walk_reports.draft_from(inspection)
    elif name not in ALONG:
        take(name, inspection)
    elif ALONG[name] in MAIN_LINE[:5]:
        walk_on(inspection, ALONG[name])
    else:
        go_on(read_anew(report_in(inspection)), ALONG[name])


@pytest.mark.parametrize(("status", "name"), OPEN)
def test_a_step_leads_from_each_of_its_sources_to_its_target(standing, status, name):
    inspection = fresh(standing[UNREQUIRED if name == "close_without_statement" else status])
    back = inspection.paused_from
    go(name, inspection)
    after = fresh(inspection.pk)
    assert after.status == (back if STEPS[name].target is None else STEPS[name].target)
    assert after.paused_from == (status if name == "pause" else "")


@pytest.mark.parametrize(
    ("status", "name"), [(status, name) for status, name in OPEN if name in BY_HAND and name not in {*ALONG, "defer"}]
)
def test_a_step_by_hand_is_taken_on_its_page(client, standing, status, name):
    inspection = fresh(standing[status])
    target = inspection.paused_from if STEPS[name].target is None else STEPS[name].target
    client.force_login(holder(name))
    page = client.post(reverse("step", args=[inspection.pk, name]), {"reason": "It must be"}, follow=True)
    assert page.redirect_chain == [(reverse("inspection", args=[inspection.pk]), 302)]
    assert str(STEPS[name].done) in page.content.decode()
    assert fresh(inspection.pk).status == target


@pytest.mark.parametrize(
    ("status", "name"), [(status, name) for status, name in OPEN if STEPS[name].reason and name in BY_HAND]
)
def test_a_step_that_needs_a_reason_is_not_taken_without(standing, status, name):
    inspection, person = fresh(standing[status]), holder(name)
    program = Program(person)
    program.get(reverse("api_me"))  # the first use of a token is written down
    before = written()
    with pytest.raises(Invalid, match="Enter a reason"):
        commands.take_step(name, inspection, reason=" ", by=person)
    if name not in API:
        answer = program.ask("post", reverse("api_steps", kwargs={"pk": inspection.pk}), {"step": name})
        assert (answer.status_code, answer.json()["detail"]) == (HTTPStatus.UNPROCESSABLE_ENTITY, "Enter a reason.")
    assert written() == before


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
    tuesday = {"fieldwork_start": str(WEEK_TO_COME + timedelta(days=1)), "reason": "Dry again"}
    page = client.post(week, tuesday)
    assert page.status_code == 422
    assert "10 March 2099 is a Tuesday" in page.content.decode()
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
