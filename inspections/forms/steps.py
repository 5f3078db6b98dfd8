"""Steps that need something said."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from jtai.forms import Form, GovukDateField, required


class ReasonForm(Form):
    """A step with or without a reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea, error_messages=required(gettext_lazy("Enter a reason"))
    )

    def __init__(self, *args: Any, asked: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asked:
            del self.fields["reason"]


class DeferForm(Form):
    """Only in exceptional circumstances: who asked, and why."""

    asked_by = forms.CharField(
        label=gettext_lazy("Who asked for the deferral?"),
        max_length=200,
        help_text=gettext_lazy("Name and role, such as “Director of children’s services”."),
        error_messages=required(gettext_lazy("Enter who asked for the deferral")),
    )
    reason = forms.CharField(
        label=gettext_lazy("Exceptional circumstances"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter the exceptional circumstances")),
    )
    decision = forms.CharField(
        label=gettext_lazy("Why is the request granted?"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("If it is not plain from the circumstances. Kept with the record of the decision."),
    )


class RefuseDeferralForm(DeferForm):
    """A request that was refused: who asked, why, and why not."""

    decision = forms.CharField(
        label=gettext_lazy("Why was the request refused?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter why the request was refused")),
    )


class RescheduleForm(Form):
    """Another week for a planned or deferred inspection."""

    fieldwork_start = GovukDateField(
        label=gettext_lazy("First day of fieldwork"),
        help_text=gettext_lazy("A Monday, for example 9 3 2026"),
        error_messages=required(gettext_lazy("Enter the first day of fieldwork")),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this week?"), widget=forms.Textarea, error_messages=required(gettext_lazy("Enter a reason"))
    )
    week_reason = forms.CharField(
        label=gettext_lazy("Why this week must stand although something speaks against it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Only for a week that is closed, has a bank holiday, does not start on a Monday, leaves no time to notify, or breaks a "
            "rule of the programme. Kept with the inspection and shown to its team: do not write anything that only programme leads "
            "may know."
        ),
    )
    checked = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)

    def is_checked(self, soft: Sequence[str]) -> bool:
        """Whether what speaks softly against its week, if anything, was on the page that was sent; on the next one it is."""
        day = str(self.cleaned_data["fieldwork_start"])
        if not soft or self.cleaned_data["checked"] == day:
            return True
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["checked"] = day
        return False
