"""What information governance types."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure import policies
from disclosure.models import AccessKind, Outcome, reasons_of
from disclosure.queries import terms_of
from jtai.forms import Form, GovukDateField, Look, SearchForm, required


class RequestSearch(SearchForm):
    """How to narrow the list of requests."""

    text = forms.CharField(label=gettext_lazy("Reference or subject contains"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("Any kind")), *AccessKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("Open")),
            ("overdue", gettext_lazy("Overdue")),
            ("closed", gettext_lazy("Closed")),
            ("all", gettext_lazy("All")),
        ],
        required=False,
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort by"),
        choices=[
            ("", gettext_lazy("Due date")),
            ("received", gettext_lazy("Newest first")),
            ("reference", gettext_lazy("Reference")),
        ],
        required=False,
    )


class RequestForm(Form):
    """A request that came in."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of request is it?"),
        choices=AccessKind.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select the kind of request")),
    )
    reference = forms.CharField(
        label=gettext_lazy("Your reference"),
        max_length=40,
        help_text=gettext_lazy("From your own register, for example SAR-2026-014."),
        error_messages=required(gettext_lazy("Enter your reference")),
    )
    about = forms.CharField(
        label=gettext_lazy("Who or what is it about?"),
        max_length=300,
        help_text=gettext_lazy("Only information governance of your inspectorate can read this."),
        error_messages=required(gettext_lazy("Enter who or what it is about")),
    )
    received_on = GovukDateField(
        label=gettext_lazy("Received on"),
        help_text=gettext_lazy("The due date is counted from this day. For example 27 3 2026"),
        error_messages=required(gettext_lazy("Enter the day on which it was received")),
    )
    looks: Mapping[str, Look] = {
        "kind": Look(
            hints={
                AccessKind.SUBJECT.value: gettext_lazy("Somebody asks what is held about them. Due within one month."),
                AccessKind.FREEDOM.value: gettext_lazy("Anybody asks for recorded information. Due within 20 working days."),
            }
        ),
        "reference": Look(width=20),
    }

    def clean_received_on(self) -> Any:
        """Not in the future, and not so long ago that it must be a slip of the finger."""
        day = self.cleaned_data["received_on"]
        wrong = policies.can_be_received_on.why_not(day) if day else ""
        if wrong:
            raise forms.ValidationError(wrong)
        return day


class WordsForm(Form):
    """What to look for."""

    words = forms.CharField(
        label=gettext_lazy("Words, a name or a reference"),
        max_length=200,
        help_text=gettext_lazy("Everything must contain all of the words. Put a phrase in quotes: “Jane Smith”."),
        error_messages=required(gettext_lazy("Enter what to look for")),
    )

    def clean_words(self) -> str:
        """Something that can be looked for: a single letter would find everything."""
        words: str = self.cleaned_data["words"]
        terms = terms_of(words)
        if not terms or any(len(term) < 2 or not any(map(str.isalnum, term)) for term in terms):  # noqa: PLR2004 -- a letter
            raise forms.ValidationError(_("Enter words of two letters or more"))
        return words


EXACTLY = gettext_lazy(
    "One a line, exactly as they stand in the text. To redact only some words of a line, put them in «these marks»."
)


class RedactForm(Form):
    """What of one thing must not go out."""

    passages = forms.CharField(
        label=gettext_lazy("Passages to redact"),
        widget=forms.Textarea,
        required=False,
        strip=False,
        help_text=format_lazy("{} {}", EXACTLY, gettext_lazy("Leave it empty to add the whole text.")),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason for these redactions"),
        required=False,
    )
    looks: Mapping[str, Look] = {"passages": Look(rows=6)}

    def __init__(self, *args: Any, kind: str, more: bool = False, **words: Any) -> None:
        """kind: of the request, whose law has the reasons. more: the thing is chosen already, so something is to be redacted."""
        super().__init__(*args, **words)
        if more:
            passages = self.fields["passages"]
            passages.required, passages.error_messages["required"] = True, _("Enter the passages to redact")
            passages.help_text = EXACTLY
            reason = self.fields["reason"]
            reason.required, reason.error_messages["required"] = True, _("Select the reason for these redactions")
        reasons = [(reason.value, f"{reason.label} ({reason.value})") for reason in reasons_of(kind)]
        field = self.fields["reason"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Select a reason")), *reasons]

    def clean(self) -> dict[str, Any]:
        """Each redaction has a reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("passages", "").strip() and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Select the reason for these redactions"))
        return cleaned


class NamesForm(Form):
    """Third parties."""

    third_parties = forms.CharField(
        label=gettext_lazy("Names, one a line"),
        widget=forms.Textarea,
        max_length=5000,
        required=False,
        help_text=gettext_lazy(
            "Each is redacted in everything that is disclosed, as whole words and in capitals or small letters alike. "
            "Enter every form of a name that is used: “Jane Smith”, “Ms Smith”, “Jane”."
        ),
    )
    looks: Mapping[str, Look] = {"third_parties": Look(rows=8)}


class HoldForm(Form):
    """Why it is kept."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it put on hold?"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages=required(gettext_lazy("Enter why this is put on hold")),
    )
    looks: Mapping[str, Look] = {"reason": Look(rows=3)}


class CloseForm(Form):
    """How it ended."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How was it answered?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select how it was answered")),
    )
