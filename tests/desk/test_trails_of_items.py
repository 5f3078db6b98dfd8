"""The trail of an item says what its page says, and of an activity is its own inspectorate's."""

import csv
import html
import re

import pytest
import time_machine
from django.urls import reverse

from audit.trail import record
from intelligence import commands
from intelligence.tasks import escalate_late
from programmes import commands as recording
from tests.letters import posted
from tests.programmes import acting
from tests.sharing import about, draft, inspectorates, keys, sent
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db


def told(client, person, name, pk, query=""):
    """(what, detail) of each line."""
    client.force_login(person)
    answer = client.get(reverse(name, args=[pk]) + query)
    assert answer.status_code == 200, answer.status_code
    cells = [part.partition("</td>")[0].partition(">")[2] for part in answer.content.decode().split('data-label="What"')[1:]]
    parts = [cell.partition("<br>") for cell in cells]
    return [(html.unescape(what), html.unescape(re.sub(r"<[^>]+>", "", detail))) for what, _br, detail in parts]


def test_the_trail_of_an_item_says_who_did_what_in_words(client):
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    commands.decide(item, outcome="selection", reason="It is the third.", version=1, by=people.cqc_programme_lead)
    commands.correct_item(item, base=1, text="For hours.", correction="Not days", by=people.ofsted)
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    expected = [
        ("Withdrew something shared", "Reason: Another area"),
        ("Corrected something shared", "Reason: Not days"),
        (
            "Decided about something shared",
            "CQC: It informs the selection of local areas for a joint inspection. Reason: It is the third.",
        ),
        ("Acknowledged something shared", "CQC"),
        ("Shared something with other inspectorates", "With CQC. Marking: OFFICIAL-SENSITIVE"),
    ]
    assert told(client, people.cqc, "item_trail", item.pk) == expected
    assert told(client, people.stranger, "item_trail", item.pk) == [*expected, ("Began something to share", "")]
    for text, number in (
        ("selection of local", 1),
        ("Not days", 1),
        ("CQC", 3),
        ("sensitive", 1),
        ("Another", 1),
        ("zebra", 0),
    ):
        assert len(told(client, people.cqc, "item_trail", item.pk, f"?text={text}")) == number, text
    for other in (people.hmicfrs, people.co_ordinator, people.administrator, people.cqc_administrator):
        client.force_login(other)
        for name in ("item_trail", "item_trail_csv"):
            assert client.get(reverse(name, args=[item.pk])).status_code == 404


def test_how_it_was_written_is_for_the_inspectorate_that_shared_it(client):
    people = cast()
    item = draft(by=people.ofsted)
    commands.edit_item(item, base=1, text="They wait for weeks.", about=about(), by=people.ofsted)
    commands.add_attachment(item, data=b"Figures", name="zebra.txt", by=people.ofsted)
    to = inspectorates("cqc")
    commands.send_item(item, version=2, attached=keys(item), marking="official", recipients=to, by=people.ofsted)
    assert told(client, people.cqc, "item_trail", item.pk) == [
        ("Shared something with other inspectorates", "With CQC. Marking: OFFICIAL")
    ]
    assert len(told(client, people.ofsted, "item_trail", item.pk)) == 4
    client.force_login(people.cqc)
    rows = list(csv.reader(client.get(reverse("item_trail_csv", args=[item.pk])).getvalue().decode("utf-8-sig").splitlines()))
    # Neither how many entries are left out nor what a file was called.
    assert [(row[3], row[4], row[6]) for row in rows[1:]] == [
        ("Shared something with other inspectorates", "With CQC. Marking: OFFICIAL", "")
    ]


def test_the_trail_names_recipients_files_programmes_and_which_text_was_chosen(client):
    people = cast()
    acting.programme("clas", "all")
    item = draft(by=people.ofsted)
    file = commands.add_attachment(item, data=b"Figures", name="Figures.txt", by=people.ofsted)
    commands.add_attachment(item, data=b"Others", name="Others.txt", by=people.ofsted)
    commands.remove_attachment(file, by=people.ofsted)
    to = inspectorates("cqc", "hmicfrs")
    commands.send_item(item, version=1, attached=keys(item), marking="official", recipients=to, by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    commands.decide(item, outcome="programme", programme="clas", reason="It fits.", version=1, by=people.cqc_programme_lead)
    commands.correct_item(item, base=1, text="For hours.", correction="Not days", by=people.ofsted)
    kept = commands.correct_item(item, base=1, text="For weeks.", correction="Longer", by=people.ofsted).kept
    commands.settle_versions(item, kept, keep="current", base=2, by=people.ofsted)
    commands.add_recipients(item, recipients=inspectorates("hmi-probation"), by=people.ofsted)
    expected = [
        ("Shared something with more inspectorates", "With HMI Probation"),
        ("Decided which of two texts of something shared stands", "The version that stood"),
        ("Wrote a correction of something shared, which was kept beside words of somebody else", "Reason: Longer"),
        ("Corrected something shared", "Reason: Not days"),
        ("Decided about something shared", "CQC: It informs one of our programmes (CLAS). Reason: It fits."),
        ("Acknowledged something shared", "CQC"),
        ("Shared something with other inspectorates", "With CQC, HMICFRS. Marking: OFFICIAL"),
        ("Removed a file from something to share", "Figures.txt"),
        ("Added a file to something to share", "Others.txt"),
        ("Added a file to something to share", "Figures.txt"),
        ("Began something to share", ""),
    ]
    assert told(client, people.stranger, "item_trail", item.pk) == expected
    assert told(client, people.stranger, "item_trail", item.pk, "?text=hmicfrs") == [expected[6]]
    assert told(client, people.stranger, "item_trail", item.pk, "?text=HMI+Prob") == [expected[0]]
    assert told(client, people.stranger, "item_trail", item.pk, "?text=clas") == [expected[4]]
    assert told(client, people.stranger, "item_trail", item.pk, "?text=that+stood") == [expected[1]]
    # What never stood is not told to those who have it.
    assert told(client, people.cqc, "item_trail", item.pk) == [expected[0], *expected[3:7]]


def test_a_text_made_from_both_that_never_stood_is_told_to_no_holder(client):
    people = cast()
    item = sent(by=people.ofsted)
    commands.correct_item(item, base=1, text="For hours.", correction="Not days", by=people.ofsted)
    kept = commands.correct_item(item, base=1, text="For weeks.", correction="Longer", by=people.ofsted).kept
    saved = commands.settle_versions(item, kept, keep="merged", base=1, merged="For both.", correction="Both", by=people.ofsted)
    assert saved.kept is not None
    settled = ("Decided which of two texts of something shared stands", "A text made from both")
    assert settled not in told(client, people.cqc, "item_trail", item.pk)
    assert told(client, people.ofsted, "item_trail", item.pk)[0] == settled
    commands.settle_versions(item, saved.kept, keep="mine", base=2, correction="Both", by=people.ofsted)
    settled = ("Decided which of two texts of something shared stands", "The version kept beside")
    assert told(client, people.cqc, "item_trail", item.pk)[0] == settled


def test_whoever_was_given_it_later_reads_no_reasons_of_before(client):
    people = cast()
    item = draft(by=people.ofsted, text="Jane waits for days.")
    file = commands.add_attachment(item, data=b"Figures", name="Jane.txt", by=people.ofsted)
    to = inspectorates("cqc")
    commands.send_item(item, version=1, attached=keys(item), marking="official", recipients=to, by=people.ofsted)
    commands.correct_item(item, base=1, text="She waits.", correction="It named Jane", by=people.ofsted)
    commands.take_back_attachment(file, why="It was about Jane", by=people.ofsted)
    commands.add_recipients(item, recipients=inspectorates("hmicfrs"), by=people.ofsted)
    commands.correct_item(item, base=3, text="She waits for hours.", correction="Not days", by=people.ofsted)
    corrected = ("Corrected something shared", "Reason: Not days")
    assert told(client, people.hmicfrs, "item_trail", item.pk) == [
        corrected,
        ("Shared something with more inspectorates", "With HMICFRS"),
        ("Shared something with other inspectorates", "With CQC. Marking: OFFICIAL"),
    ]
    assert told(client, people.hmicfrs, "item_trail", item.pk, "?text=Jane") == []
    client.force_login(people.hmicfrs)
    assert b"Jane" not in client.get(reverse("item_trail_csv", args=[item.pk])).getvalue()
    assert len(told(client, people.cqc, "item_trail", item.pk, "?text=Jane")) == 2


def test_that_it_was_used_in_a_planned_inspection_is_told_to_those_who_see_that(client):
    people = cast()
    inspection, visit = inspection_at("planned", partners=("ofsted", "cqc", "hmicfrs")), acting.activity()
    item = sent(by=people.lead, to=("cqc", "hmi-probation"))
    use = commands.use_item(item, target=f"inspections.inspection:{inspection.pk}", by=people.programme_lead)
    commands.use_item(item, target=f"programmes.activity:{visit.pk}", by=people.ofsted)
    commands.undo_use(item, use, by=people.programme_lead)
    words = f"Ofsted: Joint targeted area inspection of {inspection.local_area.name}"
    place = ("Used something shared", "Ofsted: ILACS, Monitoring visit, Fellmoor Council, 12 May 2025")
    assert told(client, people.programme_lead, "item_trail", item.pk)[:3] == [
        ("Took back that something shared was used", words),
        place,
        ("Used something shared", words),
    ]
    assert told(client, people.stranger, "item_trail", item.pk)[0] == place
    for person, sees in ((people.stranger, 3), (people.probation, 1)):
        lines = told(client, person, "item_trail", item.pk)
        assert (
            len(lines),
            people.programme_lead.name in client.get(reverse("item_trail", args=[item.pk])).content.decode(),
        ) == (
            sees,
            False,
        )


def test_that_it_was_late_is_told_to_the_inspectorate_that_was_late(client):
    people = cast()
    with time_machine.travel("2026-03-02T10:00Z", tick=False):
        item = sent(by=people.ofsted, to=("cqc", "hmicfrs"))
        commands.acknowledge(item, version=1, by=people.hmicfrs)
    with time_machine.travel("2026-03-12T10:00Z", tick=False):
        escalate_late()
        late = ("The programme office was told that something shared is late", "CQC")
        assert told(client, people.cqc, "item_trail", item.pk)[0] == late
        for other in (people.ofsted, people.hmicfrs):
            assert late not in told(client, other, "item_trail", item.pk)


def test_the_trail_of_a_letter_tells_its_recipient_nothing_of_how_it_was_written(client):
    people = cast()
    letter = posted(by=people.ofsted)
    commands.acknowledge_letter(letter, by=people.cqc)
    seen = ["Acknowledged a letter from another inspectorate", "Sent a letter to another inspectorate"]
    assert told(client, people.cqc, "letter_trail", letter.pk) == [
        (seen[0], "CQC"),
        (seen[1], "To CQC. Marking: OFFICIAL-SENSITIVE"),
    ]
    ours = [what for what, _detail in told(client, people.ofsted, "letter_trail", letter.pk)]
    assert [what for what in ours if what in seen] == seen
    assert ours[-1] == "Began a letter to another inspectorate"
    record("intelligence.letter_escalate", letter, stream=letter.stream, by=None, inspectorate="cqc")
    late = "The programme office was told that a letter is late"
    assert told(client, people.cqc, "letter_trail", letter.pk)[0][0] == late
    assert late not in [what for what, _detail in told(client, people.ofsted, "letter_trail", letter.pk)]
    for other in (people.hmicfrs, people.co_ordinator, people.cqc_administrator):
        client.force_login(other)
        for name in ("letter_trail", "letter_trail_csv"):
            assert client.get(reverse(name, args=[letter.pk])).status_code == 404


def test_the_trail_of_an_activity_is_for_its_own_inspectorate(client):
    people = cast()
    acting.programme("clas", "all")
    review = acting.done("clas", "review")
    acting.done("clas", "review")
    asked = acting.recommendation(review)
    asked = recording.close_recommendation(asked, met=True, on=review.ends_on, note="Seen", by=people.cqc)
    recording.reopen_recommendation(asked, state=asked.state, reason="Not everywhere", by=people.cqc)
    expected = [
        ("Opened a recommendation again (Commission a service.)", "It was “Met”. Reason: Not everywhere"),
        ("Closed a recommendation (Commission a service.)", "Met on 16 May 2025: Seen"),
        ("Added a recommendation (Commission a service.)", asked.agency.name),
        ("Recorded an activity", "Review, as: Done"),
    ]
    assert told(client, people.cqc, "activity_trail", review.pk) == expected
    assert told(client, people.cqc, "activity_trail", review.pk, "?text=everywhere") == expected[:1]
    for other, status in ((people.ofsted, 403), (people.co_ordinator, 404), (people.cqc_administrator, 404)):
        client.force_login(other)
        for name in ("activity_trail", "activity_trail_csv"):
            assert client.get(reverse(name, args=[review.pk])).status_code == status
