"""An import is checked as a whole, then loaded as a whole or not at all, and once however often it is asked for."""

import gc

import pytest
from django.db import DataError
from django.urls import reverse

from agencies.models import Membership
from audit.models import Event
from files.models import StoredFile
from jobs.models import Job, State
from jobs.queries import job_for
from jobs.runner import run as run_job
from jtai.errors import Invalid, NotAllowed
from programmes import commands
from programmes.importing import loading, running
from programmes.importing.running import IMPORT, ask_import, retry_import
from programmes.models import Activity, ImportRun, Judgement, Programme
from tests.programmes import acting
from tests.programmes.tables import (
    ASSESSMENT,
    CONVERSATION,
    COUNCIL,
    HEAD,
    as_csv,
    as_xlsx,
    ilacs,
    imported,
    many,
    programmes,
)
from tests.programmes.test_activities import judged
from tests.walk import cast
from writing.models import Revision, Text

pytestmark = pytest.mark.django_db
JUDGED = (*HEAD, "published_on", "effect", "contribution", "help-and-protection", "in-care")
INSPECTION = ("I1", "standard-inspection", COUNCIL, "2026-03-02", "2026-03-13", "published", "2026-05-29", "hinders", "Help comes late.", "Inadequate", "Good")  # fmt: skip


@pytest.fixture(autouse=True)
def world() -> None:
    programmes()


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Activity, Judgement, Text, Revision))


@pytest.mark.parametrize(("make", "name"), [(as_csv, "a.csv"), (as_xlsx, "a.xlsx"), (as_csv, "a.txt")])
def test_a_sound_table_is_loaded_with_all_that_its_lines_say(make, name):
    run = imported(make([INSPECTION], JUDGED), name=name)
    assert (run.loaded, run.rows, run.added, run.changed, run.fault_count, run.name) == (True, 1, 1, 0, 0, name)
    row = Activity.objects.get()
    assert (row.reference, row.kind.code, row.agency.name, row.local_area) == ("I1", "standard-inspection", COUNCIL, None)
    assert (str(row.starts_on), str(row.ends_on), row.standing, str(row.published_on)) == (
        "2026-03-02",
        "2026-03-13",
        "published",
        "2026-05-29",
    )
    assert (row.effect, row.text.body, row.recorded_by) == ("hinders", "Help comes late.", cast().ofsted)
    assert [(one.area.code, one.value.code) for one in row.judgements.all()] == [
        ("help-and-protection", "inadequate"),
        ("in-care", "good"),
    ]
    revision = row.text.revisions.get()
    assert (revision.number, revision.body, revision.author) == (1, "Help comes late.", cast().ofsted)
    assert revision.values["reference"] == "I1"
    event = Event.objects.get(verb="programme.import")
    assert (event.stream, event.target) == (f"programme:{row.programme_id}", f"programmes.importrun:{run.pk}")


def test_a_fault_in_the_last_line_leaves_nothing_loaded():
    before = counts()
    run = imported(as_csv([*many(1_000), ("Z", "annual-conversation", "Nobody Council", "2026-03-03", "", "done")]))
    assert (run.loaded, run.rows, run.added, run.fault_count) == (False, 1_001, 0, 1)
    assert run.faults[0]["line"] == 1_002
    assert counts() == before


def test_a_check_loads_nothing_and_says_what_would_be():
    imported(as_csv([CONVERSATION]))
    before = counts()
    changed = (*CONVERSATION[:4], "04/03/2026", "done")
    run = imported(as_csv([changed, ASSESSMENT]), only_check=True)
    assert (run.loaded, run.rows, run.added, run.changed, run.changes) == (False, 2, 1, 1, [{"line": 2, "reference": "A1"}])
    assert counts() == before


def test_the_same_table_again_changes_nothing():
    table = as_csv([INSPECTION, (*CONVERSATION, "", "", "", "", "")], JUDGED)
    imported(table)
    before = counts()
    run = imported(table)
    assert (run.loaded, run.added, run.changed, run.unchanged) == (True, 0, 0, 2)
    assert counts() == before


def test_a_line_with_the_reference_of_an_activity_changes_that_and_keeps_its_earlier_words():
    imported(as_csv([INSPECTION], JUDGED))
    head = ("reference", "contribution", "effect", "in-care", "activity", "agency", "starts_on")
    run = imported(as_csv([("I1", "Help comes in time.", "improves", "Outstanding", "", "", "")], head))
    assert (run.loaded, run.added, run.changed) == (True, 0, 1)
    row = Activity.objects.get()
    assert (row.effect, row.standing, str(row.published_on)) == ("improves", "published", "2026-05-29")
    assert [(one.area.code, one.value.code) for one in row.judgements.all()] == [
        ("help-and-protection", "inadequate"),
        ("in-care", "outstanding"),
    ]
    assert list(row.text.revisions.values_list("number", "body")) == [(1, "Help comes late."), (2, "Help comes in time.")]
    assert (row.text.version, row.text.body) == (2, "Help comes in time.")


def test_a_fault_of_the_database_in_the_middle_leaves_nothing_and_the_import_can_be_tried_again(monkeypatch):
    before, write = counts(), loading.load
    loaded = []

    def break_off(programme, rows, *, by):
        write(programme, rows, by=by)
        loaded.append(len(rows))
        if len(loaded) > 1:
            raise DataError("too long")

    monkeypatch.setattr("programmes.importing.running.load", break_off)
    run = imported(as_csv(many(1_200)))
    job = job_for(run, IMPORT)
    assert loaded == [500, 500]
    assert (counts(), run.finished_at, job.state) == (before, None, State.FAILED)
    assert job.error.startswith("The import could not be built. Try again; if it fails again, give support the reference ")
    monkeypatch.undo()
    retry_import(run, by=cast().ofsted)
    run_job(job.pk)
    run.refresh_from_db()
    assert (run.loaded, run.added, Activity.objects.count()) == (True, 1_200, 1_200)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_saved_as_a_file_changes_nothing_when_it_is_sent_in_also_where_nothing_has_a_reference(client, kind):
    acting.done("ilacs", "monitoring-visit", effect="hinders", words="Late.\n\nToo late.", outcome=" Two  areas")
    for _ in "12":
        acting.done("ilacs", "self-assessment")
    acting.done("ilacs", "annual-conversation", reference="S1")
    judged(acting.published("ilacs", "standard-inspection", timing_reason="Three years"), "in-care")
    commands.cancel_activity(acting.activity(), reason="Flood", by=cast().ofsted)
    client.force_login(cast().ofsted)
    saved = client.get(reverse("programme_export", args=["ilacs", kind])).getvalue()
    before = counts()
    run = imported(saved, name=f"year.{kind}")
    assert (run.faults, run.loaded, run.rows, run.added, run.changed, run.unchanged) == ([], True, 6, 0, 0, 6)
    assert counts() == before


def test_a_line_without_a_reference_that_says_something_else_is_a_fault_as_before():
    row = acting.done("ilacs", "monitoring-visit", outcome="Two areas")
    line = ("", "monitoring-visit", COUNCIL, row.starts_on.isoformat(), row.ends_on.isoformat(), "done")
    run = imported(as_csv([line]))
    assert (run.loaded, [fault["column"] for fault in run.faults]) == (False, ["reference"])
    assert imported(as_csv([(*line, "Two areas")], (*HEAD, "outcome"))).unchanged == 1


def test_a_job_that_runs_twice_loads_once():
    run = imported(as_csv([CONVERSATION]))
    Job.objects.update(state=State.WAITING)
    assert run_job(job_for(run, IMPORT).pk)
    assert (Activity.objects.count(), Event.objects.filter(verb="programme.import").count()) == (1, 1)


def test_what_is_recorded_between_checking_and_loading_is_held_against_every_line(monkeypatch):
    imported(as_csv([CONVERSATION]))
    before = counts()
    lines = [*many(600), ("A3", "monitoring-visit", COUNCIL, "2026-03-03", "", "done")]
    run = ask_import(ilacs(), data=as_csv(lines), name="a.csv", only_check=False, by=cast().ofsted)
    kind = ilacs().activity_kinds.get(code="monitoring-visit")
    finish = running._finish

    def late(found, outcome):
        assert outcome.faults.count == 0
        Activity.objects.update(kind=kind)
        finish(found, outcome)

    monkeypatch.setattr(running, "_finish", late)
    run_job(job_for(run, IMPORT).pk)
    run.refresh_from_db()
    assert (run.loaded, run.added, run.fault_count, run.faults[0]["line"]) == (False, 0, 1, 602)
    assert counts() == before


def test_a_reference_that_somebody_else_takes_at_the_same_moment_leaves_nothing_loaded(monkeypatch):
    write = loading.load

    def late(programme, rows, *, by):
        acting.activity(reference="A1")
        write(programme, rows, by=by)

    monkeypatch.setattr(running, "load", late)
    run = imported(as_csv([CONVERSATION]))
    assert (run.loaded, run.fault_count, Activity.objects.count()) == (False, 1, 0)
    assert run.faults[0]["what"] == (
        "Somebody recorded an activity with one of these references at the same moment. Send the file again."
    )


def test_the_same_table_sent_twice_while_it_waits_is_one_import():
    asked = [ask_import(ilacs(), data=as_csv([CONVERSATION]), name="a.csv", only_check=False, by=cast().ofsted) for _ in "12"]
    assert asked[0] == asked[1]
    assert Job.objects.filter(kind=IMPORT).count() == 1


@pytest.mark.parametrize(
    "part", ["cqc", "ofsted_administrator", "observer", "ofsted_governance", "co_ordinator", "administrator"]
)
def test_only_the_own_people_of_the_programme_import(part):
    with pytest.raises(NotAllowed):
        ask_import(ilacs(), data=as_csv([CONVERSATION]), name="a.csv", only_check=True, by=getattr(cast(), part))
    assert not ImportRun.objects.exists()


def test_who_has_no_right_any_more_when_the_table_is_read_loads_nothing():
    run = ask_import(ilacs(), data=as_csv([CONVERSATION]), name="a.csv", only_check=False, by=cast().ofsted)
    Programme.objects.filter(code="ilacs").update(inspectorate=Programme.objects.get(code="clas").inspectorate)
    job = job_for(run, IMPORT)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Activity.objects.count()) == (State.FAILED, 0)
    assert job.error == (
        "Whoever sent this table in does not record activities of this programme any more, so nothing was loaded. "
        "Try again: the table is then sent in by you."
    )


def test_a_colleague_takes_on_what_somebody_sent_in_who_has_no_right_any_more():
    run, people = ask_import(ilacs(), data=as_csv([CONVERSATION]), name="a.csv", only_check=False, by=cast().ofsted), cast()
    Membership.objects.filter(user=people.ofsted).delete()
    job = job_for(run, IMPORT)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Activity.objects.count()) == (State.FAILED, 0)
    retry_import(run, by=people.lead)
    run_job(job.pk)
    run.refresh_from_db()
    assert (run.loaded, run.asked_by, Activity.objects.get().recorded_by) == (True, people.lead, people.lead)
    assert list(Event.objects.filter(verb="programme.ask_import").values_list("actor", flat=True)) == [
        f"accounts.user:{person.pk}" for person in (people.ofsted, people.lead)
    ]


def test_a_reason_why_now_is_kept_with_what_stood_beside_it_as_where_it_is_typed():
    before = acting.done(kind="monitoring-visit")
    head = (*HEAD, "timing_reason")
    line = ("P1", "standard-inspection", COUNCIL, "2027-03-02", "2027-03-13", "planned")
    run = imported(as_csv([(*line, "Three years"), (*CONVERSATION, "")], head))
    assert (run.faults, run.added) == ([], 2)
    row = Activity.objects.get(reference="P1")
    keys = [f"programmes.activity:{before.pk}"]
    assert (row.timing_seen, row.text.revisions.get().values["timing_seen"]) == (keys, keys)
    also = Activity.objects.get(reference="A1")
    assert (also.timing_seen, "timing_seen" in also.text.revisions.get().values) == ([], False)
    imported(as_csv([(*line, "New leadership")], head))
    row.refresh_from_db()
    assert set(row.timing_seen) == {*keys, f"programmes.activity:{also.pk}"}
    assert row.text.revisions.get(number=2).values["timing_seen"] == row.timing_seen
    imported(as_csv([(*line[:4], "2027-03-12", "planned", "New leadership")], head))
    assert "timing_seen" not in row.text.revisions.get(number=3).values


def test_a_table_that_cannot_be_used_leaves_no_complaint_of_a_closed_file(monkeypatch):
    gc.collect()  # what earlier tests left open complains now, not below
    complaints = []
    monkeypatch.setattr("sys.unraisablehook", complaints.append)
    run = imported(as_csv([CONVERSATION], (*HEAD[:-1], "colour")))
    gc.collect()
    assert (run.fault_count, complaints) == (1, [])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("reference\n“ü”\n".encode("cp1252"), "The file is not in UTF-8. In Excel choose File, Save As"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a workbook of the old kind"),
        (b"%PDF-1.4 %%EOF", "Choose a table: CSV UTF-8 (.csv) or an Excel workbook (.xlsx)."),
        (b"", "The file is empty."),
        (b"x" * 1_025, "The file must be smaller than 1.0\xa0KB. Split it into several files."),
    ],
)
def test_what_is_no_table_is_refused_at_once_and_not_kept(settings, data, says):
    settings.IMPORT_BYTES = 1_024
    files = StoredFile.objects.count()
    with pytest.raises(Invalid) as refused:
        ask_import(ilacs(), data=data, name="a.csv", only_check=False, by=cast().ofsted)
    assert str(refused.value).startswith(says)
    assert (StoredFile.objects.count(), ImportRun.objects.count()) == (files, 0)


def test_a_file_that_cannot_be_read_is_a_result_and_no_failure():
    run = imported(b'reference,activity,agency,starts_on\n"A1,x\n')
    assert (run.loaded, run.fault_count) == (False, 1)
    assert run.faults == [
        {"line": 2, "column": "", "what": "Line 2 cannot be read: look for a quotation mark that is not closed."}
    ]
    assert job_for(run, IMPORT).state == State.DONE
