"""What routine programmes recorded loses its words in its time; what took place and how it was judged stays, and no file does."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from audit.models import Event, Words
from audit.sealing import seal
from audit.verifying import Seen, verify_all
from files.models import StoredFile
from jobs.models import Job
from jtai.errors import Invalid
from programmes import commands
from programmes.models import Activity, Breach, CheckItem, ImportRun, Judgement, Recommendation, Rule
from programmes.queries import judgement_areas
from retention.commands import put_on_hold, rehearse, release, retain
from retention.models import Removal
from tests.programmes import acting
from tests.programmes.tables import COUNCIL, as_csv, imported
from tests.walk import cast
from writing.models import Revision, Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("years_to_come")]
REMOVED = "Removed under the retention policy."
PUBLISHED, DONE, CANCELLED, IMPORTS = "activities-published", "activities-done", "activities-cancelled", "activity-imports"


def on(day: date) -> time_machine.travel:
    return time_machine.travel(day, tick=False)


def years_after(day: date, years: int, days: int = 0) -> date:
    return date(day.year + years, day.month, day.day) + timedelta(days=days)


@pytest.fixture
def whole() -> Activity:
    """A published inspection with words and older words, a judgement, a report, a breach, a recommendation and a thing looked at."""
    row = acting.done("ilacs", "standard-inspection", effect="hinders", words="Zebra was first.", outcome="Zebra outcome")
    facts = {"kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on, "outcome": "Zebra outcome"}
    by = row.recorded_by
    commands.edit_activity(row, base=1, words="Zebra is now.", effect="hinders", timing_reason="Zebra time", by=by, **facts)
    commands.edit_activity(row, base=1, words="Zebra aside.", effect="hinders", by=by, **facts)
    commands.put_report(row, data=b"Zebra report", name="zebra.txt", by=by)
    row = Activity.objects.get(pk=row.pk)
    area = judgement_areas(row.programme, row.ends_on)[0]
    commands.judge(row, judgements={area: area.scale.values.all()[0]}, by=by)
    # No rule of this programme follows breaches: here one does, so that one activity has all that can be removed.
    rule = Rule.objects.get(programme__code="fundamental-standards", evaluator="until-resolved")
    rule.pk, rule.programme = None, row.programme
    rule.save()
    kept = acting.breach(row, words="Zebra breach", agency=row.agency)
    commands.follow_breach(kept, step="address", on=row.ends_on + timedelta(days=9), note="Zebra note", by=by)
    asked = acting.recommendation(row, "local-authority", words="Zebra advice")
    commands.close_recommendation(asked, met=True, on=row.ends_on + timedelta(days=9), note="Zebra seen", by=by)
    thing = acting.check_item("ilacs", words="Zebra thing", agency=row.agency)
    commands.look_at_check_item(thing, activity=row, seen="Zebra looked", seen_on=row.ends_on, by=by)
    row = Activity.objects.get(pk=row.pk)
    return commands.publish_activity(row, published_on=row.ends_on + timedelta(days=30), by=by)


def test_a_published_activity_loses_its_words_after_six_years_and_what_took_place_stays(
    whole: Activity, django_capture_on_commit_callbacks
):
    assert whole.report is not None
    assert whole.published_on is not None
    file, stream = whole.report, whole.stream
    storage, name = file.content.storage, str(file.content.name)
    facts = ("standing", "starts_on", "ends_on", "published_on", "effect", "kind_id", "agency_id")
    before = {fact: getattr(whole, fact) for fact in facts}
    other = acting.activity("ilacs", "monitoring-visit", timing_reason="Horse time")
    seal()
    with on(years_after(whole.published_on, 6, -1)):
        assert PUBLISHED not in retain().removed
    with on(years_after(whole.published_on, 6)), django_capture_on_commit_callbacks(execute=True):
        assert retain().removed[PUBLISHED] > 5
    row = Activity.objects.select_related("text").get(pk=whole.pk)
    assert {fact: getattr(row, fact) for fact in facts} == before
    assert (row.text.body, row.outcome, row.timing_reason, row.timing_seen) == (REMOVED, "", "", [])
    assert (row.report, row.report_name, row.report_scan) == (None, "", "")
    assert Judgement.objects.filter(activity=row).count() == 1
    assert Breach.objects.values_list("text__body", "note", "state").get() == (REMOVED, "", "addressed")
    assert Recommendation.objects.values_list("text__body", "note", "state").get() == (REMOVED, "", "met")
    assert CheckItem.objects.values_list("words", "looks__seen").get() == (REMOVED, "")
    texts = {
        row.text_id,
        *Breach.objects.values_list("text", flat=True),
        *Recommendation.objects.values_list("text", flat=True),
    }
    assert len(texts) == 3
    assert set(Revision.objects.filter(text__in=texts).values_list("body", "kept_beside")) == {("", False)}
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not storage.exists(name)
    # The chain is the programme's: of the others in it every word stays.
    words = str(list(Words.objects.filter(event__stream=stream).values_list("data", flat=True)))
    assert "Zebra" not in words
    assert "Monitoring visit" in words
    assert Activity.objects.get(pk=other.pk).timing_reason == "Horse time"
    assert Event.objects.filter(stream=stream, verb="breach.add").exists()
    assert Removal.objects.get(policy=PUBLISHED).key == f"programmes.activity:{row.pk}"
    seal()
    assert list(verify_all(Seen())) == []
    with on(years_after(whole.published_on, 8)):
        assert PUBLISHED not in retain().removed


def test_what_was_seen_elsewhere_stays_with_what_was_to_be_looked_at(whole: Activity):
    thing, by = CheckItem.objects.get(), whole.recorded_by
    later = acting.done("ilacs", "monitoring-visit", reference="later", agency=whole.agency)
    commands.look_at_check_item(thing, activity=later, seen="Horse looked", seen_on=later.ends_on, by=by)
    assert whole.published_on is not None
    with on(years_after(whole.published_on, 5)):
        commands.publish_activity(later, published_on=timezone.localdate(), by=by)
    with on(years_after(whole.published_on, 6)):
        assert retain().removed[PUBLISHED] > 5
    assert list(CheckItem.objects.values_list("words", "looks__seen").order_by("looks")) == [
        ("Zebra thing", ""), ("Zebra thing", "Horse looked"),
    ]  # fmt: skip
    words = str(list(Words.objects.filter(event__stream=whole.stream).values_list("data", flat=True)))
    assert ("Zebra looked" in words, "Horse looked" in words) == (False, True)
    with on(years_after(whole.published_on, 12)):
        retain()
    assert CheckItem.objects.values_list("words", "looks__seen").distinct().get() == (REMOVED, "")


def test_the_pages_of_an_emptied_activity_say_so(whole: Activity, client):
    assert whole.published_on is not None
    with on(years_after(whole.published_on, 6)):
        retain()
    client.force_login(whole.recorded_by)
    page = client.get(whole.get_absolute_url())
    assert REMOVED in page.content.decode()
    assert client.get(f"{whole.get_absolute_url()}history/").status_code == 200
    assert client.get(f"{whole.get_absolute_url()}report/file/").status_code == 404


def test_no_word_goes_while_a_breach_or_a_recommendation_is_open_or_was_closed_of_late():
    breached, enforced = (acting.done("fundamental-standards", "inspection", outcome="Zebra") for _number in range(2))
    advised, late = (acting.done("clas", "review", outcome="Zebra") for _number in range(2))
    acting.breach(breached)
    enforcing = acting.breach(enforced)
    commands.follow_breach(
        enforcing, step="enforce", on=enforced.ends_on + timedelta(days=9), note="N", by=enforced.recorded_by
    )
    acting.recommendation(advised)
    closed = acting.recommendation(late)
    with on(years_after(late.ends_on, 5)):
        commands.close_recommendation(closed, met=True, on=timezone.localdate(), note="Seen", by=late.recorded_by)
    with on(years_after(late.ends_on, 7)):
        assert DONE not in retain().removed
    with on(years_after(late.ends_on, 20)):
        retain()
    assert set(Activity.objects.filter(outcome="Zebra")) == {breached, enforced, advised}


def test_a_cancelled_activity_goes_after_a_year_and_a_planned_one_never():
    planned = acting.activity("ilacs", "monitoring-visit")
    cancelled = acting.activity("ilacs", "monitoring-visit")
    commands.cancel_activity(cancelled, reason="Zebra", by=cancelled.recorded_by)
    with on(timezone.localdate() + timedelta(days=360)):
        assert CANCELLED not in retain().removed
    with on(timezone.localdate() + timedelta(days=370)):
        assert retain().removed[CANCELLED] > 0
    cancelled.refresh_from_db()
    assert (cancelled.cancelled_why, cancelled.standing) == (REMOVED, "cancelled")
    with on(timezone.localdate() + timedelta(days=366 * 30)):
        assert CANCELLED not in retain().removed
    assert not Removal.objects.filter(key=f"programmes.activity:{planned.pk}").exists()


def test_an_activity_on_hold_keeps_its_words_until_it_is_released(whole: Activity):
    people = cast()
    assert whole.published_on is not None
    hold = put_on_hold(f"programmes.activity:{whole.pk}", reason="A claim", by=people.administrator)
    with on(years_after(whole.published_on, 7)):
        run = retain()
        assert (run.held[PUBLISHED], PUBLISHED in run.removed) == (1, False)
    assert Text.objects.get(pk=whole.text_id).body == "Zebra is now."
    release(hold, by=people.administrator)
    with on(years_after(whole.published_on, 7)):
        assert rehearse().removed[PUBLISHED] > 5
        assert Text.objects.get(pk=whole.text_id).body == "Zebra is now."
        assert retain().removed[PUBLISHED] > 5


def test_an_officer_holds_what_the_own_inspectorate_recorded_alone(whole: Activity):
    people = cast()
    run = table()
    for key in (f"programmes.activity:{whole.pk}", f"programmes.importrun:{run.pk}"):
        with pytest.raises(Invalid, match="nothing called"):
            put_on_hold(key, reason="A claim", by=people.governance)
        assert put_on_hold(key, reason="A claim", by=people.ofsted_governance).key == key


def table() -> ImportRun:
    """One that was read, and not loaded: one of its rows was wrong."""
    acting.programme()
    acting.council()
    rows = [("7", "monitoring-visit", "zebra-council", "2026-03-03", "", "done"), ("8", "x", COUNCIL, "2026-03-03", "", "done")]
    return imported(as_csv(rows), name="zebra.csv")


def test_a_table_that_was_sent_in_goes_a_year_after_it_was_read_with_what_was_wrong_in_it(django_capture_on_commit_callbacks):
    run = table()
    assert run.fault_count > 0
    key, file, stream = f"programmes.importrun:{run.pk}", run.file, run.stream
    storage, name = file.content.storage, str(file.content.name)
    seal()
    hold = put_on_hold(key, reason="A claim", by=cast().administrator)
    with on(timezone.localdate() + timedelta(days=370)):
        assert (retain().held[IMPORTS], ImportRun.objects.count()) == (1, 1)
    release(hold, by=cast().administrator)
    with on(timezone.localdate() + timedelta(days=360)):
        assert IMPORTS not in retain().removed
    assert storage.exists(name)
    with on(timezone.localdate() + timedelta(days=370)), django_capture_on_commit_callbacks(execute=True):
        assert retain().removed[IMPORTS] > 0
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not storage.exists(name)
    assert "zebra" not in str(list(Words.objects.filter(event__stream=stream).values_list("data", flat=True)))
    assert Removal.objects.get(policy=IMPORTS).key == key
    seal()
    assert list(verify_all(Seen())) == []


def test_the_same_table_sent_in_again_keeps_its_bytes_while_one_of_the_two_stands(django_capture_on_commit_callbacks):
    first = table()
    with on(timezone.localdate() + timedelta(days=300)):
        second = table()
    assert first.file_id == second.file_id
    with on(timezone.localdate() + timedelta(days=370)), django_capture_on_commit_callbacks(execute=True):
        retain()
    assert list(ImportRun.objects.all()) == [second]
    assert second.file.content.storage.exists(str(second.file.content.name))


def test_a_table_that_could_not_be_read_goes_as_well_and_one_that_waits_does_not():
    failed, waiting = table(), table()
    for run, state in ((failed, "failed"), (waiting, "waiting")):
        ImportRun.objects.filter(pk=run.pk).update(finished_at=None, loaded=None)
        Job.objects.filter(target=f"programmes.importrun:{run.pk}").update(state=state, error="Lost", finished_at=None)
    with on(timezone.localdate() + timedelta(days=370)):
        retain()
    assert list(ImportRun.objects.all()) == [waiting]


def test_the_dry_run_names_each_policy(whole: Activity):
    assert whole.published_on is not None
    out = io.StringIO()
    with on(years_after(whole.published_on, 7)):
        call_command("retain", dry_run=True, stdout=out)
    assert f"{PUBLISHED}: " in out.getvalue()
    assert Text.objects.get(pk=whole.text_id).body == "Zebra is now."
