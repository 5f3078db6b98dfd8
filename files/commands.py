"""Storing bytes. The only writer of StoredFile rows."""

import hashlib
import mimetypes

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from files.models import StoredFile
from jtai.errors import Invalid


def store(data: bytes, content_type: str) -> StoredFile:
    """The one row for these bytes, new or found by their SHA-256. Two callers at once get the same row.

    content_type: kept as it was when the bytes first came. Raises Invalid for empty data, OSError when the store is out of
    reach or full. Bytes that have gone missing from the store are put back.
    """
    if not data:
        raise Invalid("The file is empty.")
    sha256 = hashlib.sha256(data).hexdigest()
    row = StoredFile.objects.filter(sha256=sha256).first()
    if row is not None:
        if not is_there(row):
            _put_back(row, data)
        return row
    row = StoredFile(sha256=sha256, size=len(data), content_type=content_type)
    ending = mimetypes.guess_extension(content_type.partition(";")[0]) or ".bin"
    row.content.save(f"{sha256}{ending}", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody was quicker; their row stands, and our copy of the bytes goes.
        row.content.delete(save=False)
        return StoredFile.objects.get(sha256=sha256)
    return row


def is_there(row: StoredFile) -> bool:
    """Whether the store still has the bytes."""
    return row.content.storage.exists(str(row.content.name))


def _put_back(row: StoredFile, data: bytes) -> None:
    name = row.content.storage.save(row.content.name, ContentFile(data))
    if name != row.content.name:
        StoredFile.objects.filter(pk=row.pk).update(content=name)
        row.content.name = name
