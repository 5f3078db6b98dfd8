"""Storing bytes, our own and those that people upload. The only writer of StoredFile rows."""

import hashlib
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from files import kinds, names, scanning
from files.models import StoredFile
from jtai.errors import Invalid, NotNow


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


@dataclass(frozen=True)
class Accepted:
    """An upload that may be kept. sent_sha256: of the bytes as they came; a picture is kept drawn anew."""

    data: bytes
    content_type: str
    name: str
    sent_sha256: str
    scan: scanning.Scan


def accept(data: bytes, *, name: str) -> Accepted:
    """Look at an upload; nothing is written yet. Raises Invalid or NotNow with a sentence that names the limit.

    Plain text that calls itself something else is mostly the wrong file, or a broken one: it is refused, not renamed.
    """
    checked = kinds.check(data, name=name)
    other = names.not_of_text(name) if checked.content_type in {kinds.TEXT, kinds.CSV} else ""
    if other:
        raise Invalid(
            _(
                "The file is plain text, but its name ends in %(ending)s. Choose the right file; or, if plain text is meant, "
                "change the ending to .txt and choose it again."
            )
            % {"ending": other}
        )
    return Accepted(
        data=checked.data,
        content_type=checked.content_type,
        name=names.clean(name, kinds.ENDINGS[checked.content_type]),
        sent_sha256=hashlib.sha256(data).hexdigest(),
        scan=scanning.scan(data),
    )


def hold(sha256: str) -> None:
    """Until the end of the transaction nobody else stores or forgets these bytes: a row points at them, or they are gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])


@contextmanager
def kept(upload: Accepted) -> Iterator[StoredFile]:
    """A transaction in which the upload is stored; the caller lets a row point at it. If that comes to nothing the bytes go.

    Raises NotNow when the store is out of reach or full.
    """
    made = None
    try:
        with transaction.atomic():
            hold(hashlib.sha256(upload.data).hexdigest())
            try:
                made = store(upload.data, upload.content_type)
            except OSError as error:
                raise NotNow(
                    _("The file store cannot be reached, so the file was not kept. Try again in some minutes.")
                ) from error
            yield made
    except BaseException:
        if made is not None:
            _clear_up(made)
        raise


def _clear_up(made: StoredFile) -> None:
    """After a rollback: the store has no bytes without a row."""
    with transaction.atomic():
        hold(made.sha256)
        if not StoredFile.objects.filter(sha256=made.sha256).exists():
            made.content.storage.delete(str(made.content.name))


def forget(file: StoredFile) -> None:
    """No row of the caller points at it any more: the bytes go, on commit, unless another row does."""
    hold(file.sha256)
    storage, name = file.content.storage, str(file.content.name)
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return
    transaction.on_commit(lambda: storage.delete(name))
