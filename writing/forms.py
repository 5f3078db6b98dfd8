"""Two versions of one text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from jtai.forms import Form, required
from jtai.forms.rows import Base


class SettleForm(Form):
    """Which of two versions stands. The buttons send `keep`."""

    base = Base()
    merged = forms.CharField(
        label=gettext_lazy("Text made from both"),
        widget=forms.Textarea,
        required=False,
        error_messages=required(gettext_lazy("Enter the text made from both")),
    )
    keep = forms.ChoiceField(
        choices=[("mine", ""), ("current", ""), ("merged", "")],
        widget=forms.HiddenInput,
        error_messages=required(gettext_lazy("Choose which version stands with one of the three buttons")),
    )

    def clean(self) -> dict[str, Any]:
        """A merged text says something."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("keep") == "merged" and not (cleaned.get("merged") or "").strip():
            self.add_error("merged", self.fields["merged"].error_messages["required"])
        return cleaned
