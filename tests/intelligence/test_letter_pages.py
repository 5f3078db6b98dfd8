"""The pages of letters: nothing typed is lost, what is refused is said beside its field, and the queue says what waits."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from agencies.models import Inspectorate
from intelligence import commands
from intelligence.models import Letter
from jobs import runner
from jobs.models import Job, State
from tests.letters import BODY, SIGNS, about_letter, fresh_letter, letter, posted
from tests.sharing import sent
from tests.walk import AREA, cast

pytestmark = pytest.mark.django_db


def says(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def key_of(code):
    return Inspectorate.objects.get(code=code).pk


def new(**more):
    return {"recipient": key_of("cqc"), "subject": "Strategy meetings", "text": BODY, **SIGNS, **more}


def test_a_letter_from_its_first_words_to_its_acknowledgement(client):
    people = cast()
    item = sent(by=people.ofsted, to=("cqc",))
    client.force_login(people.ofsted)
    assert "Which inspectorate is the letter for?" in says(client.get(reverse("letter_add")))
    address = f"{reverse('letter_add')}?recipient=cqc&local_area={AREA}"
    page = client.get(address).content.decode()
    assert f"Item {item.pk}: Concern, " in page
    key = re.search(r'name="client_id" value="([^"]+)"', page)[1]
    for _time in range(2):
        answer = client.post(address, new(items=[item.pk], client_id=key))
        assert answer.status_code == 302
    draft = Letter.objects.get()
    page = says(client.get(answer.url))
    assert "This is a draft." in page
    assert "Make a PDF of the draft" in page
    send = reverse("letter_send", args=[draft.pk])
    assert "cannot be changed or taken back" in says(client.get(send))
    assert client.post(send, {"version": 1}).status_code == 422
    assert client.post(send, {"version": 1, "marking": "official-sensitive"}).status_code == 302
    assert "Not acknowledged yet. Due in 5 working days. To be acknowledged by " in says(client.get(answer.url))
    client.force_login(people.cqc)
    assert "1 letter waits to be acknowledged" in says(client.get(reverse("item_queue")))
    page = says(client.get(answer.url))
    assert "History" not in page
    assert client.get(reverse("letter_history", args=[draft.pk])).status_code == 404
    assert client.post(reverse("letter_acknowledge", args=[draft.pk])).status_code == 302
    assert fresh_letter(draft).acknowledged_by == people.cqc
    assert "0 letters wait for your inspectorate" in says(client.get(reverse("letters")))


def test_an_item_that_the_recipient_does_not_have_is_refused_beside_its_field_and_the_words_stay(client):
    people = cast()
    item = sent(by=people.ofsted, to=("hmicfrs",))
    client.force_login(people.ofsted)
    page = client.get(item.get_absolute_url()).content.decode()
    assert f"{reverse('letter_add')}?item={item.pk}&amp;local_area={AREA}" in page
    address = f"{reverse('letter_add')}?recipient=cqc&local_area={AREA}&item={item.pk}"
    page = client.get(address)
    assert f'name="items" value="{item.pk}"' not in page.content.decode()
    assert f"CQC does not have item {item.pk}" in says(page)
    answer = client.post(address, new(items=[item.pk]))
    assert answer.status_code == 422
    assert f"CQC does not have item {item.pk}" in says(answer)
    assert "Health visitors are not asked to strategy meetings." in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_stale_save_is_shown_beside_and_settled_on_the_page(client):
    people = cast()
    draft = letter(by=people.ofsted)
    commands.edit_letter(draft, base=1, text="New words.", about=about_letter(), by=people.programme_lead)
    client.force_login(people.ofsted)
    answer = client.post(reverse("letter_edit", args=[draft.pk]), new(base=1, text="Mine."))
    assert answer.url == reverse("letter_versions", args=[draft.pk, 3])
    page = says(client.get(answer.url))
    assert "New words." in page
    assert "Mine." in page
    assert client.post(answer.url, {"keep": "merged", "merged": "New words. Mine.", "base": 2}).status_code == 302
    assert fresh_letter(draft).text.body == "New words. Mine."


def test_the_pdf_is_made_on_demand_and_a_failure_is_said_with_a_button(client):
    people = cast()
    draft = letter(by=people.ofsted)
    client.force_login(people.stranger)
    pdf = reverse("letter_pdf", args=[draft.pk])
    assert client.get(pdf).status_code == 404
    page = client.post(reverse("letter_print", args=[draft.pk]), follow=True)
    assert "The PDF of the draft is waiting to be built." in says(page)
    job = Job.objects.get(kind="intelligence.letter")
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, error="The file store did not answer.")
    page = says(client.get(draft.get_absolute_url()))
    assert "The file store did not answer." in page
    assert "Try again" in page
    client.post(reverse("letter_print", args=[draft.pk]))
    assert runner.run(job.pk)
    answer = client.get(pdf)
    assert answer["Content-Disposition"] == f'attachment; filename="Letter {draft.pk} from ofsted to cqc (draft).pdf"'
    assert answer.getvalue().startswith(b"%PDF-1.7")
    assert "is ready" in says(client.get(reverse("letter_progress", args=[draft.pk])))


def test_the_list_is_searched_and_filtered(client):
    people = cast()
    posted(by=people.ofsted, subject="Calls at night")
    posted(by=people.cqc, to="ofsted", subject="Maternity")
    client.force_login(people.ofsted)

    def subjects(query):
        return re.findall(
            r'<article class="app-card" aria-label="([^"]+)"', client.get(f"{reverse('letters')}{query}").content.decode()
        )

    assert subjects("") == ["Maternity", "Calls at night"]
    assert subjects("?text=night") == ["Calls at night"]
    assert subjects("?way=received") == ["Maternity"]
    assert subjects("?state=waiting&way=written&sort=oldest") == ["Calls at night"]
    assert subjects("?inspectorate=hmicfrs") == []
    assert subjects("?late=on") == []


def test_what_waits_stands_at_home_of_the_recipients_programme_lead_alone(client):
    people = cast()
    posted(by=people.ofsted)
    for person, told in ((people.cqc_programme_lead, True), (people.programme_lead, False), (people.cqc, False)):
        client.force_login(person)
        assert ("1 letter to your inspectorate waits to be acknowledged" in says(client.get(reverse("home")))) is told


def test_continue_without_an_inspectorate_says_what_is_missing(client):
    people = cast()
    item = sent(by=people.ofsted, to=("cqc",))
    client.force_login(people.ofsted)
    first = reverse("letter_add")
    link = f"{first}?item={item.pk}&local_area={AREA}"
    for address in (first, link):
        page = client.get(address).content.decode()
        assert "There is a problem" not in page
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" (?:value="([^"]*)")?', page))
        answer = client.get(first, {**fields, "local_area": AREA})
        assert answer.status_code == 422
        assert "There is a problem Select the inspectorate that the letter is for" in says(answer)


def test_what_both_have_is_listed_for_the_inspectorate_that_was_selected(client):
    people = cast()
    ours = sent(by=people.ofsted, to=("cqc",))
    theirs = sent(by=people.ofsted, to=("hmicfrs",))
    draft = letter(by=people.ofsted, items=(ours,))
    client.force_login(people.ofsted)
    address = reverse("letter_edit", args=[draft.pk])

    def offered(answer):
        return re.findall(r'name="items" value="(\d+)"', answer.content.decode())

    page = client.get(address)
    assert offered(page) == [str(ours.pk)]
    assert "Those that your inspectorate and CQC have" in says(page)
    answer = client.post(address, new(base=1, recipient=key_of("hmicfrs"), items=[ours.pk]))
    assert answer.status_code == 422
    assert offered(answer) == [str(theirs.pk)]
    assert "Those that your inspectorate and HMICFRS have" in says(answer)
    assert f"HMICFRS does not have item {ours.pk}" in says(answer)
    answer = client.post(address, new(base=1, recipient=key_of("hmi-probation"), items=[ours.pk]))
    assert f"HMI Probation does not have item {ours.pk}" in says(answer)
    assert list(fresh_letter(draft).items.all()) == [ours]


def test_a_character_without_a_font_is_said_where_it_is_checked_with_a_way_to_the_draft(client):
    people = cast()
    draft = letter(by=people.ofsted, text="Signs in \U00010cf5 are not read.")
    client.force_login(people.ofsted)
    address = reverse("letter_send", args=[draft.pk])
    page = client.get(address)
    assert "no font has \U00010cf5 (U+10CF5)" in says(page)
    assert f'href="{reverse("letter_edit", args=[draft.pk])}">Change the draft' in page.content.decode()
    assert "Send the letter" not in says(page)
    answer = client.post(address, {"version": 1, "marking": "official"})
    assert answer.status_code == 409
    assert "There is a problem The letter could not be printed" in says(answer)


def test_the_words_are_laid_out_as_they_are_printed(client):
    people = cast()
    draft = posted(by=people.ofsted, text="First <b>line</b>,\nsecond line.\n\nIn places:\n\n- the north\n- the south")
    ready = letter(by=people.ofsted, text=draft.text.body)
    for person, address in (
        (people.ofsted, reverse("letter_send", args=[ready.pk])),
        (people.ofsted, ready.get_absolute_url()),
        (people.cqc, draft.get_absolute_url()),
    ):
        client.force_login(person)
        page = client.get(address).content.decode()
        first = "<li>First &lt;b&gt;line&lt;/b&gt;,<br>second line.</li>"
        points = '<ul class="govuk-list govuk-list--bullet"><li>the north</li><li>the south</li></ul>'
        assert f"{first}<li>In places:{points}</li></ol>" in page


def test_two_versions_are_one_press_away_from_check_and_send(client):
    people = cast()
    draft = letter(by=people.ofsted)
    commands.edit_letter(draft, base=1, text="New words.", about=about_letter(), by=people.ofsted)
    commands.edit_letter(draft, base=1, text="Mine.", about=about_letter(), by=people.ofsted)
    client.force_login(people.ofsted)
    address = reverse("letter_send", args=[draft.pk])
    page = client.get(address)
    assert f'href="{reverse("letter_versions", args=[draft.pk, 3])}">Compare with version 3' in page.content.decode()
    assert "Send the letter" not in says(page)
    answer = client.post(address, {"version": 2, "marking": "official"})
    assert answer.status_code == 409
    assert "Send the letter" in says(answer)


def test_the_sender_reads_by_when_the_recipient_is_to_acknowledge(client):
    people = cast()
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC)):
        posted(by=people.ofsted)
    with time_machine.travel(datetime(2026, 3, 6, 12, tzinfo=UTC)):
        client.force_login(people.ofsted)
        page = says(client.get(reverse("letters")))
        assert "Sent 4 working days ago. CQC is to acknowledge it by 9 March 2026 ." in page
        assert "Received" not in page
        client.force_login(people.cqc)
        assert "Received 4 working days ago. Due in 1 working day." in says(client.get(reverse("letters")))
    with time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=UTC)):
        client.force_login(people.ofsted)
        assert "acknowledge it by 9 March 2026 . 1 working day late." in says(client.get(reverse("letters")))


def test_a_pdf_that_failed_is_asked_for_by_one_button(client):
    people = cast()
    draft = letter(by=people.ofsted)
    document = commands.print_letter(draft, by=people.ofsted)
    Job.objects.filter(pk=document.job_id).update(state=State.FAILED, error="The file store did not answer.")
    client.force_login(people.ofsted)
    page = says(client.get(draft.get_absolute_url()))
    assert ("Try again" in page, "Make a PDF of the draft" in page) == (True, False)
    client.post(reverse("letter_edit", args=[draft.pk]), new(base=1, text="Other words."))
    page = says(client.get(draft.get_absolute_url()))
    assert ("Try again" in page, "Make a PDF of the draft" in page) == (False, True)
    assert "When the draft is changed, its PDF is removed" in page
