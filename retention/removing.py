"""How each kind goes: what is removed of one thing, and the digest of what it was. Called in a transaction, under a lock."""

import hashlib
from collections.abc import Callable, Iterable

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Interest, InterestStatement, Invitation, Recovery
from audit import trail
from audit.models import Event
from files.commands import forget
from inspections.models import Child, Evaluation, EvidenceNote, Finding, Inspection, RequestFile, RequestItem
from writing.models import Revision, Text

# What is said of a person's chain and an inspection's after their words are gone: that they are gone.
KEPT_VERBS = ("audit.", "retention.")


class Digest:
    """The digest over what is removed, in a fixed order, and how many things it was."""

    def __init__(self) -> None:
        self._made, self.number = hashlib.sha256(), 0

    def add(self, row: Model, words: str) -> None:
        """One thing: by its key and the digest of its words, as a frozen report names them."""
        self._made.update(f"{trail.key_of(row)} {hashlib.sha256(words.encode()).hexdigest()}\n".encode())
        self.number += 1

    @property
    def hex(self) -> str:
        """The digest so far."""
        return self._made.hexdigest()


def _empty(rows: Iterable[EvidenceNote | Finding | Evaluation], digest: Digest) -> None:
    """Take the words of these, of all their revisions and of the forms they came with. Numbers and digests stay."""
    texts = []
    for row in rows:
        digest.add(row, row.text.body)
        texts.append(row.text_id)
    Text.objects.filter(pk__in=texts).update(body=_("Removed under the retention policy."))
    Revision.objects.filter(text__in=texts).update(body="", values={})


def _evidence(inspection: Inspection, digest: Digest, policy: str) -> None:
    del policy
    _empty(EvidenceNote.objects.filter(inspection=inspection).select_related("text").order_by("pk"), digest)


def _findings(inspection: Inspection, digest: Digest, policy: str) -> None:
    del policy
    rows: tuple[QuerySet, ...] = (Finding.objects, Evaluation.objects)  # type: ignore[assignment]  # -- managers serve as well
    for kind in rows:
        _empty(kind.filter(inspection=inspection).select_related("text").order_by("pk"), digest)


def _children(inspection: Inspection, digest: Digest, policy: str) -> None:
    del policy
    for child in Child.objects.filter(inspection=inspection).order_by("pk"):
        digest.add(child, f"{child.reference} {child.age_band}")
    for rows in (EvidenceNote.objects, Finding.objects):
        rows.filter(inspection=inspection).update(child=None)
    Child.objects.filter(inspection=inspection).delete()


def _request(inspection: Inspection, digest: Digest, policy: str) -> None:
    del policy
    for sent in RequestFile.objects.filter(item__inspection=inspection).select_related("file").order_by("pk"):
        digest.add(sent, f"{sent.name} {sent.file.sha256}")
        sent.delete()
        forget(sent.file)
    rows = RequestItem.objects.filter(inspection=inspection)
    for item in rows.exclude(answer="", returned_why="").order_by("pk"):
        digest.add(item, f"{item.answer}\n{item.returned_why}")
    rows.update(answer="", returned_why="")


def erase_words(stream: str, policy: str, digest: Digest, *, targets: Iterable[str] | None = None) -> None:
    """Empty the words of a chain; the event that says so is appended by the same call.

    targets: only of what was done to these, where the chain is that of several things.
    """
    events = Event.objects.filter(stream=stream, words__erased_by=None).order_by("sequence")
    if targets is not None:
        events = events.filter(target__in=list(targets))
    for kept in KEPT_VERBS:
        events = events.exclude(verb__startswith=kept)
    sequences = []
    for event in events.iterator(2_000):
        digest.add(event, event.words_digest)
        sequences.append(event.sequence)
    trail.erase(stream, sequences, by=None, policy=policy)


def _trail(inspection: Inspection, digest: Digest, policy: str) -> None:
    erase_words(inspection.stream, policy, digest)


OF_INSPECTION: dict[str, Callable[[Inspection, Digest, str], None]] = {
    "evidence": _evidence,
    "findings": _findings,
    "children": _children,
    "request": _request,
    "trail": _trail,
}


def anonymise(person: User, policy: str, digest: Digest) -> None:
    """Name and address go, and what they declared; the number stays, so that what they did stays one person's."""
    digest.add(person, f"{person.name} {person.email}")
    person.name = _("Former person %(number)d") % {"number": person.pk}
    person.email = f"former-{person.pk}@removed.invalid"
    person.save(update_fields=["name", "email"])
    Invitation.objects.filter(accepted_by=person).update(name=person.name, email=person.email)
    Recovery.objects.filter(user=person).update(reason=_("Removed under the retention policy."))
    for rows in (Interest.objects, InterestStatement.objects):
        rows.filter(user=person).delete()
    erase_words(f"person:{person.pk}", policy, digest)
