"""Retention: due, not yet due, on hold; afterwards the chain holds and the published report is as it was."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.commands import close_account
from accounts.models import User
from agencies.commands import leave, state_interests
from agencies.models import InterestStatement
from audit.models import Event, Read, Words
from audit.queries import key_of
from audit.sealing import seal
from audit.verifying import Seen, verify_all
from files.commands import store
from inspections.commands import take_step
from inspections.models import Child, EvidenceNote, Finding, RequestFile, RequestItem
from jobs.commands import send_email
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from reports.models import Freeze, Publication
from retention.commands import put_on_hold, rehearse, release, retain
from retention.models import Hold, Removal, Run
from retention.table import KINDS, SINCE, WORDS, Policy, policies
from tests.audit.guards import tamper
from tests.letters import posted
from tests.programmes.acting import done
from tests.sharing import sent
from tests.walk import cast, inspection_at, note
from tests.walk_reports import report_at
from writing.models import Revision

pytestmark = pytest.mark.django_db
PUBLISHED = "published_report_pdf"


@pytest.fixture
def report():
    return report_at("closed", rich=True)


def published_on(report, day: date) -> Publication:
    """The day decides; commands write today's."""
    Publication.objects.filter(report=report).update(published_on=day)
    return Publication.objects.get(report=report)


def years_ago(years: int, days: int = 0) -> date:
    return timezone.localdate() - timedelta(days=365 * years + 5 + days)


def key(report) -> str:
    return f"inspections.inspection:{report.inspection_id}"


def bodies(report) -> set[str]:
    return set(EvidenceNote.objects.filter(inspection=report.inspection_id).values_list("text__body", flat=True))


def test_evidence_goes_when_its_time_has_come_and_the_published_report_stays(client, report):
    publication = published_on(report, years_ago(3))
    address = reverse(PUBLISHED, args=[publication.slug])
    before = client.get(address).getvalue()
    frozen = Freeze.objects.get(publication=publication).provenance
    said = bodies(report)
    seal()
    run = retain()
    assert bodies(report) == {"Removed under the retention policy."} != said
    notes = EvidenceNote.objects.filter(inspection=report.inspection_id)
    assert set(Revision.objects.filter(text__in=notes.values("text")).values_list("body", flat=True)) == {""}
    assert not Child.objects.filter(inspection=report.inspection_id).exists()
    assert not RequestItem.objects.filter(inspection=report.inspection_id).exclude(answer="").exists()
    assert run.removed["evidence-published"] == notes.count() > 0
    # Six years are not over.
    assert "findings-published" not in run.removed
    assert "Removed" not in str(Finding.objects.filter(inspection=report.inspection_id).values_list("text__body"))
    # What was published keeps what it rests on, by digest, and the policy that removed it is known.
    assert client.get(address).getvalue() == before
    assert Freeze.objects.get(publication=publication).provenance == frozen
    removal = Removal.objects.get(policy="evidence-published")
    assert (removal.key, removal.number, len(removal.digest)) == (key(report), notes.count(), 64)
    assert "Children Act 2004" in removal.basis
    seal()
    assert list(verify_all(Seen())) == []


def test_the_digest_of_the_freeze_is_that_of_the_words_that_went(report):
    """So what somebody still holds can be compared with what was removed."""
    published_on(report, years_ago(3))
    noted = EvidenceNote.objects.filter(inspection=report.inspection_id).select_related("text").order_by("pk")
    kept = {
        f"inspections.evidencenote:{row.pk}": Revision.objects.get(text=row.text, number=row.text.version).sha256
        for row in noted
    }
    retain()
    found = str(Freeze.objects.latest("pk").provenance)
    cited = {name for name in kept if f"'{name}'" in found}
    assert cited
    assert all(kept[name] in found for name in cited)


def test_the_words_of_the_trail_go_after_six_years_and_the_chain_still_holds(report):
    published_on(report, years_ago(6))
    seal()
    run = retain()
    stream = report.inspection.stream
    left = Words.objects.filter(event__stream=stream).exclude(data={}).values_list("event__verb", flat=True)
    assert {verb.partition(".")[0] for verb in left} == {"audit", "retention"}
    assert run.removed["trail-words-published"] > 20
    assert {"evidence-published", "findings-published"} <= set(run.removed)
    seal()
    assert list(verify_all(Seen())) == []
    assert Event.objects.filter(verb="retention.run").count() == 1


def test_a_day_early_nothing_goes(report):
    said = bodies(report)
    published_on(report, timezone.localdate() - timedelta(days=3 * 365 - 2))
    retain()
    assert bodies(report) == said
    assert not Removal.objects.exists()


def test_the_very_day(report):
    published_on(report, date(2026, 3, 9))
    with time_machine.travel(datetime(2029, 3, 8, 12, tzinfo=UTC), tick=False):
        assert "evidence-published" not in retain().removed
    with time_machine.travel(datetime(2029, 3, 9, 12, tzinfo=UTC), tick=False):
        assert "evidence-published" in retain().removed


def test_what_is_on_hold_is_not_touched_until_it_is_released(report):
    people = cast()
    said = bodies(report)
    published_on(report, years_ago(7))
    hold = put_on_hold(key(report), reason="A claim was brought.", by=people.administrator)
    run = retain()
    assert bodies(report) == said
    assert not Removal.objects.exists()
    assert run.held["evidence-published"] == 1
    release(hold, by=people.administrator)
    assert retain().removed["evidence-published"] > 0
    assert bodies(report) != said


def test_a_second_run_finds_nothing_left(report):
    published_on(report, years_ago(7))
    retain()
    removed = Removal.objects.count()
    assert not any(retain().removed.values())
    assert Removal.objects.count() == removed


def test_a_rehearsal_says_what_would_go_and_changes_nothing(report):
    said = bodies(report)
    published_on(report, years_ago(3))
    out = io.StringIO()
    call_command("retain", dry_run=True, stdout=out)
    assert (
        f"evidence-published: {len(EvidenceNote.objects.filter(inspection=report.inspection_id))} would be removed"
        in out.getvalue()
    )
    assert (bodies(report), Run.objects.count(), Removal.objects.count()) == (said, 0, 0)
    assert rehearse().removed["evidence-published"] > 0
    out = io.StringIO()
    call_command("retain", stdout=out)
    assert "evidence-published" in out.getvalue()
    assert bodies(report) != said


def test_a_cancelled_inspection_goes_sooner():
    people = cast()
    inspection = inspection_at("fieldwork")
    seen = note(inspection, by=people.cqc)
    take_step("cancel", inspection, reason="Another week", by=people.programme_lead)
    assert "evidence-cancelled" not in retain().removed
    tamper(
        f"UPDATE audit_event SET at = at - interval '2 years' WHERE stream = '{inspection.stream}' AND verb = 'inspection.cancel'"
    )
    assert retain().removed["evidence-cancelled"] == 1
    seen.text.refresh_from_db()
    assert seen.text.body == "Removed under the retention policy."


def test_a_closed_account_loses_its_name_and_keeps_its_number():
    people = cast()
    left = User.objects.create_user("gone@ofsted.example", "Gone Away")
    close_account(left, by=people.administrator)
    retain()
    left.refresh_from_db()
    assert left.name == "Gone Away"
    tamper(f"UPDATE audit_event SET at = at - interval '7 years' WHERE stream = 'person:{left.pk}'")
    retain()
    left.refresh_from_db()
    assert (left.name, left.email) == (f"Former person {left.pk}", f"former-{left.pk}@removed.invalid")


def test_who_came_back_and_left_again_keeps_their_name_from_the_last_time_on():
    people = cast()
    back = User.objects.create_user("back@ofsted.example", "Back Again")
    close_account(back, by=people.administrator)
    tamper(f"UPDATE audit_event SET at = at - interval '7 years' WHERE stream = 'person:{back.pk}'")
    close_account(back, by=people.administrator)
    retain()
    back.refresh_from_db()
    assert back.name == "Back Again"


def test_what_somebody_declared_goes_with_their_name():
    people = cast()
    state_interests(nothing=True, by=people.cqc)
    leave(people.cqc, by=people.cqc_administrator)
    tamper(f"UPDATE audit_event SET at = at - interval '7 years' WHERE stream = 'person:{people.cqc.pk}'")
    retain()
    assert not InterestStatement.objects.filter(user=people.cqc).exists()


def test_files_of_the_information_request_go_with_their_bytes(report, django_capture_on_commit_callbacks):
    item = RequestItem.objects.filter(inspection=report.inspection).first()
    kept_bytes = store(b"Minutes of March", "text/plain")
    RequestFile.objects.create(
        item=item, file=kept_bytes, name="minutes.txt", sent_sha256="a" * 64, scan="not-scanned", added_by=cast().co_ordinator
    )
    storage, name = kept_bytes.content.storage, kept_bytes.content.name
    published_on(report, years_ago(20))
    with django_capture_on_commit_callbacks(execute=True):
        retain()
    assert not RequestFile.objects.filter(item__inspection=report.inspection).exists()
    assert not storage.exists(name)


def test_old_emails_go_unless_one_is_on_hold():
    people = cast()
    Email.objects.all().delete()
    old, held, young = (send_email("a@example.org", subject, "x") for subject in ("old", "held", "young"))
    Email.objects.filter(pk__in=[old.pk, held.pk]).update(sent_at=timezone.now() - timedelta(days=91))
    Email.objects.filter(pk=young.pk).update(sent_at=timezone.now() - timedelta(days=89))
    put_on_hold(f"jobs.email:{held.pk}", reason="Asked for.", by=people.administrator)
    assert retain().removed["sent-emails"] == 1
    assert set(Email.objects.values_list("subject", flat=True)) == {"held", "young"}


def test_old_reads_go_by_whole_months_with_an_event_and_the_seals_still_hold(report):
    with connection.cursor() as cursor:
        for months in (6 * 12 + 2, 5 * 12):
            cursor.execute(
                "INSERT INTO audit_read (quarter, actor, stream, thing)"
                " VALUES (date_trunc('hour', now()) - make_interval(months => %s), 'accounts.user:1', %s, 'note:1')",
                [months, report.inspection.stream],
            )
    seal()
    hold = put_on_hold(key(report), reason="x", by=cast().administrator)
    retain()
    assert Read.objects.count() == 2
    release(hold, by=cast().administrator)
    assert retain().removed["reads"] == 1
    assert Read.objects.count() == 1
    seal()
    assert list(verify_all(Seen())) == []
    assert Event.objects.get(verb="audit.forget_reads").words.data["policy"] == "reads"


@pytest.mark.parametrize("kind", ["item", "letter", "activity"])
def test_reads_of_something_shared_of_a_letter_or_of_an_activity_on_hold_stay(kind):
    people = cast()
    row = {"item": lambda: sent(by=people.lead), "letter": lambda: posted(by=people.lead), "activity": done}[kind]()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_read (quarter, actor, stream, thing)"
            " VALUES (date_trunc('hour', now()) - make_interval(years => 7), 'accounts.user:1', %s, 'x')",
            [f"{kind}:{row.pk}"],
        )
    hold = put_on_hold(key_of(row), reason="A claim", by=cast().administrator)
    retain()
    assert Read.objects.count() == 1
    release(hold, by=cast().administrator)
    assert retain().removed["reads"] == 1


# Holds


def test_only_those_who_may_put_on_hold(report):
    with pytest.raises(NotAllowed):
        put_on_hold(key(report), reason="x", by=cast().cqc)


@pytest.mark.parametrize("wrong", ["inspections.inspection:0", "inspections.inspection:x", "files.storedfile:1", ""])
def test_only_what_is_there_is_put_on_hold(wrong):
    with pytest.raises(Invalid, match="nothing called"):
        put_on_hold(wrong, reason="x", by=cast().administrator)


def test_a_hold_says_why_and_stands_once(report):
    people = cast()
    with pytest.raises(Invalid, match="why"):
        put_on_hold(key(report), reason=" ", by=people.administrator)
    put_on_hold(key(report), reason="x", by=people.administrator)
    with pytest.raises(NotNow):
        put_on_hold(key(report), reason="x", by=people.administrator)


def test_the_command_holds_and_releases(report):
    by = cast().administrator.email
    call_command("hold", key(report), by=by, reason="A claim", stdout=io.StringIO())
    assert Hold.objects.get().reason == "A claim"
    call_command("hold", key(report), by=by, release=True, stdout=io.StringIO())
    assert Hold.objects.get().released_at is not None
    with pytest.raises(CommandError):
        call_command("hold", key(report), by=by, release=True)


# The table


def test_a_month_of_which_there_is_no_29th_february():
    policy = Policy("x", "reads", "read", 1, 0, "delete", "x")
    assert policy.before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_the_table_is_whole():
    rows, digest = policies()
    assert len(rows) == 24
    assert len(digest) == 64


def test_whatever_a_policy_can_remove_has_its_words():
    assert set(SINCE) == set(WORDS)
    assert set(WORDS) == {(kind, after) for kind, dates in KINDS.items() for after in dates}


@pytest.mark.parametrize(
    "row",
    [
        "x,evidence,sent,1,0,anonymise,b",
        "x,reads,read,1,0,anonymise,b",
        "x,emails,sent,0,0,delete,b",
        "x,emails,sent,y,0,delete,b",
    ],
)
def test_a_policy_that_cannot_be_carried_out_is_refused(tmp_path, settings, row):
    file = tmp_path / "policies.csv"
    file.write_text(f"code,kind,after,years,days,action,basis\n{row}\n")
    settings.RETENTION_TABLE = str(file)
    with pytest.raises(ImproperlyConfigured):
        retain()


def test_the_page_shows_numbers_to_those_who_may_see_them(client, report):
    people = cast()
    client.force_login(people.administrator)
    page = client.get(reverse("retention")).content.decode()
    assert "There has been no run yet. The first is due a day after the service was started" in page
    assert ("90 days after they were sent" in page, "after it was" in page) == (True, False)
    published_on(report, years_ago(3))
    retain()
    page = client.get(reverse("retention")).content.decode()
    assert "Evidence notes of published inspections: " in page
    assert "evidence-published" not in page
    assert report.inspection.local_area.name not in page
    client.force_login(people.lead)
    assert client.get(reverse("retention")).status_code == 403
