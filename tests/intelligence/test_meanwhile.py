"""What somebody discards, removes or prints while another is at it: nobody meets a fault, and nobody waits for ever."""

import threading

import pytest
from django.db import connection, transaction
from django.http import Http404

from files.models import StoredFile
from intelligence import commands
from intelligence.commands.locks import own_letter
from intelligence.models import Attachment, Item, Letter, LetterDocument
from jobs import runner
from jtai.errors import NotNow
from tests.jobs.test_running import waits_for_a_lock
from tests.letters import about_letter, letter
from tests.sharing import about, draft
from tests.walk import cast

pytestmark = pytest.mark.django_db


def test_what_was_discarded_meanwhile_is_not_there():
    people = cast()
    item, row = draft(by=people.ofsted), letter(by=people.ofsted)
    as_read, as_seen = Item.objects.get(pk=item.pk), Letter.objects.get(pk=row.pk)
    commands.discard_item(item, by=people.ofsted)
    commands.discard_letter(row, by=people.ofsted)
    for work in (
        lambda: commands.discard_item(as_read, by=people.ofsted),
        lambda: commands.edit_item(as_read, base=1, text="Typed.", about=about(), by=people.ofsted),
        lambda: commands.discard_letter(as_seen, by=people.ofsted),
        lambda: commands.edit_letter(as_seen, base=1, text="Typed.", about=about_letter(), by=people.ofsted),
    ):
        with pytest.raises(Http404):
            work()


def test_a_file_that_was_removed_meanwhile_is_said_to_be():
    people = cast()
    row = commands.add_attachment(draft(by=people.ofsted), data=b"x", name="a.txt", by=people.ofsted)
    as_seen = Attachment.objects.select_related("item").get(pk=row.pk)
    commands.remove_attachment(row, by=people.ofsted)
    with pytest.raises(NotNow, match="Somebody has removed this file already"):
        commands.remove_attachment(as_seen, by=people.ofsted)


@pytest.mark.django_db(transaction=True)
def test_the_worker_waits_for_whoever_discards_a_letter_and_then_keeps_nothing():
    people = cast()
    row = letter(by=people.ofsted)
    document = commands.print_letter(row, by=people.ofsted)

    def build() -> None:
        try:
            runner.run(document.job.pk)
        finally:
            connection.close()

    worker = threading.Thread(target=build)
    with transaction.atomic():
        own_letter(row)
        worker.start()
        waits_for_a_lock()
        # The worker waits for the letter and holds nothing of it.
        LetterDocument.objects.select_for_update(nowait=True).get(pk=document.pk)
        commands.discard_letter(row, by=people.ofsted)
    worker.join()
    assert (Letter.objects.count(), LetterDocument.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
