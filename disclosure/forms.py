"""What information governance types."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure import policies
from disclosure.models import AccessKind, Outcome, RedactionReason, reasons_of
from disclosure.queries import NO_INSPECTION, Narrowed, Tally, terms_of
from disclosure.visibility import KINDS
from jtai.forms import Form, GovukDateField, Look, SearchForm, required

SHORTEST = 2  # letters of a word or a name: one stands in almost everything


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
        wrong = policies.can_be_received_on.why_not(day) if day and day != self.initial.get("received_on") else ""
        if wrong:
            raise forms.ValidationError(wrong)
        return day


class ExtendForm(Form):
    """Until when, and why."""

    due_on = GovukDateField(
        label=gettext_lazy("Answer by"), error_messages=required(gettext_lazy("Enter the day by which it is answered"))
    )
    reason = forms.CharField(
        label=gettext_lazy("Why does it take longer?"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy("Tell whoever asked as well, before the time that runs now is over."),
        error_messages=required(gettext_lazy("Enter why it takes longer")),
    )
    looks: Mapping[str, Look] = {"reason": Look(rows=3)}

    def __init__(self, *args: Any, now: date | None = None, longest: date | None = None, **words: Any) -> None:
        """now: when it is due; longest: the last day that the law allows."""
        super().__init__(*args, **words)
        if now and longest:
            days = {"now": date_format(now, "j F Y"), "last": date_format(longest, "j F Y")}
            self.fields["due_on"].help_text = _("It is due on %(now)s. The law allows up to %(last)s.") % days


class ReopenForm(Form):
    """Why its answer is looked at again."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it reopened?"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy(
            "For example a review that whoever asked wants. The time to answer runs anew from today; what went out stays kept."
        ),
        error_messages=required(gettext_lazy("Enter why it is reopened")),
    )
    looks: Mapping[str, Look] = {"reason": Look(rows=3)}


class FoundFilter(SearchForm):
    """How to narrow what was found. Only what there is can be chosen."""

    inspection = forms.ChoiceField(label=gettext_lazy("Inspection"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), required=False)

    def __init__(self, *args: Any, tally: Tally, **words: Any) -> None:
        """tally: of everything that was found."""
        super().__init__(*args, **words)
        inspections = [
            (str(key), f"{row.local_area.name}, {date_format(row.fieldwork_start, 'j F Y')}")
            for key, row in tally.inspections.items()
        ]
        if tally.count(Narrowed(inspection=NO_INSPECTION)):
            inspections.append((NO_INSPECTION, _("Not part of one inspection")))
        kinds = [(kind, name) for kind, (name, _rows) in KINDS.items() if tally.count(Narrowed(kind=kind))]
        self._offer(
            "inspection", _("Any inspection"), [(key, name, tally.count(Narrowed(inspection=key))) for key, name in inspections]
        )
        self._offer("kind", _("Anything"), [(kind, name, tally.count(Narrowed(kind=kind))) for kind, name in kinds])

    def _offer(self, name: str, everything: str, choices: list[tuple[str, Any, int]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", everything), *((value, f"{label} ({times})") for value, label, times in choices)]


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
        if words.count('"') % 2 or words.count("“") != words.count("”"):
            raise forms.ValidationError(_("Close the quotes, or leave them out"))
        if not terms or any(len(term) < SHORTEST or not any(map(str.isalnum, term)) for term in terms):
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
        choices=RedactionReason.choices,  # as kept words say them; the form itself offers those of its law
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

    def clean_third_parties(self) -> str:
        """No single letters: “a” would go from every sentence."""
        names: str = self.cleaned_data["third_parties"]
        for line in names.splitlines():
            if line.strip() and sum(map(str.isalnum, line)) < SHORTEST:
                wrong = _("Enter names of two letters or more: “%(name)s” would be redacted in almost every sentence")
                raise forms.ValidationError(wrong % {"name": line.strip()})
        return names


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
