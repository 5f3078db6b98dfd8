"""Files that go with an item: put to it before it is sent, and taken out where they were wrong."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from files.commands import accept, forget, kept
from intelligence import policies
from intelligence.commands.locks import own
from intelligence.commands.sending import corrected
from intelligence.models import Attachment, Item
from intelligence.queries import CORRECTION
from jtai.errors import Invalid, NotNow
from writing.commands import rewrite


def add_attachment(item: Item, *, data: bytes, name: str, by: User) -> Attachment:
    """Put one file to an item. Raises Invalid with the limit that it passes; nothing is kept then."""
    policies.can_change.check(by, item)
    upload = accept(data, name=name)
    with kept(upload) as file:
        item = own(item)
        policies.can_change.check(by, item)
        if (same := item.attachments.filter(file=file).first()) is not None:
            raise Invalid(_("This file is on the list already, as “%(name)s”.") % {"name": same.name}, "documents")
        if item.attachments.count() >= settings.FILE_MOST_AN_ITEM:
            raise Invalid(
                _("An item can have %(limit)d files. Remove one, or put several into one.")
                % {"limit": settings.FILE_MOST_AN_ITEM},
                "documents",
            )
        row = Attachment.objects.create(
            item=item, file=file, name=upload.name, sent_sha256=upload.sent_sha256, scan=upload.scan, added_by=by
        )
        record(
            "intelligence.file_add", item, stream=item.stream, by=by,
            name=row.name, sha256=file.sha256, sent_sha256=row.sent_sha256,
        )  # fmt: skip
    return row


def _there(row: Attachment) -> Attachment:
    file = Attachment.objects.select_related("file").filter(pk=row.pk).first()
    if file is None:
        raise NotNow(_("Somebody has removed this file already."))
    return file


@transaction.atomic
def take_back_attachment(row: Attachment, *, why: str, by: User) -> None:
    """Take a wrong file out of what was sent, and say why. It is a correction: every holder reads it again, without the file.

    The trail keeps the file's name and digest; the bytes go. What holders have saved elsewhere is not in our hands.
    """
    item = own(row.item)
    policies.can_correct.check(by, item)
    if not why.strip():
        raise Invalid(_("Enter why the file is removed."), "why")
    file = _there(row)
    said = _("A file was removed: %(why)s") % {"why": why.strip()}
    rewrite(item.text, item.text.body, base=item.text.version, values={CORRECTION: said}, changed=True, by=by)
    corrected(item, said)
    record(
        "intelligence.file_take_back", item, stream=item.stream, by=by,
        name=file.name, sha256=file.file.sha256, reason=why.strip(),
    )  # fmt: skip
    file.delete()
    forget(file.file)


@transaction.atomic
def remove_attachment(row: Attachment, *, by: User) -> None:
    """Take a file back before the item is sent. The trail keeps its name and digest; the bytes go."""
    item = own(row.item)
    policies.can_change.check(by, item)
    row = _there(row)
    record("intelligence.file_remove", item, stream=item.stream, by=by, name=row.name, sha256=row.file.sha256)
    row.delete()
    forget(row.file)
