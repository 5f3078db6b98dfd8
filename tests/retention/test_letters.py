"""Letters between the inspectorates go in their time as a whole: none that waits, none on hold, and no PDF is left."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from audit.models import Event, Words
from audit.sealing import seal
from audit.verifying import Seen, verify_all
from files.models import StoredFile
from intelligence import commands
from intelligence.models import Item, Letter, LetterDocument
from jobs import runner
from jtai.errors import Invalid
from retention.commands import put_on_hold, rehearse, release, retain
from retention.models import Hold, Removal, Run
from tests.letters import about_letter, fresh_letter, letter, posted
from tests.sharing import sent
from tests.walk import cast
from writing.models import Revision, Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("years_to_come")]
WORDS = "Zebra waits at the front door."


def printed(document: LetterDocument) -> StoredFile:
    """Its PDF, built."""
    assert document.job is not None
    assert runner.run(document.job.pk)
    return StoredFile.objects.get(pk=LetterDocument.objects.get(pk=document.pk).file_id)


@pytest.fixture
def whole() -> Letter:
    """From Ofsted to CQC, rewritten before it was sent, resting on an item, printed and acknowledged."""
    people = cast()
    item = sent(by=people.lead)
    row = letter(by=people.lead, text="Zebra waited.", items=(item,))
    commands.edit_letter(row, base=1, text=WORDS, about=about_letter(subject="Zebra", items=(item,)), by=people.lead)
    commands.send_letter(row, marking="official-sensitive", version=2, by=people.lead)
    commands.acknowledge_letter(row, by=people.cqc)
    return fresh_letter(row)


def in_years(years: int, days: int = 1) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=366 * years + days), tick=False)


def said_in(stream: str) -> str:
    """All words of a chain."""
    return str(list(Words.objects.filter(event__stream=stream).values_list("data", flat=True)))


def test_an_acknowledged_letter_goes_after_six_years_with_its_pdf_and_its_words_in_the_trail(
    whole: Letter, django_capture_on_commit_callbacks
):
    file = printed(whole.documents.get())
    storage, name, stream, key = file.content.storage, str(file.content.name), whole.stream, f"intelligence.letter:{whole.pk}"
    assert "official-sensitive" in said_in(stream)
    done = set(Event.objects.filter(stream=stream).values_list("verb", flat=True))
    seal()
    with in_years(5):
        assert "letters-acknowledged" not in retain().removed
    assert storage.exists(name)
    with in_years(6), django_capture_on_commit_callbacks(execute=True):
        assert retain().removed["letters-acknowledged"] >= 2
    assert (Letter.objects.count(), LetterDocument.objects.count()) == (0, 0)
    for rows in (Text.objects.filter(body__contains="Zebra"), Revision.objects.filter(body__contains="Zebra")):
        assert not rows.exists()
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not storage.exists(name)
    # What it rested on has a time of its own.
    assert Item.objects.exists()
    # That it was sent stays; with which words goes.
    assert done < set(Event.objects.filter(stream=stream).values_list("verb", flat=True))
    assert "official-sensitive" not in said_in(stream)
    removal = Removal.objects.get(policy="letters-acknowledged")
    assert (removal.key, len(removal.digest)) == (key, 64)
    assert Event.objects.get(verb="retention.remove").target == key
    seal()
    assert list(verify_all(Seen())) == []
    with in_years(7):
        assert "letters-acknowledged" not in retain().removed


def test_a_letter_that_nobody_acknowledged_stays_however_old_it_is_and_has_its_time_from_then():
    people = cast()
    row = posted(by=people.lead)
    with in_years(10):
        retain()
        commands.acknowledge_letter(row, by=people.cqc)
    with in_years(15):
        retain()
    assert set(Letter.objects.all()) == {row}
    with in_years(16, 5):
        assert retain().removed["letters-acknowledged"] > 0
    assert not Letter.objects.exists()


def test_a_draft_that_nobody_sent_goes_a_year_after_it_was_last_written_with_what_was_printed_of_it(
    django_capture_on_commit_callbacks,
):
    people = cast()
    old, touched = letter(by=people.cqc, to="ofsted"), letter(by=people.cqc, to="ofsted", subject="Another")
    file = printed(commands.print_letter(old, by=people.cqc))
    storage, name = file.content.storage, str(file.content.name)
    with in_years(1, -30):
        # Who signs is all that changes: it is a version like new words.
        about = about_letter(to="ofsted", subject="Another", signs_name="Imogen Tarrant")
        commands.edit_letter(touched, base=1, text=touched.text.body, about=about, by=people.cqc)
    with in_years(1), django_capture_on_commit_callbacks(execute=True):
        assert retain().removed["letters-unsent"] > 0
    assert set(Letter.objects.all()) == {touched}
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not storage.exists(name)


def test_what_is_on_hold_stays_with_its_pdf_until_it_is_released(whole: Letter):
    people = cast()
    file = printed(whole.documents.get())
    call_command(
        "hold", f"intelligence.letter:{whole.pk}", by=people.administrator.email, reason="A claim", stdout=io.StringIO()
    )
    hold = Hold.objects.get()
    with in_years(7):
        assert (retain().held["letters-acknowledged"], Removal.objects.count()) == (1, 0)
    assert fresh_letter(whole).text.body == WORDS
    assert file.content.storage.exists(str(file.content.name))
    release(hold, by=people.administrator)
    with in_years(7):
        assert retain().removed["letters-acknowledged"] >= 2


def test_an_item_stays_while_a_letter_that_rests_on_it_is_on_hold(whole: Letter):
    people, item = cast(), whole.items.get()
    commands.acknowledge(item, version=1, by=people.cqc)
    commands.decide(item, outcome="no-action", reason="Known", version=1, by=people.cqc_programme_lead)
    hold = put_on_hold(f"intelligence.letter:{whole.pk}", reason="A claim", by=people.governance)
    with in_years(7):
        assert retain().held["letters-acknowledged"] == 1
    assert list(whole.items.all()) == [item]
    release(hold, by=people.governance)
    with in_years(7):
        assert "shared-items-decided" not in retain().removed
    with in_years(7, days=2):
        assert retain().removed["shared-items-decided"] > 0
    assert not Item.objects.exists()


def test_an_officer_holds_what_the_own_inspectorate_wrote_or_received_and_learns_of_nothing_else(whole: Letter):
    people = cast()
    for officer in (people.governance, people.ofsted_governance):
        assert put_on_hold(f"intelligence.letter:{whole.pk}", reason="A claim", by=officer).inspectorate is not None
    for unknown in (posted(by=people.lead, to="hmicfrs"), letter(by=people.lead, to="cqc")):
        with pytest.raises(Invalid, match="nothing called"):
            put_on_hold(f"intelligence.letter:{unknown.pk}", reason="A claim", by=people.governance)
        put_on_hold(f"intelligence.letter:{unknown.pk}", reason="A claim", by=people.ofsted_governance)


def test_a_rehearsal_says_what_would_go_and_changes_nothing(whole: Letter):
    file = printed(whole.documents.get())
    with in_years(7):
        assert rehearse().removed["letters-acknowledged"] >= 2
    assert (fresh_letter(whole).text.body, Run.objects.count(), Removal.objects.count()) == (WORDS, 0, 0)
    assert file.content.storage.exists(str(file.content.name))
