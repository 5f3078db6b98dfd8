"""What inspectorates told each other goes in its time as a whole: nothing that waits, nothing on hold, and no file is left."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from audit.models import Event, Words
from audit.sealing import seal
from audit.verifying import Seen, verify_all
from files.models import StoredFile
from intelligence import commands
from intelligence.models import Attachment, Decision, Delivery, Item, Letter, Use
from jtai.errors import Invalid
from retention.commands import put_on_hold, rehearse, release, retain
from retention.models import Hold, Removal, Run
from tests.letters import posted
from tests.programmes import acting
from tests.sharing import about, draft, fresh, inspectorates, keys, sent
from tests.walk import cast
from writing.models import Revision, Text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("years_to_come")]
WORDS = "Zebra waits at the front door."
ROWS: tuple[type[Model], ...] = (Item, Attachment, Delivery, Decision, Use)


def decided(item: Item) -> Item:
    """Acknowledged and decided by CQC."""
    people, version = cast(), fresh(item).text.version
    commands.acknowledge(item, version=version, by=people.cqc)
    commands.decide(item, outcome="no-action", reason="Zebra reason", version=version, by=people.cqc_programme_lead)
    return item


@pytest.fixture
def whole() -> Item:
    """From Ofsted to CQC with a file, corrected, decided and used."""
    people = cast()
    item = draft(by=people.lead, text="Zebra waited.")
    commands.add_attachment(item, data=b"Zebra table", name="zebra.txt", by=people.lead)
    to = inspectorates("cqc")
    commands.send_item(item, version=1, attached=keys(item), marking="official-sensitive", recipients=to, by=people.lead)
    commands.correct_item(item, base=1, text=WORDS, correction="Zebra, not horse", by=people.lead)
    decided(item)
    row = acting.activity("fundamental-standards", "inspection")
    commands.use_item(item, target=f"programmes.activity:{row.pk}", by=people.cqc)
    return fresh(item)


def in_years(years: int, days: int = 1) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=366 * years + days), tick=False)


def test_a_decided_item_goes_after_six_years_with_its_files_and_its_words_in_the_trail(
    whole: Item, django_capture_on_commit_callbacks
):
    file = StoredFile.objects.get(pk=whole.attachments.get().file_id)
    storage, name, stream, key = file.content.storage, str(file.content.name), whole.stream, f"intelligence.item:{whole.pk}"
    done = set(Event.objects.filter(stream=stream).values_list("verb", flat=True))
    seal()
    with in_years(5):
        assert "shared-items-decided" not in retain().removed
    assert [kind.objects.count() for kind in ROWS] == [1] * len(ROWS)
    with in_years(6), django_capture_on_commit_callbacks(execute=True):
        assert retain().removed["shared-items-decided"] >= 3
    assert [kind.objects.count() for kind in ROWS] == [0] * len(ROWS)
    for rows in (Text.objects.filter(body__contains="Zebra"), Revision.objects.filter(body__contains="Zebra")):
        assert not rows.exists()
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not storage.exists(name)
    # That it was done stays; what was said of it goes.
    assert done < set(Event.objects.filter(stream=stream).values_list("verb", flat=True))
    assert "Zebra" not in str(list(Words.objects.filter(event__stream=stream).values_list("data", flat=True)))
    removal = Removal.objects.get(policy="shared-items-decided")
    assert (removal.key, len(removal.digest)) == (key, 64)
    assert Event.objects.get(verb="retention.remove").target == key
    seal()
    assert list(verify_all(Seen())) == []
    with in_years(7):
        assert "shared-items-decided" not in retain().removed


def test_nothing_goes_that_waits_for_somebody_however_old_it_is():
    people = cast()
    waits = [sent(by=people.lead), decided(sent(by=people.lead, to=("cqc", "hmicfrs")))]
    corrected = decided(sent(by=people.lead))
    commands.correct_item(corrected, base=1, text="New words.", correction="Wrong", by=people.lead)
    withdrawn = sent(by=people.lead)
    commands.withdraw_item(withdrawn, why="Wrong", by=people.lead)
    with in_years(30):
        retain()
    assert set(Item.objects.all()) == {*waits, corrected, withdrawn}


def test_what_was_used_or_decided_again_later_has_its_time_from_then():
    people = cast()
    again, untouched = decided(sent(by=people.lead)), decided(sent(by=people.lead))
    used = decided(sent(by=people.lead))
    row = acting.activity("fundamental-standards", "inspection")
    with in_years(4):
        first = Decision.objects.get(delivery__item=again).pk
        commands.decide(again, outcome="selection", reason="Now", version=1, after=first, by=people.cqc_programme_lead)
        commands.use_item(used, target=f"programmes.activity:{row.pk}", by=people.cqc)
    with in_years(7):
        retain()
    assert set(Item.objects.all()) == {again, used}
    assert not Item.objects.filter(pk=untouched.pk).exists()


def test_a_withdrawn_item_goes_a_year_after_the_last_has_seen_it():
    people = cast()
    item = sent(by=people.lead)
    commands.withdraw_item(item, why="Wrong", by=people.lead)
    with in_years(3):
        commands.acknowledge(item, version=1, withdrawn=True, by=people.cqc)
        retain()
    assert Item.objects.filter(pk=item.pk).exists()
    with in_years(4, 3):
        assert retain().removed["shared-items-withdrawn"] > 0
    assert not Item.objects.exists()


def test_a_draft_that_nobody_sent_goes_a_year_after_it_was_last_written():
    people = cast()
    old, touched = draft(by=people.cqc), draft(by=people.cqc, text="Something else.")
    with in_years(1, -30):
        commands.edit_item(touched, base=1, text="Still at it.", about=about(), by=people.cqc)
    with in_years(1):
        assert retain().removed["shared-items-unsent"] > 0
    assert set(Item.objects.all()) == {touched}
    assert not Item.objects.filter(pk=old.pk).exists()


def test_what_is_on_hold_stays_with_its_files_until_it_is_released(whole: Item):
    people = cast()
    call_command("hold", f"intelligence.item:{whole.pk}", by=people.administrator.email, reason="A claim", stdout=io.StringIO())
    hold = Hold.objects.get()
    with in_years(7):
        assert (retain().held["shared-items-decided"], Removal.objects.count()) == (1, 0)
    assert fresh(whole).text.body == WORDS
    assert Attachment.objects.filter(item=whole).exists()
    release(hold, by=people.administrator)
    with in_years(7):
        assert retain().removed["shared-items-decided"] >= 3


def test_an_officer_holds_what_the_own_inspectorate_wrote_or_received_and_learns_of_nothing_else(whole: Item):
    people = cast()
    hold = put_on_hold(f"intelligence.item:{whole.pk}", reason="A claim", by=people.governance)
    assert hold.inspectorate is not None
    put_on_hold(f"intelligence.item:{whole.pk}", reason="A claim", by=people.ofsted_governance)
    for unknown in (sent(by=people.lead, to=("hmicfrs",)), draft(by=people.lead)):
        with pytest.raises(Invalid, match="nothing called"):
            put_on_hold(f"intelligence.item:{unknown.pk}", reason="A claim", by=people.governance)


def test_a_rehearsal_says_what_would_go_and_changes_nothing(whole: Item):
    out = io.StringIO()
    with in_years(7):
        call_command("retain", dry_run=True, stdout=out)
    with in_years(7):
        number = rehearse().removed["shared-items-decided"]
    assert f"shared-items-decided: {number} would be removed, 0 on hold" in out.getvalue()
    assert number > 3
    assert (fresh(whole).text.body, Run.objects.count(), Removal.objects.count()) == (WORDS, 0, 0)
    assert Attachment.objects.get().file.content.storage.exists(str(Attachment.objects.get().file.content.name))


def test_what_a_letter_rests_on_stays_as_long_as_the_letter_that_names_it():
    people = cast()
    item, other = decided(sent(by=people.lead)), decided(sent(by=people.lead, text="Another."))
    row = posted(by=people.lead, items=(fresh(item),))
    with in_years(7):
        retain()
        assert list(Item.objects.all()) == [item]
        assert not Item.objects.filter(pk=other.pk).exists()
        commands.acknowledge_letter(row, by=people.cqc)
    with in_years(14):
        retain()
    with in_years(14, days=2):
        retain()
    assert (Letter.objects.count(), Item.objects.count()) == (0, 0)
