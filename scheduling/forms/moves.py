"""What a programme lead chooses when a local area is moved to another week of a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jtai.forms import Form, required
from scheduling.queries import week_said


class WeekForm(Form):
    """A week of the year, by its Monday."""

    week = forms.ChoiceField(label=_("Week of fieldwork"), error_messages=required(_("Select a week")))

    def __init__(self, data: Any, weeks: Sequence[date], **options: Any) -> None:
        super().__init__(data, **options)
        self.weeks = {one.isoformat(): number for number, one in enumerate(weeks)}
        field = self.fields["week"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.isoformat(), week_said(one)) for one in weeks]

    def clean_week(self) -> int:
        """Its number in the year."""
        return self.weeks[self.cleaned_data["week"]]
