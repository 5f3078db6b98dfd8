"""Files with which the area answers an item of the information request."""

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from files.commands import accept, forget, kept
from inspections import policies
from inspections.commands.locks import own
from inspections.models import RequestFile, RequestItem
from jtai.errors import Invalid

MEGABYTE = 1024 * 1024


def _locked(item: RequestItem) -> RequestItem:
    """Alone on the inspection, since its total is counted; uploads are few and short here: the file was looked at before."""
    inspection = own(item.inspection)
    locked = RequestItem.objects.select_for_update(no_key=True, of=("self",)).select_related("agency").get(pk=item.pk)
    locked.inspection = inspection
    return locked


def add_request_file(item: RequestItem, *, data: bytes, name: str, by: User) -> RequestFile:
    """Put one file to an item. Raises Invalid with the limit that it passes; nothing is kept then.

    The same file twice on one item is one row, and said so.
    """
    policies.can_change_request_files.check(by, item)
    upload = accept(data, name=name)
    with kept(upload) as file:
        item = _locked(item)
        policies.can_change_request_files.check(by, item)
        if (same := item.files.filter(file=file).first()) is not None:
            raise Invalid(_("This file is on the list already, as “%(name)s”.") % {"name": same.name}, field="documents")
        if item.files.count() >= settings.FILE_MOST_AN_ITEM:
            raise Invalid(
                _("An item can have %(limit)d files. Remove one, or put several into one.")
                % {"limit": settings.FILE_MOST_AN_ITEM},
                field="documents",
            )
        used = RequestFile.objects.filter(item__inspection=item.inspection_id).aggregate(used=Sum("file__size"))["used"] or 0
        if used + file.size > settings.FILE_MAX_INSPECTION_BYTES:
            limit = settings.FILE_MAX_INSPECTION_BYTES // MEGABYTE
            raise Invalid(
                _("The files of one inspection can have %(limit)d MB together. Remove some that are not needed.")
                % {"limit": limit},
                field="documents",
            )
        row = RequestFile.objects.create(
            item=item, file=file, name=upload.name, sent_sha256=upload.sent_sha256, scan=upload.scan, added_by=by
        )
        record(
            "request.file_add", row, stream=item.inspection.stream, by=by,
            code=item.code, name=row.name, sha256=file.sha256, sent_sha256=row.sent_sha256,
        )  # fmt: skip
    return row


@transaction.atomic
def remove_request_file(row: RequestFile, *, by: User) -> None:
    """Take a file back while the item can be answered. The trail keeps its name and digest; the bytes go."""
    item = _locked(row.item)
    policies.can_change_request_files.check(by, item)
    row = RequestFile.objects.select_related("file").get(pk=row.pk)
    record(
        "request.file_remove", row, stream=item.inspection.stream, by=by, code=item.code, name=row.name, sha256=row.file.sha256
    )
    row.delete()
    forget(row.file)
