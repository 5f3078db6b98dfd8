"""What is said of people: what they can take on, when they are away, and their place on a team."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.models import Part
from jtai.errors import Invalid
from jtai.forms import Form, GovukDateField, Look, SearchForm, required
from jtai.forms.rows import Choices, Find, Pick
from scheduling.bounds import MOST_INSPECTIONS, check_days_away
from scheduling.models import AbsenceKind


class PeopleSearch(SearchForm):
    """Narrows the people of a year."""

    text = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    overloaded = forms.BooleanField(label=_("Only people with too much"), required=False)


class TeamsSearch(SearchForm):
    """Narrows the teams of a year."""

    text = forms.CharField(label=_("Local area contains"), max_length=100, required=False)
    missing = forms.BooleanField(label=_("Only where people of yours are wanted"), required=False)
    leaderless = forms.BooleanField(label=_("Only those without a lead inspector"), required=False)


class CapacityForm(Form):
    """How many inspections somebody can be on in a year; of Ofsted's people, also whether they may lead one."""

    inspections = forms.IntegerField(
        label=_("How many joint inspections can they be on in this year?"),
        min_value=0,
        max_value=MOST_INSPECTIONS,
        help_text=_("0 for somebody who goes on none."),
        error_messages=required(_("Enter how many inspections they can be on")),
    )
    leads = forms.TypedChoiceField(
        label=_("May they be the lead inspector?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages=required(_("Select whether they may be the lead inspector")),
    )
    looks: Mapping[str, Look] = {"inspections": Look(width=2), "leads": Look(inline=True)}

    def __init__(self, *args: Any, asks_leads: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_leads:
            del self.fields["leads"]


class AbsenceForm(Form):
    """Days on which somebody can be on no joint inspection."""

    beside = "first_day"
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=AbsenceKind.choices,
        widget=forms.RadioSelect,
        error_messages=required(_("Select what it is")),
    )
    first_day = GovukDateField(
        label=_("First day"),
        error_messages=required(_("Enter the first day")),
    )
    last_day = GovukDateField(
        label=_("Last day"),
        help_text=_("The last day away, not the first day back."),
        error_messages=required(_("Enter the last day")),
    )
    looks: Mapping[str, Look] = {"kind": Look(small=True)}

    def __init__(self, *args: Any, year: int, **options: Any) -> None:
        """year: the programme year that one has in mind, in which the example lies, and which is not over there."""
        super().__init__(*args, **options)
        summer, winter = date(year, 7, 27), date(year + 1, 2, 15)
        example = summer if summer >= timezone.localdate() else winter
        words = {"day": example.day, "month": example.month, "year": example.year}
        self.fields["first_day"].help_text = __("For example, %(day)d %(month)d %(year)d") % words

    def clean(self) -> dict[str, Any]:
        """What both days say together."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if isinstance(first, date) and isinstance(last, date):
            try:
                check_days_away(first, last)
            except Invalid as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned


class GiveForm(Form):
    """A place on one team of the year. The lead's is offered only while nobody has it."""

    beside = "person"
    mark_optional = False
    person = Pick(label=_("Give a place to"), required=True, error_messages=required(_("Select a person")))
    part = forms.ChoiceField(
        label=_("As"),
        choices=[(Part.INSPECTOR.value, Part.INSPECTOR.label), (Part.LEAD.value, Part.LEAD.label)],
        error_messages=required(_("Select a part")),
    )

    def __init__(
        self,
        *args: Any,
        choices: Callable[[], Choices],
        find: Find,
        empty: str,
        asks_lead: bool,
        there: Mapping[int, User],
        **options: Any,
    ) -> None:
        """there: those who are on the team already; the only place that they can be given is the lead's."""
        super().__init__(*args, **options)
        self.there = there
        field = self.fields["person"]
        if isinstance(field, Pick):
            field.connect(choices, find, empty)
        if not asks_lead:
            del self.fields["part"]

    def clean(self) -> dict[str, Any]:
        """Who is there already can only become the lead inspector."""
        cleaned: dict[str, Any] = super().clean() or {}
        person = cleaned.get("person")
        if person is not None and person.pk in self.there and cleaned.get("part") != Part.LEAD:
            said = __("%(name)s is on this team already.")
            if "part" in self.fields:
                said = __("%(name)s is on this team already. They can be given the lead inspector’s place.")
            self.add_error("person", said % {"name": person.name})
        return cleaned

    @property
    def part_chosen(self) -> str:
        """As what: an inspector, unless it could be said and was."""
        return str(self.cleaned_data.get("part", Part.INSPECTOR.value))
