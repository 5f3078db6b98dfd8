"""Two versions of one text."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from jtai.forms import Form, Look, required
from jtai.forms.rows import Base


def _lines(words: str | None) -> list[str]:
    """Whatever the browser ends its lines with."""
    return (words or "").strip().splitlines()


class SettleForm(Form):
    """Which of two versions stands. The buttons send `keep`. initial["merged"]: the words that stand, from which a text of both starts."""

    mark_optional: ClassVar[bool] = False

    base = Base()
    merged = forms.CharField(
        label=gettext_lazy("Text made from both"),
        widget=forms.Textarea,
        required=False,
        help_text=gettext_lazy("It starts from the words that stand. Put in what is right in the other version."),
        error_messages=required(
            gettext_lazy("Enter the text made from both"),
            unchanged=gettext_lazy("These are the words that stand. Change them, or select “Keep the version that stands”"),
        ),
    )
    keep = forms.ChoiceField(
        choices=[("mine", ""), ("current", ""), ("merged", "")],
        widget=forms.HiddenInput,
        error_messages=required(gettext_lazy("Choose which version stands with one of the three buttons")),
    )
    looks: Mapping[str, Look] = {"merged": Look(rows=12)}

    def clean(self) -> dict[str, Any]:
        """A merged text says something, and something else than what stands."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        merged, stands = (_lines(words) for words in (cleaned.get("merged"), self.initial.get("merged")))
        if cleaned.get("keep") == "merged" and "merged" not in self.errors and merged in ([], stands):
            self.add_error("merged", self.fields["merged"].error_messages["unchanged" if merged else "required"])
        return cleaned
