"""A recipient acknowledges, decides and uses; what is late is told once."""

from datetime import UTC, datetime

import pytest
import time_machine

from accounts.models import User
from agencies.models import Inspectorate, Membership
from audit.models import Event
from intelligence import commands, naming, queries
from intelligence.models import Decision, Delivery
from intelligence.queries import QueueFilter
from intelligence.tasks import escalate_late
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.factors import with_factors
from tests.letters import posted
from tests.sharing import draft, inspectorates, sent
from tests.walk import address_of, cast, inspection_at

pytestmark = pytest.mark.django_db
REASON = "We look at it in the autumn."
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def waits(item, code="cqc"):
    row = queries.standing(Delivery.objects.filter(item=item, inspectorate__code=code)).get()
    return row.waits


def decide(item, by, **changes):
    return commands.decide(item, **{"outcome": "no-action", "reason": REASON, "version": 1, "by": by, **changes})


def test_nothing_is_decided_unseen():
    people = cast()
    item = sent(by=people.ofsted)
    with pytest.raises(NotNow, match="Acknowledge this first"):
        decide(item, people.cqc_programme_lead)
    assert (waits(item), Decision.objects.count()) == ("acknowledge", 0)


def test_any_casework_person_of_a_recipient_acknowledges_and_only_a_programme_lead_decides():
    people = cast()
    item = sent(by=people.ofsted)
    for other in (people.ofsted, people.programme_lead, people.hmicfrs, people.cqc_administrator):
        with pytest.raises(NotAllowed):
            commands.acknowledge(item, version=1, by=other)
    commands.acknowledge(item, version=1, by=people.cqc)
    with pytest.raises(NotNow, match="has acknowledged"):
        commands.acknowledge(item, version=1, by=people.cqc_programme_lead)
    assert waits(item) == "decide"
    for other in (people.cqc, people.programme_lead, people.cqc_signatory):
        with pytest.raises(NotAllowed):
            decide(item, other)
    decide(item, people.cqc_programme_lead)
    assert waits(item) == ""


def test_a_decision_says_why_and_a_later_one_replaces_it_and_both_are_kept():
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    with pytest.raises(Invalid) as refusal:
        decide(item, people.cqc_programme_lead, reason=" ")
    assert refusal.value.field == "reason"
    first = decide(item, people.cqc_programme_lead)
    decide(item, people.cqc_programme_lead, outcome="selection", reason="It is the third.", after=first.pk)
    shown = queries.shown(people.ofsted, queries.item_for(people.ofsted, item.pk))
    assert [row.reason for row in shown.held[0].decisions] == ["It is the third.", REASON]


@pytest.fixture
def _programmes():
    before = list(naming._programmes)
    naming.programmes_from(lambda inspectorate: [("clas", "CLAS")] if inspectorate.code == "cqc" else [])
    yield
    naming._programmes[:] = before


@pytest.mark.usefixtures("_programmes")
def test_a_decision_names_a_programme_of_the_own_inspectorate_where_it_informs_one():
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    for outcome, programme in (("programme", ""), ("programme", "ilacs"), ("selection", "clas")):
        with pytest.raises(Invalid) as refusal:
            decide(item, people.cqc_programme_lead, outcome=outcome, programme=programme)
        assert refusal.value.field == "programme"
    assert decide(item, people.cqc_programme_lead, outcome="programme", programme="clas").programme == "clas"


def test_until_a_room_registers_programmes_none_can_be_named():
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    cqc = Inspectorate.objects.get(code="cqc")
    known = naming.programmes(cqc)
    naming._programmes[:], before = [], list(naming._programmes)
    try:
        with pytest.raises(Invalid):
            decide(item, people.cqc_programme_lead, outcome="programme", programme="clas")
    finally:
        naming._programmes[:] = before
    assert naming.programmes(cqc) == known


def test_after_a_correction_it_is_read_again_and_the_decision_confirmed():
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    first = decide(item, people.cqc_programme_lead)
    commands.correct_item(item, base=1, text="They wait for hours.", correction="Not days", by=people.ofsted)
    assert waits(item) == "read-again"
    with pytest.raises(NotNow, match="corrected"):
        decide(item, people.cqc_programme_lead, version=2)
    with pytest.raises(NotNow, match="while you read"):
        commands.acknowledge(item, version=1, by=people.cqc)
    commands.acknowledge(item, version=2, by=people.cqc)
    shown = queries.shown(people.cqc, queries.item_for(people.cqc, item.pk))
    assert (waits(item), shown.held[0].stale) == ("decide", True)
    with pytest.raises(NotNow, match="while you decided"):
        decide(item, people.cqc_programme_lead)
    decide(item, people.cqc_programme_lead, version=2, after=first.pk)
    assert waits(item) == ""


def test_a_withdrawal_is_acknowledged_by_each_that_has_it_and_nothing_else_waits_then():
    people = cast()
    item = sent(by=people.ofsted, to=("cqc", "hmicfrs"))
    commands.acknowledge(item, version=1, by=people.cqc)
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    assert (waits(item), waits(item, "hmicfrs")) == ("withdrawn", "withdrawn")
    with pytest.raises(NotNow, match="withdrawn"):
        decide(item, people.cqc_programme_lead)
    commands.acknowledge(item, version=1, withdrawn=True, by=people.hmicfrs)
    with pytest.raises(NotNow):
        commands.acknowledge(item, version=1, withdrawn=True, by=people.hmicfrs)
    assert (waits(item), waits(item, "hmicfrs")) == ("withdrawn", "")


def test_what_it_is_used_in_is_said_only_to_those_who_may_see_that():
    people = cast()
    inspection = inspection_at("planned")
    key = f"inspections.inspection:{inspection.pk}"
    item = sent(by=people.lead, to=("cqc", "hmi-probation"))
    with pytest.raises(Invalid):
        commands.use_item(item, target=key, by=people.stranger)
    with pytest.raises(NotAllowed):
        commands.use_item(item, target=key, by=people.hmicfrs)
    commands.use_item(item, target=key, by=people.programme_lead)
    commands.use_item(item, target=key, by=people.programme_lead)
    said = {
        part: queries.shown(getattr(people, part), queries.item_for(getattr(people, part), item.pk)).used_in
        for part in ("programme_lead", "stranger")
    }
    name = f"Joint targeted area inspection of {inspection.local_area.name}"
    assert said == {
        "programme_lead": [naming.Named(name, inspection.get_absolute_url())],
        "stranger": [naming.Named("Something that you may not see")],
    }


def test_a_draft_is_used_by_nobody():
    with pytest.raises(NotAllowed):
        commands.use_item(draft(by=cast().ofsted), target="inspections.inspection:1", by=cast().ofsted)


def test_the_kinds_of_key_and_the_topics_that_rooms_above_answer_for():
    cast()
    assert "inspections.inspection" in naming.kinds()
    assert ("walk-topic", "Children who live with neglect") in naming.topics()
    assert naming.words_of(cast().cqc, ["nothing.known:1"]) == {
        "nothing.known:1": naming.Named("Something that you may not see")
    }


def queue(person, **asked):
    rows = queries.duties_of(person, QueueFilter(**asked))
    return [(duty.waits.value, duty.said) for duty in queries.duties(rows)]


def test_the_queue_has_the_most_overdue_first_and_says_ages_in_working_days():
    people = cast()
    with time_machine.travel(MONDAY, tick=False):
        old = sent(by=people.ofsted, text="First")
        sent(by=people.ofsted, text="Second", area="X002", urgent=True)
    with time_machine.travel("2026-03-06T10:00Z", tick=False):
        commands.acknowledge(old, version=1, by=people.cqc)
        sent(by=people.ofsted, text="Third")
        expected = [
            ("acknowledge", "3 working days late"),
            ("acknowledge", "Due in 5 working days"),
            ("decide", "Due in 16 working days"),
        ]
        assert queue(people.cqc) == expected
        assert queue(people.cqc, waits="decide") == expected[2:]
        assert (
            queue(people.cqc, local_area="X002")
            == queue(people.cqc, urgent=True)
            == queue(people.cqc, late=True)
            == expected[:1]
        )
        assert [(row.waits.value, row.number, row.late, row.urgent) for row in queries.tally_of(people.cqc)] == [
            ("acknowledge", 2, 1, 1),
            ("decide", 1, 0, 0),
        ]
    with time_machine.travel("2026-03-13T10:00Z", tick=False):
        assert queue(people.cqc)[1] == ("acknowledge", "Due today")
    for other in (people.ofsted, people.hmicfrs, people.cqc_administrator, people.co_ordinator):
        assert queue(other) == []


def mails():
    return sorted(Email.objects.values_list("to", "subject", "body"))


def test_what_is_late_is_told_to_the_programme_office_once_for_each_lateness():
    people = with_factors(cast())
    with time_machine.travel(MONDAY, tick=False):
        item = sent(by=people.ofsted)
        sent(by=people.ofsted, text="Another")
    Email.objects.all().delete()
    with time_machine.travel("2026-03-09T10:00Z", tick=False):
        escalate_late()
        assert mails() == []
    with time_machine.travel("2026-03-10T10:00Z", tick=False):
        escalate_late()
        escalate_late()
        assert [(to, subject) for to, subject, _body in mails()] == [
            (address_of("cqc_programme_lead"), "Something that was shared with your inspectorate is late")
        ]
        assert "2 items were not" in mails()[0][2]
        assert Event.objects.filter(verb="intelligence.escalate").count() == 2
        commands.acknowledge(item, version=1, by=people.cqc)
    with time_machine.travel("2026-04-20T10:00Z", tick=False):
        escalate_late()
        escalate_late()
        # The one that was acknowledged and not decided, and the one of which nothing was heard, late a second time.
        assert ["2 items were not" in body for _to, _subject, body in mails()] == [True, True]


def test_what_is_answered_in_time_is_no_ones_lateness():
    people = cast()
    with time_machine.travel(MONDAY, tick=False):
        item = sent(by=people.ofsted)
        commands.acknowledge(item, version=1, by=people.cqc)
        decide(item, people.cqc_programme_lead)
        commands.add_recipients(item, recipients=inspectorates("hmicfrs"), by=people.ofsted)
        commands.withdraw_item(sent(by=people.ofsted), why="x", by=people.ofsted)
    with time_machine.travel("2026-12-10T10:00Z", tick=False):
        assert commands.escalate() == 2  # HMICFRS's, and the withdrawal that CQC has not seen
        assert commands.escalate() == 0


def test_signals_count_what_the_viewer_may_see_and_say_each_part_in_words():
    people = cast()
    with time_machine.travel(MONDAY, tick=False):
        first = sent(by=people.ofsted, topic="walk-topic", urgent=True)
        sent(by=people.ofsted, text="Second", kind="exceptional-practice", topic="walk-topic")
        sent(by=people.hmicfrs, to=("hmi-probation",), text="Third", topic="walk-topic")
        draft(by=people.ofsted, text="Fourth")
        gone = sent(by=people.ofsted, text="Fifth")
        commands.withdraw_item(gone, why="x", by=people.ofsted)
    with time_machine.travel("2026-03-05T10:00Z", tick=False):
        area, other = first.local_area, sent(by=people.hmicfrs, to=("ofsted",), area="X002").local_area
        signal = queries.signal_of_area(people.cqc, area)
        assert (signal.concerns, signal.practices, signal.urgent, signal.open, signal.oldest_open) == (1, 1, 1, 2, 3)
        assert signal.explanation == [
            "1 concern was shared",
            "1 example of exceptional practice was shared",
            "1 of these is urgent",
            "2 wait for an answer, the oldest for 3 working days",
        ]
        assert queries.signal_of_topic(people.cqc, "walk-topic") == signal
        assert queries.signal_of_area(people.probation, area).concerns == 1
        nothing = queries.signal_of_area(people.cqc, other)
        assert (nothing, nothing.explanation) == (queries.Signal(), ["Nothing that you can see was shared."])
        assert queries.signals_of_areas(people.cqc, [area, other]) == {area.pk: signal, other.pk: queries.Signal()}


def test_what_nobody_acknowledges_is_late_again_when_the_day_for_deciding_passes():
    people = with_factors(cast())
    with time_machine.travel(MONDAY, tick=False):
        sent(by=people.ofsted)
    Email.objects.all().delete()
    for day, expected in (("2026-03-10", 1), ("2026-03-11", 0), ("2026-03-30", 0), ("2026-03-31", 1), ("2026-04-30", 0)):
        with time_machine.travel(f"{day}T10:00Z", tick=False):
            assert (day, commands.escalate()) == (day, expected)
    assert Email.objects.filter(to=address_of("cqc_programme_lead")).count() == 2


def test_where_nobody_can_be_told_the_sender_is_and_whoever_comes_later_is_told():
    people = with_factors(cast())
    with time_machine.travel(MONDAY, tick=False):
        sent(by=people.ofsted)
    gone = list(Membership.objects.filter(inspectorate__code="cqc"))
    for row in gone:
        row.user.is_active = False
        row.user.save()
    Email.objects.all().delete()
    with time_machine.travel("2026-03-10T10:00Z", tick=False):
        assert (commands.escalate(), commands.escalate()) == (0, 0)
        assert [(to, subject) for to, subject, _body in mails()] == [
            (address_of("programme_lead"), "Nobody at CQC can be told of something that you shared")
        ]
        for row in gone:
            row.user.is_active = True
            row.user.save()
        assert (commands.escalate(), commands.escalate()) == (1, 0)
    assert [to for to, _subject, _body in mails()] == [address_of("cqc_programme_lead"), address_of("programme_lead")]


def test_where_nobody_can_be_told_of_a_late_letter_its_sender_is_and_whoever_comes_later_is_told():
    people = with_factors(cast())
    with time_machine.travel(MONDAY, tick=False):
        posted(by=people.ofsted)
    there = User.objects.filter(membership__inspectorate__code="cqc")
    gone = list(there.values_list("pk", flat=True))
    there.update(is_active=False)
    Email.objects.all().delete()
    with time_machine.travel("2026-03-10T10:00Z", tick=False):
        assert (commands.escalate_letters(), commands.escalate_letters()) == (0, 0)
        assert [(to, subject) for to, subject, _body in mails()] == [
            (address_of("programme_lead"), "Nobody at CQC can be told of a letter that you sent")
        ]
        User.objects.filter(pk__in=gone).update(is_active=True)
        assert (commands.escalate_letters(), commands.escalate_letters()) == (1, 0)
    assert [to for to, _subject, _body in mails()] == [address_of("cqc_programme_lead"), address_of("programme_lead")]
