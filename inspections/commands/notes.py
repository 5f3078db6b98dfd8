"""Children by reference, and evidence notes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import Agency
from agencies.queries import inspectorate_of, partnership_agencies
from audit.trail import record
from inspections import policies
from inspections.commands.locks import own, shared, shared_with_agencies
from inspections.models import Child, Criterion, EvidenceNote, Finding, Inspection, Strand
from jtai.errors import Invalid, NotNow
from writing.commands import Saved, rewrite, write
from writing.queries import history_of

ELSEWHERE = gettext_lazy("Select an agency of this local area’s partnership.")
# One sentence whoever used it, so that nobody learns of another's note.
SENT_ELSEWHERE = gettext_lazy("This form was sent before, from somewhere else. Open a new form and paste your text into it.")
SENT_OTHERWISE = gettext_lazy(
    "This form was sent before with other words or choices, and those were saved. What you see here was not: "
    "save it again to keep it as a new entry of its own."
)
MOST_CHILDREN = 999


@transaction.atomic
def add_child(inspection: Inspection, *, kind: str, age_band: str, agencies: Iterable[Agency] = (), by: User) -> Child:
    """The next reference: T1, T2 … for tracked, S1, S2 … for sampled children. Nothing that identifies is asked."""
    inspection = own(inspection)
    policies.can_add_child.check(by, inspection)
    involved = {agency.pk for agency in agencies}
    if involved - set(partnership_agencies(inspection.local_area).values_list("pk", flat=True)):
        raise Invalid(str(ELSEWHERE), field="agencies")
    taken = Child.objects.filter(inspection=inspection, kind=kind).values_list("reference", flat=True)
    number = max((int(reference[1:]) for reference in taken), default=0) + 1
    if number > MOST_CHILDREN:
        raise NotNow(
            _("An inspection can have %(most)d children of a kind. There is no reference left.") % {"most": MOST_CHILDREN}
        )
    child = Child.objects.create(
        inspection=inspection, kind=kind, reference=f"{kind[0].upper()}{number}", age_band=age_band, added_by=by
    )
    child.agencies.set(involved)
    record("inspection.add_child", inspection, stream=inspection.stream, by=by, reference=child.reference, age_band=age_band)
    return child


@transaction.atomic
def remove_child(child: Child, *, by: User) -> None:
    """Take a child out again, as long as nothing was recorded about it."""
    inspection = own(child.inspection)
    policies.can_add_child.check(by, inspection)
    if child.notes.exists() or child.findings.exists():
        raise NotNow(_("%(child)s has notes or findings. It stays in the inspection.") % {"child": child.reference})
    reference = child.reference
    child.delete()
    record("inspection.remove_child", inspection, stream=inspection.stream, by=by, reference=reference)


def check_belongs(
    inspection: Inspection,
    agencies: frozenset[int],
    *,
    strand: Strand,
    criterion: Criterion | None = None,
    child: Child | None = None,
    agency: Agency | None = None,
) -> None:
    """Raises Invalid when what is named belongs to another framework, strand, partnership or inspection.

    agencies: the keys of those of the local area's partnership.
    """
    if strand.framework_id != inspection.framework_id:
        raise Invalid(_("Select a strand of this inspection’s framework."), field="strand")
    if criterion is not None and criterion.strand_id != strand.pk:
        raise Invalid(
            _("“%(criterion)s” does not belong to “%(strand)s”. Select a criterion of that strand, or none.")
            % {"criterion": criterion, "strand": strand},
            field="criterion",
        )
    if child is not None and child.inspection_id != inspection.pk:
        raise Invalid(_("Select a child of this inspection."), field="child")
    if agency is not None and agency.pk not in agencies:
        raise Invalid(str(ELSEWHERE), field="agency")


def sent_before(twice: EvidenceNote | Finding, inspection: Inspection, body: str, fields: dict[str, Any], by: User) -> None:
    """Raises Invalid when what was recorded under a client_id is not what is sent under it now: the words would be lost."""
    if (twice.inspection_id, twice.author_id) != (inspection.pk, by.pk):
        raise Invalid(str(SENT_ELSEWHERE), field="client_id")
    first = history_of(twice.text).get(number=1)
    if first.body != body or (first.values and first.values != fields):
        raise Invalid(str(SENT_OTHERWISE), field="client_id")


def _check_text(text: str, field: str = "text") -> None:
    if not text.strip():
        raise Invalid(_("Enter what you saw or heard."), field=field)


def add_note(
    inspection: Inspection,
    *,
    activity: str,
    strand: Strand,
    criterion: Criterion | None = None,
    agency: Agency | None = None,
    child: Child | None = None,
    text: str,
    client_id: UUID | None = None,
    by: User,
) -> EvidenceNote:
    """Record an evidence note. It stays its inspectorate's own until shared.

    client_id: drawn where it was written; the same one again returns what was recorded the first time, and raises Invalid
    when something else is sent under it.
    """
    try:
        return _add_note(
            inspection,
            activity=activity,
            strand=strand,
            criterion=criterion,
            agency=agency,
            child=child,
            text=text,
            client_id=client_id,
            by=by,
        )
    except IntegrityError:
        twice = EvidenceNote.objects.select_related("text").filter(client_id=client_id).first() if client_id else None
        if twice is None:
            raise
        sent_before(twice, inspection, text, _fields(activity, strand, criterion, agency, child), by)
        return twice


def _fields(
    activity: str, strand: Strand, criterion: Criterion | None, agency: Agency | None, child: Child | None
) -> dict[str, Any]:
    """What a note has beside its words, as its versions keep it."""
    return {
        "activity": activity,
        "strand_id": strand.pk,
        "criterion_id": criterion and criterion.pk,
        "agency_id": agency and agency.pk,
        "child_id": child and child.pk,
    }


@transaction.atomic
def _add_note(
    inspection: Inspection,
    *,
    activity: str,
    strand: Strand,
    criterion: Criterion | None,
    agency: Agency | None,
    child: Child | None,
    text: str,
    client_id: UUID | None,
    by: User,
) -> EvidenceNote:
    inspection, agencies = shared_with_agencies(inspection)
    policies.can_record_note.check(by, inspection)
    check_belongs(inspection, agencies, strand=strand, criterion=criterion, child=child, agency=agency)
    _check_text(text)
    note = EvidenceNote.objects.create(
        inspection=inspection,
        inspectorate=inspectorate_of(by),
        author=by,
        activity=activity,
        strand=strand,
        criterion=criterion,
        agency=agency,
        child=child,
        text=write(text, values=_fields(activity, strand, criterion, agency, child), by=by),
        recorded_at=timezone.now(),
        client_id=client_id,
    )
    record("note.add", note, stream=inspection.stream, by=by)
    return note


@transaction.atomic
def edit_note(
    note: EvidenceNote,
    *,
    base: int,
    activity: str,
    strand: Strand,
    criterion: Criterion | None = None,
    agency: Agency | None = None,
    child: Child | None = None,
    text: str,
    by: User,
) -> Saved:
    """Save new words and fields that started from version `base`; a stale save is kept beside, never lost."""
    inspection, agencies = shared_with_agencies(note.inspection)
    note = EvidenceNote.objects.select_for_update(no_key=True, of=("self", "text")).select_related("text").get(pk=note.pk)
    note.inspection = inspection
    policies.can_edit_note.check(by, note)
    check_belongs(inspection, agencies, strand=strand, criterion=criterion, child=child, agency=agency)
    _check_text(text)
    fields = _fields(activity, strand, criterion, agency, child)
    changed = any(getattr(note, name) != value for name, value in fields.items())
    saved = rewrite(note.text, text, base=base, values=fields, changed=changed, by=by)
    if saved.kept is None and changed:
        for name, value in fields.items():
            setattr(note, name, value)
        note.save(update_fields=[name.removesuffix("_id") for name in fields])
    record("note.edit", note, stream=inspection.stream, by=by, kept_beside=saved.kept is not None)
    return saved


@transaction.atomic
def share_note(note: EvidenceNote, *, by: User) -> EvidenceNote:
    """Let the whole team see this note from now on."""
    inspection = shared(note.inspection)
    policies.can_share.check(by, note)
    note.shared = True
    note.save(update_fields=["shared"])
    record("note.share", note, stream=inspection.stream, by=by)
    return note
