"""Files that go with an item, put to it before it is sent."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from files.commands import accept, forget, kept
from intelligence import policies
from intelligence.commands.locks import own
from intelligence.models import Attachment, Item
from jtai.errors import Invalid


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


@transaction.atomic
def remove_attachment(row: Attachment, *, by: User) -> None:
    """Take a file back before the item is sent. The trail keeps its name and digest; the bytes go."""
    item = own(row.item)
    policies.can_change.check(by, item)
    row = Attachment.objects.select_related("file").get(pk=row.pk)
    record("intelligence.file_remove", item, stream=item.stream, by=by, name=row.name, sha256=row.file.sha256)
    row.delete()
    forget(row.file)
