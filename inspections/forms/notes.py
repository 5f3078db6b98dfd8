"""Evidence notes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.forms.lists import Lists
from inspections.models import Activity
from jtai.forms import Form, Look, SearchForm, required
from jtai.forms.rows import Base, Key, Pick


class NoteForm(Form):
    """What one inspector saw or heard."""

    base = Base()
    client_id = Key()
    text = forms.CharField(
        label=gettext_lazy("What you saw or heard"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Write what happened for the child, who told you, and what you read. Use references such as T1, never names, dates of "
            "birth or addresses."
        ),
        error_messages=required(gettext_lazy("Enter what you saw or heard")),
    )
    activity = forms.ChoiceField(
        label=gettext_lazy("Where it comes from"),
        choices=Activity.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select where it comes from")),
    )
    strand = Pick(
        label=gettext_lazy("Strand"),
        required=True,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select a strand")),
    )
    criterion = Pick(label=gettext_lazy("Criterion"))
    agency = Pick(label=gettext_lazy("Agency"))
    child = Pick(label=gettext_lazy("Child"))
    looks: Mapping[str, Look] = {"text": Look(rows=10), "activity": Look(small=True), "strand": Look(small=True)}

    def __init__(self, *args: Any, lists: Lists, **options: Any) -> None:
        super().__init__(*args, **options)
        lists.connect(self)


class NoteFilter(SearchForm):
    """What to show of the notes."""

    text = forms.CharField(label=gettext_lazy("Words in the note"), required=False, max_length=200)
    strand = Pick(label=gettext_lazy("Strand"))
    agency = Pick(label=gettext_lazy("Agency"))
    activity = forms.ChoiceField(
        label=gettext_lazy("Where it comes from"),
        choices=[("", gettext_lazy("Anywhere")), *Activity.choices],
        required=False,
    )
    mine = forms.BooleanField(label=gettext_lazy("Only mine"), required=False)
    looks: Mapping[str, Look] = {"mine": Look(small=True)}

    def __init__(self, *args: Any, lists: Lists, **options: Any) -> None:
        super().__init__(*args, **options)
        _any(self, lists)


def _any(form: forms.Form, lists: Lists) -> None:
    strand, agency = form.fields["strand"], form.fields["agency"]
    if isinstance(strand, Pick) and isinstance(agency, Pick):
        strand.connect(
            lists.strand_choices, lambda keys: [row for row in lists.strands if row.pk in (keys or ())], _("Any strand")
        )
        agency.connect(lists.agency_choices, lists.agencies, _("Any agency"))


connect_filter = _any
