"""Two people at one activity at once: nothing typed is lost, and nothing is overwritten unseen."""

import re
import threading
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from jobs.queries import job_for
from jobs.runner import run as run_job
from jtai.errors import Invalid
from programmes import commands, queries
from programmes.commands import activities
from programmes.importing import running
from programmes.models import Activity, Breach, CheckLook, Recommendation
from tests.api.asking import Program
from tests.programmes import acting
from tests.programmes.acting import activity, breach, check_item, council, done, programme, published, recommendation
from tests.programmes.tables import COUNCIL, as_csv, ilacs, programmes
from tests.programmes.test_activities import judged
from tests.programmes.test_pages import DAYS, day
from tests.walk import cast

pytestmark = pytest.mark.django_db
TYPED = "An hour of typing."


@pytest.fixture
def ofsted(client):
    programme()
    client.force_login(cast().ofsted)
    return client


def send(client, name, row, *args, **typed):
    answer = client.post(reverse(name, args=[row.pk, *args]), typed)
    return answer.status_code, answer.content.decode()


def again(row):
    return queries.activity_for(cast().ofsted, row.pk)


def test_words_stay_on_the_page_when_it_was_said_meanwhile_not_to_have_taken_place(ofsted):
    row = done()
    commands.take_back(row, standing="done", by=cast().lead)
    shown = {"outcome": "Two areas", "effect": "hinders", "words": TYPED}
    status, page = send(ofsted, "activity_edit", row, **DAYS, base=1, kind=row.kind_id, **shown)
    assert (status, TYPED in page, "Mark it as done first." in page) == (422, True, True)
    commands.mark_done(row, starts_on=row.starts_on, ends_on=row.ends_on, by=cast().lead)
    status, _page = send(ofsted, "activity_edit", row, **DAYS, base=1, kind=row.kind_id, **shown)
    kept = queries.waiting_beside(again(row).text)
    assert (status, [(one.body, one.values["outcome"]) for one in kept]) == (302, [(TYPED, "Two areas")])


def test_a_plan_that_was_typed_while_it_was_done_and_described_takes_no_words_away(ofsted):
    row = activity()
    commands.mark_done(row, starts_on=row.starts_on, ends_on=row.ends_on, by=cast().lead)
    row = again(row)
    assert row.text.version == 2
    facts = {"starts_on": row.starts_on, "ends_on": row.ends_on, "kind": row.kind}
    commands.edit_activity(row, base=2, **facts, effect="improves", words=TYPED, by=cast().lead)
    status, _page = send(ofsted, "activity_edit", row, **DAYS, base=1, kind=row.kind_id, reference="R1")
    row = again(row)
    (kept,) = queries.waiting_beside(row.text)
    assert (status, row.text.body, row.reference) == (302, TYPED, "")
    assert (kept.body, kept.values["effect"], kept.values["reference"]) == (TYPED, "improves", "R1")


def test_each_step_makes_what_was_started_before_it_stale():
    row = activity()
    people = cast()
    commands.mark_done(row, starts_on=row.starts_on, ends_on=row.ends_on, by=people.ofsted)
    commands.take_back(row, standing="done", by=people.ofsted)
    assert [one.number for one in queries.history_of(again(row).text)] == [3, 2, 1]


def hidden(page, name):
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
    return "".join(re.findall(r'value="([^"]*)"', tag))


def opened(client, name, row, *args):
    return client.get(reverse(name, args=[row.pk, *args])).content.decode()


def pairs(row):
    return [(one.area.code, one.value.code) for one in row.judgements.select_related("area", "value")]


def test_judgements_that_were_not_seen_are_not_overwritten(ofsted):
    row = done(kind="standard-inspection")
    before = hidden(opened(ofsted, "activity_judgements", row), "before")
    leaders = next(area for area in queries.judgement_areas(row.programme, row.ends_on) if area.code == "leaders")
    mine = {f"judged-{leaders.pk}": leaders.scale.values.get(code="good").pk}
    judged(row, "in-care")
    status, page = send(ofsted, "activity_judgements", row, **mine, before=before)
    assert (status, pairs(row)) == (409, [("in-care", "inadequate")])
    assert "Now stands: The experiences and progress of children in care: Inadequate." in page
    assert f'value="{mine[f"judged-{leaders.pk}"]}" selected' in page
    status, _page = send(ofsted, "activity_judgements", row, **mine, before=hidden(page, "before"))
    assert (status, pairs(row)) == (302, [("leaders", "good")])


def test_a_program_says_which_judgements_it_saw():
    row = done(kind="standard-inspection")
    program, address = Program(cast().ofsted), f"/api/v1/activities/{row.pk}/"
    judged(row, "in-care")
    answer = program.ask("put", f"{address}judgements/", {"judgements": []})
    assert (answer.status_code, pairs(row)) == (409, [("in-care", "inadequate")])
    mark = program.get(address)["inside"]["judgements_mark"]
    answer = program.ask("put", f"{address}judgements/", {"judgements": [], "before": mark})
    assert (answer.status_code, pairs(row), answer.json()["inside"]["judgements_mark"]) == (200, [], "")


def test_two_who_look_at_the_same_thing_both_keep_their_words(ofsted):
    row, item = done(), check_item(agency=council())
    key = hidden(opened(ofsted, "check_item", item), "client_id")
    commands.look_at_check_item(item, activity=row, seen="Theirs.", seen_on=row.ends_on, by=cast().lead)
    mine = {"activity": row.pk, "seen": TYPED, "client_id": key, **day("seen_on", "16 5 2025")}
    assert [send(ofsted, "check_item", item, **mine)[0] for _time in range(2)] == [302, 302]
    assert list(CheckLook.objects.values_list("seen", flat=True)) == ["Theirs.", TYPED]


def test_a_program_reads_every_look_and_adds_one():
    row, item = done(), check_item(agency=council())
    program, address = Program(cast().ofsted), f"/api/v1/check-items/{item.pk}/"
    body = {"activity": row.pk, "seen": "First.", "seen_on": "2025-05-16"}
    program.ask("post", address, body)
    answer = program.ask("post", address, {**body, "seen": "Second."})
    assert (answer.status_code, [look["seen"] for look in answer.json()["looks"]]) == (201, ["First.", "Second."])
    (listed,) = program.get("/api/v1/check-items/")["results"]
    assert listed == answer.json()
    assert (listed["looks"][0]["activity"], listed["looks"][0]["seen_on"]) == (row.pk, "2025-05-16")
    assert listed["looks"][0]["recorded_by"]["name"] == cast().ofsted.name


def test_another_step_than_the_one_seen_is_not_undone(client):
    row, by = breach(), cast().cqc
    client.force_login(by)
    commands.follow_breach(row, step="address", on=row.found_on, note="Trained.", by=by)
    state = hidden(opened(client, "breach_step", row, "reopen"), "state")
    commands.reopen_breach(row, state="addressed", reason="B", by=by)
    commands.follow_breach(row, step="enforce", on=row.found_on, note="Notice.", by=by)
    status, page = send(client, "breach_step", row, "reopen", reason=TYPED, state=state)
    assert (status, TYPED in page, "recorded as “Enforcement” now" in page) == (409, True, True)
    assert Breach.objects.get().state == "enforcement"
    answer = Program(by).ask("post", f"/api/v1/breaches/{row.pk}/reopen/", {"reason": TYPED, "state": "addressed"})
    assert (answer.status_code, Breach.objects.get().state) == (409, "enforcement")


def test_another_closing_than_the_one_seen_is_not_opened_again(client):
    row, by = recommendation(), cast().cqc
    client.force_login(by)
    close = {"on": row.activity.ends_on, "note": "Seen.", "by": by}
    commands.close_recommendation(row, met=True, **close)
    state = hidden(opened(client, "recommendation_reopen", row), "state")
    commands.reopen_recommendation(row, state="met", reason="B", by=by)
    commands.close_recommendation(row, met=False, **close)
    status, page = send(client, "recommendation_reopen", row, reason=TYPED, state=state)
    assert (status, TYPED in page, Recommendation.objects.get().state) == (409, True, "not-met")
    answer = Program(by).ask("post", f"/api/v1/recommendations/{row.pk}/reopen/", {"reason": TYPED, "state": "met"})
    assert (answer.status_code, Recommendation.objects.get().state) == (409, "not-met")


@pytest.mark.parametrize(
    ("sharing", "make", "says"),
    [
        ("own", published, "Only your own inspectorate reads this."),
        ("published", done, "can read this once the activity is published."),
        ("published", published, "The activity is published, so the other inspectorates can read this as soon as you save it."),
        ("all", done, "they see everything of this programme."),
    ],
)
def test_every_form_about_a_breach_or_a_recommendation_says_who_will_read_it(client, sharing, make, says):
    acting.programme("fundamental-standards", sharing=sharing)
    row = make("fundamental-standards", "inspection")
    kept, asked = breach(row), recommendation(row)
    client.force_login(cast().cqc)
    for name, of, *args in (
        ("breach_add", row), ("recommendation_add", row), ("breach_step", kept, "enforce"), ("breach_edit", kept),
        ("recommendation_close", asked), ("recommendation_edit", asked),
    ):  # fmt: skip
        assert says in opened(client, name, of, *args)


@pytest.fixture
def taken_meanwhile(monkeypatch):
    """Between the check and the saving somebody else records an activity under the reference R9."""
    checked = activities.check

    def check(*args, **facts):
        checked(*args, **facts)
        monkeypatch.setattr(activities, "check", checked)
        activity(reference="R9", starts_on=date(2025, 6, 2), ends_on=date(2025, 6, 2))

    return lambda: monkeypatch.setattr(activities, "check", check)


def test_words_stay_on_the_page_when_the_reference_is_taken_at_the_same_moment(ofsted, taken_meanwhile):
    row = done()
    taken_meanwhile()
    facts = {"kind": row.kind_id, "reference": "R9", "effect": "hinders", "words": TYPED}
    status, page = send(ofsted, "activity_edit", row, **DAYS, base=1, **facts)
    assert (status, TYPED in page, "has this reference. Enter another one." in page) == (422, True, True)


def test_a_new_activity_whose_reference_is_taken_at_the_same_moment_is_refused_beside_that_field(taken_meanwhile):
    programme()
    taken_meanwhile()
    with pytest.raises(Invalid, match="has this reference") as refused:
        activity(reference="R9")
    assert refused.value.field == "reference"


@pytest.mark.django_db(transaction=True)
def test_two_tables_at_once_are_loaded_one_after_the_other(monkeypatch):
    programmes()
    line = ("", "monitoring-visit", COUNCIL, "2026-03-03", "", "done")
    asked = [
        running.ask_import(ilacs(), data=as_csv([line]) + end, name="a.csv", only_check=False, by=cast().ofsted)
        for end in (b"", b"\r\n")
    ]
    jobs = [job_for(one, running.IMPORT).pk for one in asked]
    load, others = running.load, []

    def second():
        run_job(jobs[1])
        connection.close()

    def late(whose, rows, *, by):
        load(whose, rows, by=by)
        if not others:
            others.append(threading.Thread(target=second))
            others[0].start()
            others[0].join(3)

    monkeypatch.setattr(running, "load", late)
    run_job(jobs[0])
    others[0].join()
    for one in asked:
        one.refresh_from_db()
    assert [(one.loaded, one.added, one.unchanged) for one in asked] == [(True, 1, 0), (True, 0, 1)]
    assert Activity.objects.count() == 1
