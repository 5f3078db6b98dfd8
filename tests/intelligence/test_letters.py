"""Letters about a systemic weakness: who sees one, on what it may rest, what sending freezes, and how it is printed."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import Http404
from django.utils.timezone import localdate
from pypdf import PdfReader

from audit.models import Event
from files.models import StoredFile
from intelligence import commands, policies, queries
from intelligence.content import arrange
from intelligence.models import Letter, LetterDocument
from intelligence.printing import render
from intelligence.queries import LetterFilter
from jobs import runner
from jobs.models import Email, Job, State
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.printed import digest
from tests.factors import with_factors
from tests.letters import BODY, about_letter, fresh_letter, letter, posted
from tests.pdfcheck import pdfua
from tests.sharing import inspectorates, sent
from tests.walk import cast

pytestmark = pytest.mark.django_db
SECRET = "Calls wait until the morning, and nobody rings back."


def run(document: LetterDocument) -> LetterDocument:
    assert document.job is not None
    assert runner.run(document.job.pk)
    return LetterDocument.objects.select_related("file", "job", "letter").get(pk=document.pk)


def pages_of(document: LetterDocument) -> list[str]:
    assert document.file is not None
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(document.file.content.read())).pages]


def seen(user, **asked):
    return list(queries.letters_seen(user, LetterFilter(**asked)))


def test_a_draft_is_seen_by_the_casework_people_of_its_inspectorate_alone():
    people = cast()
    draft = letter(by=people.ofsted)
    for person in (people.ofsted, people.stranger, people.programme_lead):
        assert seen(person, state="draft") == [draft]
        assert queries.letter_for(person, draft.pk) == draft
    for person in (
        people.cqc,
        people.cqc_programme_lead,
        people.hmicfrs,
        people.ofsted_administrator,
        people.ofsted_governance,
    ):
        assert seen(person, state="draft") == []
        with pytest.raises(Http404):
            queries.letter_for(person, draft.pk)


def test_a_sent_letter_is_seen_by_its_recipient_and_by_nobody_else():
    people = cast()
    draft = posted(by=people.ofsted)
    assert seen(people.cqc) == seen(people.ofsted) == [draft]
    assert seen(people.hmicfrs) == seen(people.cqc_administrator) == []
    with pytest.raises(Http404):
        queries.letter_for(people.hmicfrs, draft.pk)
    with pytest.raises(Http404):
        queries.written_letter_for(people.cqc, draft.pk)


def test_a_letter_rests_only_on_what_its_recipient_has():
    people = cast()
    ours = sent(by=people.ofsted, to=("hmicfrs",), text=SECRET)
    theirs = sent(by=people.cqc, to=("ofsted",))
    both = sent(by=people.hmicfrs, to=("ofsted", "cqc"))
    with pytest.raises(Invalid) as refusal:
        letter(by=people.ofsted, items=(ours,))
    assert refusal.value.field == "items"
    assert str(refusal.value) == (
        f"CQC does not have item {ours.pk}, so the letter would tell of it. Share it with CQC first, then name it here."
    )
    draft = letter(by=people.ofsted, items=(theirs, both))
    assert list(queries.cited_items(draft)) == [theirs, both]
    commands.add_recipients(ours, recipients=inspectorates("cqc"), by=people.ofsted)
    commands.edit_letter(draft, base=1, text=BODY, about=about_letter(items=(ours,)), by=people.ofsted)
    assert list(queries.cited_items(draft)) == [ours]


def test_an_item_that_the_sender_does_not_have_is_not_told_of():
    people = cast()
    foreign = sent(by=people.hmicfrs, to=("cqc",))
    with pytest.raises(Invalid, match="cannot be found among those that were sent"):
        letter(by=people.ofsted, items=(foreign,))


def test_what_is_offered_is_what_both_have():
    people = cast()
    both = sent(by=people.ofsted, to=("cqc",))
    untold = sent(by=people.ofsted, to=("hmicfrs",))
    sent(by=people.hmicfrs, to=("cqc",))
    gone = sent(by=people.ofsted, to=("cqc",))
    commands.withdraw_item(gone, why="Another council", by=people.ofsted)
    ofsted, cqc = inspectorates("ofsted", "cqc")
    assert queries.items_to_cite(ofsted, cqc, both.local_area, []) == ([both], False)
    assert queries.items_to_cite(ofsted, cqc, both.local_area, [untold.pk, gone.pk]) == ([both, gone], False)


def test_an_item_that_was_withdrawn_meanwhile_stops_the_sending():
    people = cast()
    item = sent(by=people.ofsted, to=("cqc",))
    draft = letter(by=people.ofsted, items=(item,))
    commands.withdraw_item(item, why="Another council", by=people.ofsted)
    with pytest.raises(NotNow, match=f"Item {item.pk} was withdrawn.*take it out of the letter"):
        commands.send_letter(draft, marking="official", version=1, by=people.ofsted)


def test_it_is_not_sent_without_a_marking_or_a_name_nor_in_other_words_than_were_read():
    people = cast()
    draft = letter(by=people.ofsted, signs_role="")
    with pytest.raises(NotNow, match="It is not said who signs this letter"):
        commands.send_letter(draft, marking="official", version=1, by=people.ofsted)
    commands.edit_letter(draft, base=1, text=BODY, about=about_letter(), by=people.ofsted)
    with pytest.raises(NotNow, match="Somebody changed the letter while you read it"):
        commands.send_letter(draft, marking="official", version=1, by=people.ofsted)
    with pytest.raises(Invalid) as refusal:
        commands.send_letter(draft, marking="", version=2, by=people.ofsted)
    assert refusal.value.field == "marking"
    with pytest.raises(NotAllowed):
        commands.send_letter(draft, marking="official", version=2, by=people.stranger)
    commands.send_letter(draft, marking="official", version=2, by=people.programme_lead)
    assert fresh_letter(draft).sent_by == people.programme_lead


def test_an_inspectorate_does_not_write_to_itself():
    with pytest.raises(Invalid) as refusal:
        letter(by=cast().ofsted, to="ofsted")
    assert refusal.value.field == "recipient"


def test_sending_freezes_the_words():
    people = cast()
    done = posted(by=people.ofsted)
    document = done.documents.get()
    assert (document.draft, document.version, document.content["text"]) == (False, 1, BODY)
    assert document.sha256 == digest(document.content)
    with pytest.raises(NotNow, match="Its words stand"):
        commands.edit_letter(done, base=1, text="Other words.", about=about_letter(), by=people.ofsted)
    with pytest.raises(NotNow, match="Its words stand"):
        commands.discard_letter(done, by=people.ofsted)
    assert fresh_letter(done).text.body == BODY


def test_the_programme_office_of_the_recipient_is_told_and_the_e_mail_gives_nothing_away():
    people = cast()
    with_factors(people)
    Email.objects.all().delete()
    done = posted(by=people.ofsted)
    told = Email.objects.get(to=people.cqc_programme_lead.email)
    assert told.subject == "Ofsted has sent you a letter"
    assert done.get_absolute_url() in told.body
    assert done.subject not in told.body
    assert Email.objects.count() == 1


def test_it_waits_until_the_recipient_acknowledges_it_and_its_age_is_counted_in_working_days():
    people = cast()
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC)):
        done = posted(by=people.ofsted)
    with time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=UTC)):
        assert seen(people.cqc, state="waiting", way="received") == [done]
        assert seen(people.cqc, late=True) == [done]
        days = queries.days_of(fresh_letter(done))
        assert days is not None
        assert (days.said, days.age_said) == ("1 working day late", "Received 6 working days ago")
        assert days.sent_said == "Sent 6 working days ago"
        assert queries.letters_waiting(people.cqc) == queries.LettersWaiting(1, 1, 0)
        assert queries.letters_waiting(people.ofsted) == queries.LettersWaiting(0, 0, 0)
        with pytest.raises(NotAllowed):
            commands.acknowledge_letter(done, by=people.ofsted)
        commands.acknowledge_letter(done, by=people.cqc)
        with pytest.raises(NotNow, match="has acknowledged this letter"):
            commands.acknowledge_letter(done, by=people.cqc)
    assert seen(people.cqc, state="waiting") == []
    assert seen(people.ofsted, state="acknowledged", way="written") == [done]
    assert queries.days_of(fresh_letter(done)) is None


def test_the_programme_office_is_told_once_that_a_letter_is_late():
    people = cast()
    with_factors(people)
    done = posted(by=people.ofsted)
    assert commands.escalate_letters() == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(days=20)):
        Email.objects.all().delete()
        assert (commands.escalate_letters(), commands.escalate_letters()) == (1, 0)
    assert Email.objects.get().subject == "A letter to your inspectorate is late"
    assert Event.objects.filter(verb="intelligence.letter_escalate", stream=done.stream).count() == 1


def test_a_stale_save_is_kept_beside_and_settled():
    people = cast()
    draft = letter(by=people.ofsted)
    commands.edit_letter(draft, base=1, text="New words.", about=about_letter(), by=people.programme_lead)
    saved = commands.edit_letter(draft, base=1, text="Mine.", about=about_letter(subject="Mine"), by=people.ofsted)
    assert saved.kept is not None
    assert (fresh_letter(draft).text.body, fresh_letter(draft).subject) == ("New words.", "Strategy meetings")
    with pytest.raises(NotNow, match="Two versions"):
        commands.send_letter(draft, marking="official", version=2, by=people.ofsted)
    commands.settle_letter(draft, saved.kept, keep="mine", base=2, by=people.ofsted)
    assert (fresh_letter(draft).text.body, fresh_letter(draft).subject) == ("Mine.", "Mine")


def test_sent_twice_under_one_key_it_is_begun_once():
    people = cast()
    key = "6b1d2b1e-3e0a-4d55-9d6b-6d8f0f3f0a11"
    first = commands.add_letter(text=BODY, about=about_letter(), client_id=key, by=people.ofsted)
    assert commands.add_letter(text=BODY, about=about_letter(), client_id=key, by=people.ofsted) == first
    with pytest.raises(Invalid):
        commands.add_letter(text="Other.", about=about_letter(), client_id=key, by=people.ofsted)
    assert Letter.objects.count() == 1


def test_the_pdf_holds_the_words_and_nothing_of_what_the_recipient_does_not_have():
    people = cast()
    untold = sent(by=people.ofsted, to=("hmicfrs",), text=SECRET)
    item = sent(by=people.ofsted, to=("cqc",), text="They attend no conference.")
    done = posted(by=people.ofsted, items=(item,))
    document = run(done.documents.get())
    pages = pages_of(document)
    text = " ".join(pages)
    for words in ("1. Health visitors are not asked to strategy meetings.", "2. We saw this in three places:", "the south"):
        assert words in text
    area = item.local_area.name
    for words in ("Ofsted", "Care Quality Commission", "Strategy meetings", "Rosalind Farrow Director of operations", area):
        assert words in text
    assert f"Item {item.pk}: Concern, {area}. Shared by Ofsted on " in text
    assert "They attend no conference." not in text
    assert SECRET not in text
    assert f"Item {untold.pk}:" not in text
    assert "DRAFT" not in text
    assert all(page.count("OFFICIAL-SENSITIVE") >= 2 for page in pages)
    assert f"Page 1 of {len(pages)}" in pages[0]
    assert document.pages == len(pages)
    event = Event.objects.get(verb="intelligence.letter_built")
    assert (event.actor, event.stream) == ("system", done.stream)


def test_the_pdf_is_tagged_and_has_a_title_and_a_language(tmp_path):
    people = cast()
    item = sent(by=people.ofsted, to=("cqc",))
    document = run(posted(by=people.ofsted, items=(item,)).documents.get())
    assert document.file is not None
    data = document.file.content.read()
    assert pdfua(data, tmp_path) == {}
    reader = PdfReader(io.BytesIO(data))
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == ("Strategy meetings", "en-GB")


def test_every_page_of_a_draft_says_so():
    people = cast()
    draft = letter(by=people.ofsted, text="\n\n".join([BODY] * 12))
    pages = pages_of(run(commands.print_letter(draft, by=people.stranger)))
    assert len(pages) > 1
    assert all("OFFICIAL-SENSITIVE – DRAFT" in page for page in pages)


def test_the_same_draft_is_printed_once_and_another_one_takes_its_place():
    people = cast()
    draft = letter(by=people.ofsted)
    first = run(commands.print_letter(draft, by=people.ofsted))
    assert commands.print_letter(draft, by=people.ofsted) == first
    assert Job.objects.filter(kind="intelligence.letter").count() == 1
    commands.edit_letter(draft, base=1, text="Other words.", about=about_letter(), by=people.ofsted)
    assert queries.letter_shown(queries.letter_for(people.ofsted, draft.pk)).document is None
    second = run(commands.print_letter(draft, by=people.ofsted))
    assert list(LetterDocument.objects.filter(letter=draft)) == [second]
    assert not StoredFile.objects.filter(pk=first.file_id).exists()
    commands.discard_letter(draft, by=people.ofsted)
    assert not StoredFile.objects.filter(pk=second.file_id).exists()


def test_a_draft_discarded_while_it_is_printed_leaves_no_file():
    people = cast()
    draft = letter(by=people.ofsted)
    document = commands.print_letter(draft, by=people.ofsted)
    assert document.job is not None
    commands.discard_letter(draft, by=people.ofsted)
    assert runner.run(document.job.pk)
    assert StoredFile.objects.count() == 0


def test_the_same_content_gives_the_same_bytes_and_building_again_does_nothing():
    people = cast()
    document = run(posted(by=people.ofsted).documents.get())
    Job.objects.filter(pk=document.job_id).update(state=State.WAITING)
    again = run(document)
    assert (again.file_id, Event.objects.filter(verb="intelligence.letter_built").count()) == (document.file_id, 1)
    assert document.file is not None
    assert render(document.content, identifier=document.sha256[:32]).data == document.file.content.read()


def test_what_was_printed_of_a_draft_goes_with_the_words_that_it_holds():
    people = cast()
    draft = letter(by=people.ofsted, text=f"{BODY} {SECRET}")
    first = run(commands.print_letter(draft, by=people.ofsted))
    commands.edit_letter(draft, base=1, text=f"{BODY} {SECRET}", about=about_letter(), by=people.ofsted)
    assert queries.pdf_of(fresh_letter(draft))[0] == first
    stale = commands.edit_letter(draft, base=0, text="Kept beside.", about=about_letter(), by=people.ofsted)
    assert queries.pdf_of(fresh_letter(draft))[0] == first
    commands.edit_letter(draft, base=1, text=BODY, about=about_letter(), by=people.ofsted)
    with pytest.raises(Http404):
        queries.pdf_of(fresh_letter(draft))
    assert not StoredFile.objects.filter(pk=first.file_id).exists()
    commands.print_letter(draft, by=people.ofsted)
    assert stale.kept is not None
    commands.settle_letter(draft, stale.kept, keep="mine", base=3, by=people.ofsted)
    assert not LetterDocument.objects.filter(letter=draft).exists()


def test_a_letter_with_a_character_without_a_font_is_not_sent():
    people = cast()
    rune = "\U00010cf5"  # of a script that no machine here has
    for words in ({"text": f"{BODY} {rune}"}, {"subject": f"Meetings {rune}"}, {"signs_name": f"R. {rune}"}):
        draft = letter(by=people.ofsted, **words)
        with pytest.raises(NotNow) as refusal:
            commands.send_letter(draft, marking="official", version=1, by=people.ofsted)
        assert str(refusal.value) == (
            f"The letter could not be printed: no font has {rune} (U+10CF5). Replace it in the draft, then send the letter."
        )
        assert fresh_letter(draft).sent_at is None
    assert posted(by=people.ofsted, text="Café – “Ŵyn”, ½ of 100\u202fkm < 3 & more").sent_at is not None


def test_a_character_without_a_font_fails_the_pdf_with_a_sentence():
    people = cast()
    rune = "\U00010cf5"
    draft = letter(by=people.ofsted, text=f"{BODY} {rune}")
    document = commands.print_letter(draft, by=people.ofsted)
    assert document.job is not None
    assert not runner.run(document.job.pk)
    document.job.refresh_from_db()
    assert "U+10CF5" in document.job.error
    frozen = posted(by=people.ofsted).documents.get()
    frozen.content["text"] = rune
    frozen.sha256 = digest(frozen.content)
    frozen.save()  # as if the fonts were other ones than when it was sent
    assert not runner.run(frozen.job_id)
    frozen.job.refresh_from_db()
    assert frozen.job.error == (
        f"The PDF could not be made: no font has {rune} (U+10CF5). The words of the letter stand. Tell support its number."
    )


def test_a_failed_job_is_tried_again_by_whoever_sees_the_letter():
    people = cast()
    done = posted(by=people.ofsted)
    job = done.documents.get().job
    assert job is not None
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, error="The file store did not answer.")
    with pytest.raises(NotAllowed):
        commands.print_letter(done, by=people.hmicfrs)
    assert run(commands.print_letter(done, by=people.cqc)).file is not None


def test_the_letter_says_so_when_what_it_rests_on_is_invented():
    people = cast()
    item = sent(by=people.ofsted, to=("cqc",))
    item.local_area.demonstration = True
    item.local_area.save(update_fields=["demonstration"])
    draft = letter(by=people.ofsted, items=(item,), area=None)
    content = arrange(queries.facts_of(queries.letter_for(people.ofsted, draft.pk), draft=True, on=localdate()))
    assert content["demonstration"]
    pages = pages_of(run(commands.print_letter(draft, by=people.ofsted)))
    assert all("Demonstration: invented content" in page for page in pages)


def test_nobody_but_its_author_and_the_leads_changes_a_draft():
    people = cast()
    draft = letter(by=people.ofsted)
    for person, may in ((people.ofsted, True), (people.programme_lead, True), (people.stranger, False), (people.cqc, False)):
        assert policies.can_change_letter(person, draft) is may


def test_drafts_of_who_leaves_stay_with_the_programme_leads():
    people = cast()
    letter(by=people.ofsted)
    posted(by=people.ofsted)
    assert [loss.before for loss in queries.left_drafts(people.ofsted, "")] == [
        "They have 1 draft of a letter to another inspectorate. It stays, and a programme lead can change, send or discard it."
    ]
    assert list(queries.left_drafts(people.cqc, "")) == []
