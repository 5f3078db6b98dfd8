"""Team, dates, children and the information request."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from inspections.forms.lists import Lists
from inspections.models import AgeBand, ChildKind, Part
from jtai.forms import Form, GovukDateField, Look, required
from jtai.forms.rows import Choices, Find, Pick, PickMany


class OverrideForm(Form):
    """Another date beside the computed one."""

    day = GovukDateField(
        label=gettext_lazy("New date"),
        help_text=gettext_lazy("A working day, for example 27 3 2026"),
        error_messages=required(gettext_lazy("Enter the new date")),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why does it differ from the computed date?"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages=required(gettext_lazy("Enter why this date differs from the computed one")),
    )


class PlaceForm(Form):
    """A person's place on the team."""

    beside = "person"
    person = Pick(label=gettext_lazy("Person"), required=True, error_messages=required(gettext_lazy("Select a person")))
    part = forms.ChoiceField(
        label=gettext_lazy("Part"),
        choices=Part.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select a part")),
    )
    looks: Mapping[str, Look] = {
        "part": Look(
            hints={
                Part.LEAD.value: gettext_lazy("From Ofsted. If somebody leads already, the next page asks about handing over."),
                Part.QUALITY.value: gettext_lazy("Reads the draft; not an author. Needs the quality assurance role."),
                Part.SIGNATORY.value: gettext_lazy(
                    "Signs for their inspectorate. If somebody does already, the next page asks about handing over. Needs the signatory role."
                ),
                Part.OBSERVER.value: gettext_lazy("Sees dates, team and status, but no evidence. Needs the observer role."),
            }
        )
    }

    def __init__(self, *args: Any, choices: Callable[[], Choices], find: Find, empty: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        if isinstance(field, Pick):
            field.connect(choices, find, empty)


class SuccessorForm(Form):
    """Who takes a place over."""

    beside = "person"
    person = Pick(
        label=gettext_lazy("Who takes it over?"), required=True, error_messages=required(gettext_lazy("Select a person"))
    )

    def __init__(self, *args: Any, choices: Callable[[], Choices], find: Find, empty: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        if isinstance(field, Pick):
            field.connect(choices, find, empty)


class AskOverrideForm(Form):
    """For which place somebody is wanted in spite of a conflict of interest, and why."""

    part = forms.ChoiceField(
        label=gettext_lazy("Which place is it for?"),
        help_text=gettext_lazy("What is allowed for one place is not allowed for another."),
        choices=Part.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select a place")),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is this person wanted on the team?"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy("Do not write what the interest is, even if you know it."),
        error_messages=required(gettext_lazy("Enter why this person is wanted on the team")),
    )


class DecideOverrideForm(Form):
    """The second person's decision. question: what is decided, by the name of the person and of the place."""

    allowed = forms.TypedChoiceField(
        label=gettext_lazy("May this person have this place?"),
        choices=[
            ("yes", gettext_lazy("Yes, in spite of the conflict")),
            ("no", gettext_lazy("No, somebody else has to be found")),
        ],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
        error_messages=required(gettext_lazy("Select yes or no")),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy("Do not write what the interest is, even if you know it."),
        error_messages=required(gettext_lazy("Enter why")),
    )

    def __init__(self, *args: Any, question: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["allowed"].label = question


class ChildForm(Form):
    """A child as a reference. Nothing that identifies is asked."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Tracked or sampled?"),
        choices=ChildKind.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select tracked or sampled")),
    )
    age_band = forms.ChoiceField(
        label=gettext_lazy("Age"),
        choices=AgeBand.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select an age")),
    )
    agencies = PickMany(label=gettext_lazy("Agencies involved with the child"))
    looks: Mapping[str, Look] = {
        "kind": Look(
            small=True,
            hints={
                ChildKind.TRACKED.value: gettext_lazy("Looked at in depth, across all agencies."),
                ChildKind.SAMPLED.value: gettext_lazy("Looked at for one question."),
            },
        ),
        "age_band": Look(small=True),
        "agencies": Look(small=True),
    }

    def __init__(self, *args: Any, lists: Lists, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["agencies"]
        if isinstance(field, PickMany):
            field.connect(lists.agency_choices, lists.agencies)


class AnswerForm(Form):
    """The area's answer to one item."""

    held = forms.TypedChoiceField(
        label=gettext_lazy("Do you hold this?"),
        choices=[
            ("yes", gettext_lazy("Yes, and this says how we have provided it")),
            ("no", gettext_lazy("No, and this says why not")),
        ],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
        error_messages=required(gettext_lazy("Select whether you hold this")),
    )
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        widget=forms.Textarea,
        help_text=gettext_lazy("Use references for children, never names, dates of birth, NHS numbers or addresses."),
        error_messages=required(gettext_lazy("Enter how you have provided this, or why it is not held")),
    )


class ReturnForm(Form):
    """Sending an answer back."""

    why = forms.CharField(
        label=gettext_lazy("What is still missing?"),
        widget=forms.Textarea,
        error_messages=required(gettext_lazy("Enter what is still missing")),
    )
