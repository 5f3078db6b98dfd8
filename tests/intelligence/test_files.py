"""Files of what was sent: taken out where they were wrong, and nobody's but the sender's once it is withdrawn."""

import pytest
from django.urls import reverse

from audit.models import Event
from files.models import StoredFile
from intelligence import commands
from intelligence.models import Delivery
from jobs.models import Email
from jtai.errors import NotNow
from tests.api.asking import Program
from tests.factors import with_factors
from tests.sharing import draft, fresh, inspectorates, keys
from tests.walk import cast

pytestmark = pytest.mark.django_db
ALL = "/api/v1/intelligence/"


@pytest.fixture
def shared():
    """Sent to CQC with a file, and acknowledged there."""
    people = with_factors(cast())
    item = draft(by=people.ofsted)
    file = commands.add_attachment(item, data=b"a,b\r\n1,2\r\n", name="march.csv", by=people.ofsted)
    words = {"version": 1, "attached": keys(item), "marking": "official", "recipients": inspectorates("cqc")}
    commands.send_item(item, **words, by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    return item, file


def test_once_it_is_withdrawn_its_files_are_with_the_sender_alone(client, shared):
    item, file = shared
    commands.withdraw_item(item, why="Another area", by=cast().ofsted)
    for part, expected in (("ofsted", (200, 200, 1, True)), ("cqc", (404, 404, 0, False))):
        person = getattr(cast(), part)
        client.force_login(person)
        program = Program(person)
        found = (
            client.get(reverse("item_file", args=[item.pk, file.pk])).status_code,
            program.ask("get", f"{ALL}{item.pk}/files/{file.pk}/").status_code,
            len(program.get(f"{ALL}{item.pk}/files/")["results"]),
            "march.csv" in client.get(item.get_absolute_url()).content.decode(),
        )
        assert (part, found) == (part, expected)


def test_a_wrong_file_of_what_was_sent_is_removed_with_a_reason_and_every_holder_reads_it_again(client, shared):
    item, file = shared
    people = cast()
    Email.objects.all().delete()
    client.force_login(people.ofsted)
    address = reverse("item_file_remove", args=[item.pk, file.pk])
    assert address in client.get(item.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    nothing = client.post(address, {"why": " "})
    assert (nothing.status_code, item.attachments.count()) == (422, 1)
    assert client.post(address, {"why": "It was of another child."}).status_code == 302
    found = fresh(item)
    assert (item.attachments.count(), StoredFile.objects.count()) == (0, 0)
    assert (found.correction, found.text.version) == ("A file was removed: It was of another child.", 2)
    assert Delivery.objects.get().acknowledged_version == 1
    assert {mail.subject for mail in Email.objects.all()} == {"Ofsted has corrected something that it shared with you"}
    event = Event.objects.get(verb="intelligence.file_take_back")
    assert (event.words.data["name"], event.words.data["reason"]) == ("march.csv", "It was of another child.")
    client.force_login(people.cqc)
    page = client.get(item.get_absolute_url()).content.decode()
    assert ("Acknowledge that a file was removed" in page, "It was of another child." in page, "march.csv" in page) == (
        True,
        True,
        False,
    )


def test_a_file_of_what_was_sent_is_not_a_holders_to_remove_and_is_removed_once(client, shared):
    item, file = shared
    client.force_login(cast().cqc)
    assert client.get(reverse("item_file_remove", args=[item.pk, file.pk])).status_code == 403
    address = f"{ALL}{item.pk}/files/{file.pk}/take-back/"
    assert Program(cast().cqc).ask("post", address, {"why": "Wrong"}).status_code == 403
    assert Program(cast().ofsted).ask("post", address, {"why": "Wrong"}).status_code == 200
    with pytest.raises(NotNow, match="already"):
        commands.take_back_attachment(file, why="Again", by=cast().ofsted)
    assert Event.objects.filter(verb="intelligence.file_take_back").count() == 1
