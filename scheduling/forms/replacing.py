"""What is typed to replace an inspection of the year, and to change the year's target."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from inspections.models import Inspection
from jtai.forms import Form, Look, required
from scheduling.bounds import MOST_PLACES
from scheduling.forms.years import LONGEST_REASON
from scheduling.models import ProgrammeYear


class ReplaceForm(Form):
    """Which planned inspection takes the place, and why. Cleans the key to the inspection that it was given."""

    instead = forms.ChoiceField(
        label=_("Which planned inspection stands in?"),
        widget=forms.RadioSelect,
        error_messages=required(_("Select a planned inspection")),
    )
    reason = forms.CharField(
        label=_("Why does it take the place?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        error_messages=required(_("Enter why it takes the place")),
    )
    looks = {"reason": Look(rows=4)}

    def __init__(self, data: Any, *, free: list[Inspection]) -> None:
        super().__init__(data)
        self.free = {str(row.pk): row for row in free}
        field = self.fields["instead"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, _named(row)) for key, row in self.free.items()]

    def clean_instead(self) -> Inspection:
        """The inspection that the key stands for."""
        return self.free[self.cleaned_data["instead"]]


def _named(row: Inspection) -> str:
    return f"{row}, {date_format(row.fieldwork_start, 'j F Y')}"


class TargetForm(Form):
    """Another number of local areas, and why. was: the number that was on the page."""

    target = forms.IntegerField(
        label=_("How many local areas should be inspected?"),
        min_value=1,
        max_value=MOST_PLACES,
        error_messages=required(_("Enter how many local areas should be inspected")),
    )
    reason = forms.CharField(
        label=_("Why does the target change?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        error_messages=required(_("Enter why the target changes")),
    )
    was = forms.IntegerField(widget=forms.HiddenInput)
    looks = {"target": Look(width=2), "reason": Look(rows=4)}

    @classmethod
    def of(cls, data: Any, year: ProgrammeYear) -> "TargetForm":
        """With the present target."""
        return cls(data, initial={"target": year.target, "was": year.target})
