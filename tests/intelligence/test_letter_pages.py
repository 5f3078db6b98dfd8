"""The pages of letters: nothing typed is lost, what is refused is said beside its field, and the queue says what waits."""

import re

import pytest
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
    assert "Not acknowledged yet. Due in 5 working days." in says(client.get(answer.url))
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
    assert re.search(rf'name="items" value="{item.pk}"[^>]* checked', client.get(address).content.decode())
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
