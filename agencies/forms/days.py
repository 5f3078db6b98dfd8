"""What people type about days."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.queries import holidays
from jtai.forms import Form, GovukDateField, Look, required

EARLIEST, LATEST = date(2014, 1, 1), date(2100, 12, 31)


class BankHolidayForm(Form):
    """A one-off bank holiday."""

    day = GovukDateField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("For example, 8 5 2023."),
        earliest=EARLIEST,
        latest=LATEST,
        error_messages=required(gettext_lazy("Enter the day of the bank holiday")),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("For example, “Coronation of King Charles III”."),
        error_messages=required(gettext_lazy("Enter the name of the bank holiday")),
    )
    looks = {"name": Look(width=30)}

    def clean_day(self) -> date:
        """A day is added once."""
        day: date = self.cleaned_data["day"]
        if day in holidays():
            raise forms.ValidationError(_("This day is a bank holiday already"))
        return day
