"""What goes out: the words that stay, bars for the others, why and by whom; and nothing that nobody read."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies.models import LocalArea
from audit.models import Event, Read
from audit.trail import verify
from disclosure import commands, queries
from disclosure.models import AccessKind, AccessRequest, Export, RedactionReason, reasons_of
from inspections import commands as inspecting
from inspections.models import EvidenceNote
from jtai.errors import Invalid, NotNow
from tests.disclosure.test_answering import request_of
from tests.doors.access_world import made_before, read
from tests.walk import cast, inspection_at, note

pytestmark = pytest.mark.django_db
SECRET = "Rosalind Quince"
WORDS = (
    f"The worker told us that {SECRET} had called.\nROSALIND  QUINCE\u2019s sister lives at 4 Quarry Bank. <b>She</b> stays."
)
GONE = re.compile(rb"rosalind|quince|quarry", re.IGNORECASE)


@pytest.fixture
def made() -> EvidenceNote:
    return note(inspection_at("fieldwork"), by=cast().cqc, text=WORDS)


def redacted(made: EvidenceNote, **facts: object) -> AccessRequest:
    """Two people mark: one the name, another the address."""
    people = cast()
    request = request_of(people.governance, about=SECRET, **facts)
    commands.name_third_parties(request, names=f"{SECRET}\n", by=people.governance)
    item = queries.item_for(request.inspectorate, "note", made.pk)
    reason = reasons_of(request.kind)[1]
    commands.choose(request, item, passages="sister lives at «4 Quarry Bank»", reason=reason, by=people.governance)
    return AccessRequest.objects.get(pk=request.pk)


def export(request: AccessRequest, by: User) -> Export:
    return commands.export(request, seen=read(request), by=by)


def stored(made: Export) -> bytes:
    with made.file.content.open("rb") as file:
        data: bytes = file.read()
    return data


def test_the_words_that_are_redacted_are_in_no_byte_of_what_goes_out(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    done = export(request, people.governance)
    client = Client()
    client.force_login(people.governance)
    answer = client.get(reverse("access_export_file", args=[request.pk, 1]))
    sheet = client.get(reverse("access_index", args=[request.pk]))
    preview = client.get(reverse("access_preview", args=[request.pk]))
    for body in (stored(done), answer.getvalue(), sheet.getvalue(), preview.content):
        assert body
        assert GONE.search(body) is None
    assert GONE.search(str(answer.headers).encode()) is None
    assert done.redactions == 3
    assert answer.headers["Content-Disposition"].startswith("attachment")
    stream = f"inspection:{made.inspection_id}"
    things = {"access_export_file:1:1", "access_index:1", "access_preview:1"}
    told = {
        thing.replace(f":{request.pk}", ":1", 1) for thing in Read.objects.filter(stream=stream).values_list("thing", flat=True)
    }
    assert told == things
    assert not list(verify(request.stream))


def test_the_file_says_why_and_who(made: EvidenceNote) -> None:
    people = cast()
    page = stored(export(redacted(made, reference="SAR 7 Rosalind Quince"), people.governance)).decode()
    plain = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", re.sub(r"</?span[^>]*>", "", page), flags=re.DOTALL).split())
    assert "told us that █████ [redacted: DPA sch 2 para 16] had called." in plain
    assert "sister lives at █████ [redacted: DPA sch 3]. &lt;b&gt;She&lt;/b&gt; stays." in plain
    assert "Our reference SAR 7 █████ [redacted: DPA sch 2 para 16]" in plain
    assert "Prepared by Governance, Information governance officer" in plain
    assert f"DPA sch 3 {RedactionReason.HARM.label}" in plain
    assert "1. Evidence note of an inspector DPA sch 2 para 16 2 Governance" in plain
    assert "1. Evidence note of an inspector DPA sch 3 1 Governance" in plain
    assert "FOIA" not in plain


def test_what_was_long_leaves_the_same_file_as_what_was_short(made: EvidenceNote) -> None:
    people = cast()
    files = []
    for number, name in enumerate(("Al", "Alexandrina")):
        other = note(made.inspection, by=people.cqc, text=f"We met {name}.")
        request = request_of(people.governance, reference=f"SAR-{number}", about="x")
        item = queries.item_for(request.inspectorate, "note", other.pk)
        commands.choose(request, item, passages=name, reason="DPA sch 3", by=people.governance)
        files.append(stored(export(request, people.governance)).replace(request.reference.encode(), b""))
    assert files[0] == files[1]


def test_a_request_has_the_exemptions_of_its_own_law(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made, kind="freedom-of-information")
    assert {reason.value[:4] for reason in reasons_of(AccessKind.FREEDOM)} == {"FOIA", "out "}
    assert {reason.value[:3] for reason in reasons_of(AccessKind.SUBJECT)} == {"DPA", "out"}
    item = queries.item_for(request.inspectorate, "note", made.pk)
    with pytest.raises(Invalid, match="Select the reason"):
        commands.choose(request, item, passages="worker", reason="DPA sch 3", by=people.governance)
    assert b"[<span" in stored(export(request, people.governance))
    assert b"FOIA s 40" in stored(request.exports.get())


def test_a_text_that_changed_after_it_was_redacted_does_not_go_out(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    facts = {"activity": made.activity, "strand": made.strand}
    inspecting.edit_note(made, base=1, text="She lives at 4, Quarry Bank.", by=people.cqc, **facts)
    with pytest.raises(NotNow, match="has changed since it was redacted"):
        export(request, people.governance)
    item = queries.item_for(request.inspectorate, "note", made.pk)
    commands.take_out(request, item, by=people.governance)
    with pytest.raises(NotNow, match="Nothing is chosen"):
        export(request, people.governance)
    assert not Export.objects.exists()


def test_what_changed_after_it_was_read_does_not_go_out(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    client = Client()
    client.force_login(people.governance)
    preview = reverse("access_preview", args=[request.pk])
    seen = re.findall(r'name="seen" value="(\w+)"', client.get(preview).content.decode())
    facts = {"activity": made.activity, "strand": made.strand}
    inspecting.edit_note(made, base=1, text=f"{WORDS} And Tobias Hart.", by=people.cqc, **facts)
    address = reverse("access_export", args=[request.pk])
    answer = client.post(address, {"seen": seen[0]})
    assert answer.status_code == 409
    assert "since you read the preview" in answer.content.decode()
    assert f'href="{preview}"' in answer.content.decode()
    assert not Export.objects.exists()
    seen = re.findall(r'name="seen" value="(\w+)"', client.get(preview).content.decode())
    assert client.post(address, {"seen": seen[0]}).status_code == 302
    assert b"Tobias Hart" in stored(Export.objects.get())


def test_the_address_of_an_export_opens_nothing_to_another_inspectorate(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    export(request, people.governance)
    address = reverse("access_export_file", args=[request.pk, 1])
    for person in (people.ofsted_governance, people.cqc, people.cqc_administrator, people.administrator):
        client = Client()
        client.force_login(person)
        assert client.get(address).status_code == 404, person.name
        assert client.get(reverse("access_preview", args=[request.pk])).status_code == 404, person.name
    assert Event.objects.filter(verb="access.export").count() == 1


def test_a_double_click_makes_one_disclosure(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    client = Client()
    client.force_login(people.governance)
    address, body = reverse("access_export", args=[request.pk]), {"seen": read(request)}
    assert "Disclosure 1 is made" in client.post(address, body, follow=True).content.decode()
    assert "This is already disclosure 1" in client.post(address, body, follow=True).content.decode()
    assert Export.objects.count() == 1
    made_before(request)
    client.post(address, body)
    assert Export.objects.count() == 2
    item = queries.item_for(request.inspectorate, "note", made.pk)
    commands.lift_redactions(request, item, by=people.governance)
    assert export(request, people.governance).number == 3


def test_a_change_after_the_export_is_said_until_it_is_exported_again(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    client = Client()
    client.force_login(people.governance)
    said = "has changed since it was exported"
    assert said not in client.get(request.get_absolute_url()).content.decode()
    export(request, people.governance)
    assert said not in client.get(request.get_absolute_url()).content.decode()
    commands.lift_redactions(request, queries.item_for(request.inspectorate, "note", made.pk), by=people.governance)
    assert said in client.get(request.get_absolute_url()).content.decode()
    made_before(request)
    export(request, people.governance)
    assert said not in client.get(request.get_absolute_url()).content.decode()


def test_pages_that_show_something_invented_say_so_to_everybody(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    search = commands.search(request, words="worker", by=people.governance)
    client = Client()
    client.force_login(people.governance)
    pages = [
        reverse("access_search", args=[request.pk, search.pk]),
        reverse("access_item", args=[request.pk, "note", made.pk]),
        reverse("access_item_lift", args=[request.pk, "note", made.pk]),
        reverse("access_preview", args=[request.pk]),
    ]
    for demonstration in (True, False):
        LocalArea.objects.filter(pk=made.inspection.local_area_id).update(demonstration=demonstration)
        for page in pages:
            assert ("app-demonstration" in client.get(page).content.decode()) is demonstration, page


def test_an_invented_person_is_told_so_on_every_page(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    client = Client()
    client.force_login(people.governance)
    for demonstration in (True, False):
        User.objects.filter(pk=people.governance.pk).update(demonstration=demonstration)
        for page in (request.get_absolute_url(), reverse("home"), reverse("retention"), reverse("account")):
            said = "signed in as an invented person" in client.get(page).content.decode()
            assert said is demonstration, page
