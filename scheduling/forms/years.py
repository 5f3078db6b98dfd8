"""What a programme lead types: a year to open, an inspection to plan."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from agencies.models import LocalArea, Region
from inspections.calendar import check_to_come
from inspections.models import DeepDiveTopic, FrameworkVersion
from jtai.errors import Invalid
from jtai.forms import Form, GovukDateField, Look, SearchForm, required
from jtai.programmeyears import year_of
from scheduling.bounds import FIRST_YEAR, LAST_YEAR, MOST_PLACES, NORMAL_PLACES, check_week_in_year
from scheduling.models import ProgrammeYear

LONGEST_REASON = 1_000


class YearForm(Form):
    """A year to open."""

    year = forms.IntegerField(
        label=_("In which calendar year does it begin?"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("A programme year runs from 1 April to 31 March."),
        error_messages=required(_("Enter the calendar year in which it begins")),
    )
    target = forms.IntegerField(
        label=_("How many local areas should be inspected?"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Normally ten."),
        error_messages=required(_("Enter how many local areas should be inspected")),
    )
    looks = {"year": Look(width=4), "target": Look(width=2)}

    @classmethod
    def empty(cls, opened: Container[int] = ()) -> "YearForm":
        """With what is usual filled in: the first year from now on that is not among those that are open."""
        this = year_of(timezone.localdate())
        year = next((one for one in range(this, LAST_YEAR + 1) if one not in opened), this)
        return cls(initial={"year": year, "target": NORMAL_PLACES})


class AreaSearch(SearchForm):
    """Narrows the local areas to choose from."""

    text = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, data: Any, regions: Iterable[Region]) -> None:
        super().__init__(data)
        _offer(self, "region", [("", __("Any region")), *((region.code, region.name) for region in regions)])


class PlanForm(Form):
    """Area, framework, topic and week. Cleans codes to the rows that it was given."""

    mark_optional = False  # whether a topic is needed depends on the framework, and the hint says so

    area = forms.ChoiceField(label=_("Local area"), error_messages=required(_("Select a local area")))
    framework = forms.ChoiceField(
        label=_("Framework"), widget=forms.RadioSelect, error_messages=required(_("Select a framework"))
    )
    topic = forms.ChoiceField(
        label=_("Deep-dive topic"),
        required=False,
        help_text=_("Leave this empty for a front-door inspection, which has no deep dive."),
    )
    fieldwork_start = GovukDateField(
        label=_("Start of fieldwork"),
        help_text=_("A Monday. Fieldwork lasts until the Friday of that week. For example, 23 3 2026."),
        error_messages=required(_("Enter the day on which fieldwork starts")),
    )

    def __init__(
        self,
        data: Any,
        *,
        year: ProgrammeYear,
        areas: list[LocalArea],
        frameworks: list[FrameworkVersion],
        topics: list[DeepDiveTopic],
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.year = year
        self.start: date | None = None  # the day that was entered, also when it is refused
        self.areas = {area.code: area for area in areas}
        self.frameworks = {framework.code: framework for framework in frameworks}
        self.topics = {topic.code: topic for topic in topics}
        _offer(self, "area", [("", __("Select one")), *_by_region(areas)])
        _offer(self, "framework", [(row.code, row.name) for row in frameworks])
        _offer(self, "topic", [("", __("No topic")), *((row.code, row.name) for row in topics)])

    def clean_area(self) -> LocalArea:
        """The area that the code stands for."""
        return self.areas[self.cleaned_data["area"]]

    def clean_framework(self) -> FrameworkVersion:
        """The version that the code stands for."""
        return self.frameworks[self.cleaned_data["framework"]]

    def clean_topic(self) -> DeepDiveTopic | None:
        """The topic that the code stands for, or None."""
        return self.topics.get(self.cleaned_data["topic"])

    def clean(self) -> dict[str, Any]:
        """What the parts say together: topic and framework, week and framework, week and year."""
        cleaned: dict[str, Any] = super().clean() or {}
        framework, start = cleaned.get("framework"), cleaned.get("fieldwork_start")
        self.start = start
        if framework is not None and "topic" in cleaned:
            self._check_topic(framework, cleaned["topic"])
        if start is not None:
            try:
                check_week_in_year(self.year.year, start)
                check_to_come(start, timezone.localdate())
            except Invalid as refusal:
                self.add_error("fieldwork_start", str(refusal))
        if framework is not None and start is not None:
            self._check_in_force(framework, start)
        return cleaned

    def _check_topic(self, framework: FrameworkVersion, topic: DeepDiveTopic | None) -> None:
        if framework.has_topic and topic is None:
            self.add_error("topic", __("Select a deep-dive topic: this framework has one."))
        if not framework.has_topic and topic is not None:
            self.add_error("topic", __("This framework looks at the front door only. Select “No topic”."))

    def _check_in_force(self, framework: FrameworkVersion, start: Any) -> None:
        first, last = framework.valid_from, framework.valid_to
        if start < first:
            words = {"day": date_format(first, "j F Y")}
            self.add_error(
                "framework", __("This framework is in force from %(day)s. Select another framework or week.") % words
            )
        elif last is not None and start > last:
            words = {"day": date_format(last, "j F Y")}
            self.add_error("framework", __("This framework ended on %(day)s. Select another framework or week.") % words)

    def place(self) -> dict[str, Any]:
        """The cleaned values under the names that the command gives them."""
        chosen = dict(self.cleaned_data)
        return {"local_area": chosen.pop("area"), **chosen}

    def sent(self) -> dict[str, str]:
        """The cleaned values as codes, to be sent again by the next page."""
        topic = self.cleaned_data["topic"]
        return {
            "area": self.cleaned_data["area"].code,
            "framework": self.cleaned_data["framework"].code,
            "topic": topic.code if topic else "",
            "fieldwork_start": self.cleaned_data["fieldwork_start"].isoformat(),
        }


class ConfirmForm(PlanForm):
    """The same, and why the week must stand when something speaks against it."""

    week_reason = forms.CharField(
        label=_("Why must this week stand?"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea,
        help_text=_(
            "Kept with the inspection and shown to its team. Do not write anything that only programme leads may know."
        ),
    )
    instead_reason = forms.CharField(
        label=_("Why does this local area take the place?"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea
    )
    looks = {"week_reason": Look(rows=4), "instead_reason": Look(rows=4)}

    def chosen_well(self) -> bool:
        """True when nothing but the reasons may be wrong."""
        return not set(self.errors) - {"week_reason", "instead_reason"}

    def require_reason(self, *, against: bool, replaces: bool = False) -> bool:
        """True when the form can be used. against: something speaks against it, which needs a reason; so does taking a place."""
        if against and not self.cleaned_data.get("week_reason", "").strip():
            self.add_error("week_reason", __("Say why this week must stand, or go back and choose another"))
        if replaces and not self.cleaned_data.get("instead_reason", "").strip():
            self.add_error("instead_reason", __("Enter why it takes the place"))
        return self.is_valid()


def _offer(form: Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _by_region(areas: list[LocalArea]) -> list[tuple[str, list[tuple[str, str]]]]:
    """By region, first the invented ones, which say so."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in sorted(areas, key=lambda area: not area.demonstration):
        said = __("%(name)s (invented)") if area.demonstration else "%(name)s"
        groups.setdefault(said % {"name": area.region.name}, []).append((area.code, said % {"name": area.name}))
    return list(groups.items())
