"""Breaches, recommendations, what is looked at next time, and what is shared."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jtai.forms import Form, GovukDateField, Look, required
from jtai.forms.rows import Base, Choices, Find, Key, Pick
from programmes.models import Addressee, Sharing

LONGEST_STANDARD = 160


class _Followed(Form):
    """Of one agency among several."""

    client_id = Key()
    agency = Pick(label=gettext_lazy("Agency"), required=True, error_messages=required(gettext_lazy("Select an agency")))

    def __init__(self, *args: Any, bodies: Find, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agency"]
        if isinstance(field, Pick):
            field.connect(lambda: _listed(bodies), bodies, _("Select an agency"))


def _listed(bodies: Find) -> Choices:
    return [(agency.pk, agency.name) for agency in bodies(None)]


class BreachForm(_Followed):
    """A breach of a safeguarding standard."""

    standard = forms.CharField(
        label=gettext_lazy("Which standard is breached?"),
        max_length=LONGEST_STANDARD,
        error_messages=required(gettext_lazy("Enter which standard is breached")),
    )
    words = forms.CharField(
        label=gettext_lazy("What was found?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter what was found")),
    )
    found_on = GovukDateField(
        label=gettext_lazy("When was it found?"), error_messages=required(gettext_lazy("Enter the day on which it was found"))
    )
    address_by = GovukDateField(
        label=gettext_lazy("By when must it be addressed?"),
        error_messages=required(gettext_lazy("Enter the day by which it must be addressed")),
    )


class StepForm(Form):
    """A step of a breach."""

    on = GovukDateField(label=gettext_lazy("On which day?"), error_messages=required(gettext_lazy("Enter the day")))
    note = forms.CharField(
        label=gettext_lazy("What was done?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter what was done")),
    )


class WhyForm(Form):
    """Undoing something."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), widget=forms.Textarea, error_messages=required(gettext_lazy("Enter why"))
    )


class UndoForm(WhyForm):
    """Undoing a step. state: what the person saw."""

    state = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class WithdrawForm(UndoForm):
    """What was recorded by mistake."""

    reason = forms.CharField(
        label=gettext_lazy("Why was it a mistake?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter why it was a mistake")),
    )


class BringBackForm(WhyForm):
    """It was no mistake."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it brought back?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter why it is brought back")),
    )


class RecommendationForm(_Followed):
    """A recommendation to one agency."""

    addressee = forms.ChoiceField(
        label=gettext_lazy("As what is it addressed?"),
        choices=[("", gettext_lazy("By its kind: care boards commission, others provide")), *Addressee.choices],
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("What is recommended?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter what is recommended")),
    )
    due_on = GovukDateField(label=gettext_lazy("By when?"), required=False)


class _Reworded(Form):
    """The same once it was recorded. acted: it was addressed, enforced or closed, so that a change says why."""

    base = Base()
    reason = forms.CharField(
        label=gettext_lazy("Why does it change now?"),
        widget=forms.Textarea,
        help_text=gettext_lazy("It is no longer open: somebody has acted on these words. The reason is kept in its history."),
        error_messages=required(gettext_lazy("Enter why it changes now")),
    )
    looks: Mapping[str, Look] = {"words": Look(rows=8), "reason": Look(rows=3)}

    def __init__(self, *args: Any, acted: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("client_id",) if acted else ("client_id", "reason"):
            del self.fields[name]


class BreachEditForm(_Reworded, BreachForm):
    """A breach in other words."""


class RecommendationEditForm(_Reworded, RecommendationForm):
    """A recommendation in other words."""


class CloseForm(Form):
    """Closing a recommendation."""

    met = forms.TypedChoiceField(
        label=gettext_lazy("Was it met?"),
        choices=[("yes", gettext_lazy("Yes, it was met")), ("no", gettext_lazy("No, it is closed without being met"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select whether it was met")),
    )
    on = GovukDateField(label=gettext_lazy("On which day?"), error_messages=required(gettext_lazy("Enter the day")))
    note = forms.CharField(
        label=gettext_lazy("What was seen?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter what was seen")),
    )


class LookForm(Form):
    """What was seen of something that was to be looked at."""

    client_id = Key()

    activity = Pick(
        label=gettext_lazy("In which activity was it looked at?"),
        required=True,
        error_messages=required(gettext_lazy("Select an activity")),
    )
    seen = forms.CharField(
        label=gettext_lazy("What was seen?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter what was seen")),
    )
    seen_on = GovukDateField(label=gettext_lazy("On which day?"), error_messages=required(gettext_lazy("Enter the day")))

    def __init__(self, *args: Any, choices: Any, find: Find, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["activity"]
        if isinstance(field, Pick):
            field.connect(choices, find, _("Select an activity"))


class SharingForm(Form):
    """What the other inspectorates see. sure: the choice that was already asked about."""

    sharing = forms.ChoiceField(
        label=gettext_lazy("What do the other inspectorates see of it?"),
        choices=Sharing.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select what the other inspectorates see")),
    )
    sure = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    looks: Mapping[str, Look] = {"sharing": Look(size="m")}
