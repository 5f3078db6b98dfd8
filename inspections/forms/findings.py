"""Findings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Inspectorate
from inspections.forms.lists import Lists
from inspections.forms.notes import connect_filter
from inspections.models import Effect, EvidenceNote, FindingKind, Level
from jtai.forms import Form, Look, SearchForm, required
from jtai.forms.rows import Base, Key, Pick, PickMany

Notes = Callable[[Sequence[int] | None], Iterable[EvidenceNote]]
SHOWN = 160  # characters of a note that a checkbox shows


def note_label(note: EvidenceNote) -> str:
    """A note in one line of a list."""
    body = " ".join(note.text.body.split())
    short = body if len(body) <= SHOWN else f"{body[:SHOWN].rsplit(' ', 1)[0]} …"
    return _("%(inspectorate)s: %(words)s") % {"inspectorate": note.inspectorate.short_name, "words": short}


class FindingForm(Form):
    """What the evidence shows. The statement may be published in these words."""

    base = Base()
    client_id = Key()
    statement = forms.CharField(
        label=gettext_lazy("Statement"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "One to four sentences: what agencies do, and the difference it makes to children. Give proportions in words, such as "
            "“most children”. It may be published, so nothing in it may identify a child."
        ),
        error_messages=required(gettext_lazy("Enter the statement of the finding")),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=FindingKind.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select the kind of finding")),
    )
    responsible = Pick(label=gettext_lazy("Who is responsible for the priority action?"))
    effect = forms.ChoiceField(
        label=gettext_lazy("What do local arrangements do to children’s experiences here?"),
        choices=Effect.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select whether this improves or hinders children’s experiences")),
    )
    strand = Pick(
        label=gettext_lazy("Strand"),
        required=True,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select a strand")),
    )
    criterion = Pick(label=gettext_lazy("Criterion"))
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select practice or strategic level")),
    )
    agency = Pick(label=gettext_lazy("Agency"))
    child = Pick(label=gettext_lazy("Child"))
    looks: Mapping[str, Look] = {
        "statement": Look(rows=6),
        "kind": Look(
            small=True,
            reveals={FindingKind.PRIORITY_ACTION.value: "responsible"},
            hints={
                FindingKind.PRIORITY_ACTION.value: gettext_lazy(
                    "Serious. Names who must act, and every inspectorate agrees it."
                ),
                FindingKind.PRACTICE_STUDY.value: gettext_lazy("Highly effective practice that others can learn from."),
            },
        ),
        "effect": Look(small=True),
        "strand": Look(small=True),
        "level": Look(
            inline=True,
            small=True,
        ),
    }

    def __init__(self, *args: Any, lists: Lists, **options: Any) -> None:
        super().__init__(*args, **options)
        lists.connect(self)

    def clean(self) -> dict[str, Any]:
        """A responsible agency belongs to a priority action only: without scripts the field stands open for every kind."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") != FindingKind.PRIORITY_ACTION and "responsible" in cleaned:
            cleaned["responsible"] = None
        return cleaned


class ChooseNotesForm(Form):
    """Which notes support a finding."""

    notes = PickMany(label=gettext_lazy("Supporting notes"))
    looks: Mapping[str, Look] = {"notes": Look(small=True)}

    def __init__(self, *args: Any, notes: Notes, **options: Any) -> None:
        super().__init__(*args, **options)
        connect_notes(self.fields["notes"], notes)


def connect_notes(field: forms.Field, notes: Notes) -> None:
    """Give a list of checkboxes its notes."""
    if isinstance(field, PickMany):
        field.connect(lambda: [(note.pk, note_label(note)) for note in notes(None)], notes)


class FindingFromNotesForm(FindingForm):
    """A new finding from notes that were ticked in the list of notes."""

    notes = PickMany(label=gettext_lazy("Supporting notes"))
    looks: Mapping[str, Look] = {**FindingForm.looks, "notes": Look(small=True)}

    def __init__(self, *args: Any, notes: Notes, **options: Any) -> None:
        super().__init__(*args, **options)
        connect_notes(self.fields["notes"], notes)


class FindingFilter(SearchForm):
    """What to show of the findings."""

    text = forms.CharField(label=gettext_lazy("Words in the finding"), required=False, max_length=200)
    strand = Pick(label=gettext_lazy("Strand"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("Any kind")), *FindingKind.choices], required=False
    )
    agency = Pick(label=gettext_lazy("Agency"))
    inspectorate = Pick(label=gettext_lazy("Inspectorate"))

    def __init__(self, *args: Any, lists: Lists, inspectorates: Sequence[Inspectorate], **options: Any) -> None:
        super().__init__(*args, **options)
        connect_filter(self, lists)
        field = self.fields["inspectorate"]
        if isinstance(field, Pick):
            field.connect(
                lambda: [(row.pk, row.short_name) for row in inspectorates],
                lambda keys: [row for row in inspectorates if row.pk in (keys or ())],
                _("Any inspectorate"),
            )


class SetAsideForm(Form):
    """Leaving a finding out of the report."""

    reason = forms.CharField(
        label=gettext_lazy("Why is this finding set aside?"),
        widget=forms.Textarea,
        help_text=gettext_lazy("The finding and this reason are kept. It can be taken up again until drafting begins."),
        error_messages=required(gettext_lazy("Enter why this finding is set aside")),
    )
