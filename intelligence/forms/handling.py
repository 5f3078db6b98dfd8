"""Sending, deciding, correcting, withdrawing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Inspectorate
from intelligence.forms.lists import any_area, read_once
from intelligence.models import Attachment, Marking, Outcome, Waits
from jtai.forms import Form, Look, SearchForm, required
from jtai.forms.rows import Base, PickMany, as_key
from writing.forms import SettleForm

LONGEST_REASON = 4000


def keys_of(files: Iterable[Attachment]) -> str:
    """The files of an item that somebody looks at, for a hidden input."""
    return ",".join(str(row.pk) for row in files)


class RecipientsForm(Form):
    """Who is to have it."""

    recipients = PickMany(
        label=gettext_lazy("Which inspectorates should have it?"),
        required=True,
        error_messages=required(gettext_lazy("Select at least one inspectorate to send it to")),
    )
    looks: Mapping[str, Look] = {"recipients": Look(small=True)}

    def __init__(self, *args: Any, among: Iterable[Inspectorate], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = list(among)

        def find(keys: Sequence[int] | None) -> list[Inspectorate]:
            return [row for row in rows if keys is None or row.pk in keys]

        recipients = self.fields["recipients"]
        if isinstance(recipients, PickMany):
            recipients.connect(lambda: [(row.pk, row.name) for row in rows], find)


class SendForm(RecipientsForm):
    """How it is to be handled, and who is to have it. version, attached: what was checked, the files as `keys_of` writes them."""

    marking = forms.ChoiceField(
        label=gettext_lazy("Marking"),
        choices=Marking.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("OFFICIAL-SENSITIVE where it would harm children or people if others read it."),
        error_messages=required(gettext_lazy("Select the marking: without one nothing is sent")),
    )
    version = Base()
    attached = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("marking", "recipients")
    looks: Mapping[str, Look] = {"marking": Look(small=True), "recipients": Look(small=True)}

    def clean_attached(self) -> frozenset[int]:
        """Keys; what can be none is left out, and then the files are not those that were checked."""
        keys = map(as_key, self.cleaned_data["attached"].split(","))
        return frozenset(key for key in keys if key is not None)


class DecideForm(Form):
    """What the own inspectorate does about it, and why. version: of the words that were read; after: the newest decision seen."""

    version = Base()
    after = Base()
    outcome = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select what you decide")),
    )
    programme = forms.ChoiceField(label=gettext_lazy("Which programme?"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Every inspectorate that has this can read it."),
        error_messages=required(gettext_lazy("Enter the reason for this decision")),
    )
    looks: Mapping[str, Look] = {"outcome": Look(small=True, reveals={Outcome.PROGRAMME.value: "programme"})}

    def __init__(self, *args: Any, programmes: list[tuple[str, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        outcome, programme = self.fields["outcome"], self.fields["programme"]
        if isinstance(outcome, forms.ChoiceField) and isinstance(programme, forms.ChoiceField):
            programme.choices = [("", _("Select a programme")), *(programmes or [])]
            if not programmes:
                # Nothing to choose from: the choice is not offered.
                outcome.choices = [choice for choice in Outcome.choices if choice[0] != Outcome.PROGRAMME]
                del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        """A programme goes with its outcome; what was chosen under another answer is left out."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") != Outcome.PROGRAMME:
            cleaned["programme"] = ""
        elif not cleaned.get("programme"):
            self.add_error("programme", _("Select the programme that this informs"))
        return cleaned


class UseSearch(SearchForm):
    """Which of the things that can be named to show."""

    text = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)


class UseForm(Form):
    """What it was used in."""

    target = forms.ChoiceField(
        label=gettext_lazy("What was it used in?"),
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select what it was used in")),
    )
    looks: Mapping[str, Look] = {"target": Look(small=True)}

    def __init__(self, *args: Any, among: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        target = self.fields["target"]
        if isinstance(target, forms.ChoiceField):
            target.choices = list(among)


class CorrectForm(Form):
    """The words that are right, and what was wrong."""

    base = Base()
    text = forms.CharField(
        label=gettext_lazy("The words as they should stand"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter the words as they should stand")),
    )
    correction = forms.CharField(
        label=gettext_lazy("What was wrong, and what is right now"),
        widget=forms.Textarea,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Everybody who has this reads it first."),
        error_messages=required(gettext_lazy("Enter what was wrong, and what is right now")),
    )
    looks: Mapping[str, Look] = {"text": Look(rows=10)}


class SettleSentForm(SettleForm):
    """Which of two versions of words stands that others have already: other words than now are a correction."""

    correction = forms.CharField(
        label=gettext_lazy("What was wrong, and what is right now"),
        widget=forms.Textarea,
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy(
            "Everybody who has this reads it first. Say what is wrong in the words that stand. "
            "Leave it empty if you keep the version that stands."
        ),
    )
    field_order = ("correction", "merged")


class WithdrawForm(Form):
    """Why it is not to be relied on."""

    why = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        widget=forms.Textarea,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Everybody who has this reads it."),
        error_messages=required(gettext_lazy("Enter why it is withdrawn")),
    )


class TakeBackForm(Form):
    """Why a file of what was sent is removed."""

    why = forms.CharField(
        label=gettext_lazy("Why is it removed?"),
        widget=forms.Textarea,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Everybody who has this reads it. Do not repeat what was wrong to share."),
        error_messages=required(gettext_lazy("Enter why the file is removed")),
    )


class QueueSearch(SearchForm):
    """What to show of the queue."""

    waits = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[("", gettext_lazy("Everything that waits")), *Waits.choices],
        required=False,
    )
    local_area = forms.ChoiceField(label=gettext_lazy("Local area"), choices=any_area, required=False)
    urgent = forms.BooleanField(label=gettext_lazy("Only urgent ones"), required=False)
    late = forms.BooleanField(label=gettext_lazy("Only late ones"), required=False)
    looks: Mapping[str, Look] = {"urgent": Look(small=True), "late": Look(small=True)}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        read_once(self, local_area=any_area)
