"""An item is written, sent, corrected and withdrawn."""

import pytest

from agencies.queries import holidays
from audit.models import Event
from intelligence import commands
from intelligence.models import Delivery, Item
from jobs.models import Email
from jtai import workingdays
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.factories import RoleFactory
from tests.factors import with_factors
from tests.sharing import WORDS, about, draft, fresh, inspectorates, sent
from tests.walk import address_of, cast
from writing.models import Revision, Text

pytestmark = pytest.mark.django_db


def mails():
    return sorted(Email.objects.values_list("to", "subject"))


def refused(call, *args, **words):
    with pytest.raises((Invalid, NotNow, NotAllowed)) as refusal:
        call(*args, **words)
    return getattr(refusal.value, "field", ""), str(refusal.value)


def test_nothing_is_sent_without_a_marking_and_a_recipient_and_the_field_is_named():
    people = cast()
    item = draft(by=people.ofsted)
    cqc = inspectorates("cqc")
    assert (
        refused(commands.send_item, item, version=1, attached=(), marking="", recipients=cqc, by=people.ofsted)[0] == "marking"
    )
    assert (
        refused(commands.send_item, item, version=1, attached=(), marking="official", recipients=[], by=people.ofsted)[0]
        == "recipients"
    )
    own = inspectorates("ofsted", "cqc")
    assert (
        refused(commands.send_item, item, version=1, attached=(), marking="official", recipients=own, by=people.ofsted)[0]
        == "recipients"
    )
    assert (fresh(item).sent_at, mails()) == (None, [])


def test_it_is_sent_by_its_author_or_a_programme_lead_and_once():
    people = cast()
    item = draft(by=people.ofsted)
    words = {"version": 1, "attached": (), "marking": "official", "recipients": inspectorates("cqc")}
    for other in (people.lead, people.cqc, people.cqc_programme_lead, people.administrator):
        refused(commands.send_item, item, **words, by=other)
    commands.send_item(item, **words, by=people.programme_lead)
    assert refused(commands.send_item, item, **words, by=people.ofsted)[1].startswith("This was sent already")


def test_sending_delivers_counts_working_days_and_tells_the_recipients_office():
    item = sent(by=cast().ofsted, to=("cqc", "hmicfrs"))
    rows = list(Delivery.objects.filter(item=item))
    days = [workingdays.between(row.delivered_at.date(), row.acknowledge_by, holidays()) for row in rows]
    decide = [workingdays.between(row.delivered_at.date(), row.decide_by, holidays()) for row in rows]
    assert ([row.inspectorate.code for row in rows], days, decide) == (["cqc", "hmicfrs"], [5, 5], [20, 20])
    # HMICFRS has no programme lead in the play: all who do casework there are told. Without a second factor nobody is told what waits.
    told = ("cqc_programme_lead", "hmicfrs_signatory", "hmicfrs")
    assert mails() == [(address_of(part), "Something waits for you: set up your second factor") for part in told]


def test_something_urgent_has_fewer_days():
    row = Delivery.objects.get(item=sent(by=cast().ofsted, urgent=True))
    day = row.delivered_at.date()
    assert (row.acknowledge_by, row.decide_by) == tuple(workingdays.add(day, days, holidays()) for days in (1, 5))


def test_a_draft_is_changed_by_its_author_alone_as_long_as_they_work_there():
    people = cast()
    item = draft(by=people.ofsted)
    words = {"base": 1, "text": "They wait for weeks.", "about": about(kind="exceptional-practice", urgent=True)}
    for other in (people.programme_lead, people.lead, people.cqc):
        refused(commands.edit_item, item, **words, by=other)
    assert commands.edit_item(item, **words, by=people.ofsted).kept is None
    found = fresh(item)
    assert (found.text.body, found.kind, found.urgent) == ("They wait for weeks.", "exceptional-practice", True)


def test_a_stale_save_is_kept_beside_with_its_fields_and_settled_before_sending():
    people = cast()
    item = draft(by=people.ofsted)
    commands.edit_item(item, base=1, text="They wait for weeks.", about=about(), by=people.ofsted)
    kept = commands.edit_item(item, base=1, text="They wait for hours.", about=about(urgent=True), by=people.ofsted).kept
    assert (fresh(item).text.body, fresh(item).urgent) == ("They wait for weeks.", False)
    words = {"attached": (), "marking": "official", "recipients": inspectorates("cqc")}
    assert refused(commands.send_item, item, version=2, **words, by=people.ofsted)[1].startswith("Two versions")
    commands.settle_versions(item, kept, keep="mine", base=2, by=people.ofsted)
    assert (fresh(item).text.body, fresh(item).urgent) == ("They wait for hours.", True)
    commands.send_item(item, version=4, **words, by=people.ofsted)


def test_sent_twice_the_form_begins_one_draft_and_other_words_under_its_key_are_refused():
    people = cast()
    key = "6f2d8b1c-0000-4000-8000-000000000001"
    first = draft(by=people.ofsted)
    words = {"local_area": first.local_area, "about": about(), "client_id": key}
    made = commands.add_item(text=WORDS, **words, by=people.ofsted)
    assert commands.add_item(text=WORDS, **words, by=people.ofsted) == made
    assert refused(commands.add_item, text="Other words", **words, by=people.ofsted)[0] == "client_id"
    assert Item.objects.count() == 2


def test_what_is_named_beside_the_words_has_to_exist():
    people = cast()
    area = draft(by=people.ofsted).local_area
    wrong = {
        "kind": {"kind": "gossip"},
        "source_kind": {"source_kind": "hearsay"},
        "strand": {"strand": "fourth"},
        "topic": {"topic": "unheard-of"},
        "source_words": {"source": "inspections.inspection:999999"},
        "agencies": {"agencies": frozenset({0})},
    }
    for field, changes in wrong.items():
        found = refused(commands.add_item, local_area=area, text=WORDS, about=about(**changes), by=people.ofsted)
        assert found[0] == field
    assert refused(commands.add_item, local_area=area, text=" ", about=about(), by=people.ofsted)[0] == "text"


@pytest.mark.parametrize("part", ["administrator", "observer", "ofsted_administrator", "governance", "co_ordinator"])
def test_people_without_casework_write_nothing(part):
    area = draft(by=cast().ofsted).local_area
    with pytest.raises(NotAllowed):
        commands.add_item(local_area=area, text=WORDS, about=about(), by=getattr(cast(), part))


def test_a_draft_that_is_discarded_goes_with_its_words_and_files_and_stays_in_the_trail():
    people = cast()
    item = draft(by=people.ofsted)
    row = commands.add_attachment(item, data=b"a,b\r\n1,2\r\n", name="figures.csv", by=people.ofsted)
    refused(commands.discard_item, item, by=people.programme_lead)
    commands.discard_item(item, by=people.ofsted)
    assert (Item.objects.count(), Text.objects.count(), type(row.file).objects.count()) == (0, 0, 0)
    verbs = list(Event.objects.filter(stream=f"item:{item.pk}").order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["intelligence.add", "intelligence.file_add", "intelligence.discard"]


def test_what_was_sent_is_neither_changed_nor_discarded_nor_given_other_files():
    people = cast()
    item = sent(by=people.ofsted)
    refused(commands.edit_item, item, base=1, text="x", about=about(), by=people.ofsted)
    refused(commands.discard_item, item, by=people.ofsted)
    refused(commands.add_attachment, item, data=b"a,b\r\n", name="figures.csv", by=people.ofsted)
    kept = fresh(item)
    assert (kept.text.body, kept.text.version, kept.attachments.count()) == (WORDS, 1, 0)


def test_the_same_file_twice_is_refused_and_a_file_can_be_taken_back():
    people = cast()
    item = draft(by=people.ofsted)
    row = commands.add_attachment(item, data=b"a,b\r\n1,2\r\n", name="figures.csv", by=people.ofsted)
    again = refused(commands.add_attachment, item, data=b"a,b\r\n1,2\r\n", name="again.csv", by=people.ofsted)
    assert again == ("documents", "This file is on the list already, as “figures.csv”.")
    commands.remove_attachment(row, by=people.ofsted)
    assert item.attachments.count() == 0


def test_a_correction_says_what_was_wrong_keeps_the_old_words_and_counts_the_days_anew():
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    Delivery.objects.update(acknowledge_by="2020-01-01", decide_by="2020-01-01", escalated_at=item.sent_at)
    assert refused(commands.correct_item, item, base=1, text="Hours", correction=" ", by=people.ofsted)[0] == "correction"
    assert refused(commands.correct_item, item, base=1, text=WORDS, correction="x", by=people.ofsted)[0] == "text"
    for other in (people.lead, people.cqc, people.cqc_programme_lead):
        refused(commands.correct_item, item, base=1, text="Hours", correction="Days", by=other)
    commands.correct_item(item, base=1, text="They wait for hours.", correction="Not days", by=people.programme_lead)
    found, row = fresh(item), Delivery.objects.get(item=item)
    assert (found.text.body, found.correction, found.text.version) == ("They wait for hours.", "Not days", 2)
    assert list(Revision.objects.filter(text=found.text).values_list("body", flat=True)) == [WORDS, "They wait for hours."]
    days = tuple(workingdays.between(found.corrected_at.date(), day, holidays()) for day in (row.acknowledge_by, row.decide_by))
    assert (days, row.acknowledged_version, row.escalated_at) == ((5, 20), 1, None)


def test_everybody_who_holds_it_is_told_of_a_correction_and_of_a_withdrawal():
    people = with_factors(cast())
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    Email.objects.all().delete()
    commands.correct_item(item, base=1, text="They wait for hours.", correction="Not days", by=people.ofsted)
    holders = [address_of("cqc"), address_of("cqc_programme_lead")]
    assert mails() == [(to, "Ofsted has corrected something that it shared with you") for to in sorted(holders)]
    Email.objects.all().delete()
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    assert mails() == [(to, "Ofsted has withdrawn something that it shared with you") for to in sorted(holders)]
    said = "\n".join(Email.objects.values_list("body", flat=True))
    assert (item.local_area.name in said, "Another area" in said, "hours" in said) == (False, False, False)


def test_who_acknowledged_and_does_no_casework_now_is_not_told():
    people = with_factors(cast())
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    RoleFactory(user=people.cqc, kind="observer")
    Email.objects.all().delete()
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    assert [to for to, _subject in mails()] == [address_of("cqc_programme_lead")]


def test_a_stale_correction_is_kept_beside_and_settling_it_corrects_what_everybody_has():
    people = cast()
    item = sent(by=people.ofsted)
    commands.correct_item(item, base=1, text="They wait for hours.", correction="Not days", by=people.ofsted)
    kept = commands.correct_item(
        item, base=1, text="They wait for minutes.", correction="Much less", by=people.programme_lead
    ).kept
    assert (fresh(item).text.body, fresh(item).correction) == ("They wait for hours.", "Not days")
    refused(commands.settle_versions, item, kept, keep="mine", base=1, by=people.ofsted)
    refused(commands.settle_versions, item, kept, keep="mine", base=2, by=people.ofsted)
    commands.settle_versions(item, kept, keep="mine", base=2, correction="Not hours", by=people.ofsted)
    assert (fresh(item).text.body, fresh(item).correction) == ("They wait for minutes.", "Not hours")


def test_what_is_withdrawn_keeps_its_words_and_takes_no_more():
    people = cast()
    item = sent(by=people.ofsted)
    assert refused(commands.withdraw_item, item, why=" ", by=people.ofsted)[0] == "why"
    commands.withdraw_item(item, why="It was another area", by=people.ofsted)
    assert (fresh(item).text.body, fresh(item).withdrawn_why) == (WORDS, "It was another area")
    refused(commands.withdraw_item, item, why="Again", by=people.ofsted)
    refused(commands.correct_item, item, base=1, text="Hours", correction="Days", by=people.ofsted)
    refused(commands.add_recipients, item, recipients=inspectorates("hmicfrs"), by=people.ofsted)
    refused(commands.use_item, item, target="inspections.inspection:1", by=people.cqc)


def test_a_recipient_that_has_it_is_not_sent_it_twice():
    people = cast()
    item = sent(by=people.ofsted)
    assert refused(commands.add_recipients, item, recipients=inspectorates("cqc"), by=people.ofsted)[0] == "recipients"
    commands.add_recipients(item, recipients=inspectorates("cqc", "hmicfrs"), by=people.programme_lead)
    assert Delivery.objects.filter(item=item).count() == 2
    refused(commands.add_recipients, item, recipients=inspectorates("hmi-probation"), by=people.lead)
