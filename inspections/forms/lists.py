"""Filters of the list of inspections, and the lists that forms of one inspection choose from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from inspections.models import Child, Criterion, Strand
from inspections.workflow import Status
from jtai.forms import Look, SearchForm
from jtai.forms.rows import Choices, Find, Pick

FIRST_YEAR = 2016
SORTS = (
    ("", gettext_lazy("Newest fieldwork first")),
    ("oldest", gettext_lazy("Oldest fieldwork first")),
    ("area", gettext_lazy("Local area")),
)


def years() -> list[tuple[Any, Any]]:
    """The programme years from the next one back to the first JTAI."""
    this = date.today().year  # noqa: DTZ011 -- a year in a list of choices
    return [("", _("Any year")), *((year, f"{year}-{(year + 1) % 100:02d}") for year in range(this + 1, FIRST_YEAR - 1, -1))]


class CaseloadFilter(SearchForm):
    """What to show of the caseload."""

    text = forms.CharField(label=gettext_lazy("Local area"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=[("", gettext_lazy("Any status")), *Status.choices], required=False
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Programme year"), choices=years, required=False, coerce=int, empty_value=None
    )
    mine = forms.BooleanField(label=gettext_lazy("Only those I have a place on"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=SORTS, required=False)
    looks: Mapping[str, Look] = {"mine": Look(small=True)}


def _among(rows: Iterable[Any], keys: Sequence[int] | None) -> list[Any]:
    return [row for row in rows if keys is None or row.pk in keys]


@dataclass(frozen=True)
class Lists:
    """What the forms of one inspection choose from. Each list is read when it is shown; a posted row is found alone."""

    strands: Sequence[Strand]
    criteria: Sequence[Criterion]
    agencies: Callable[[Sequence[int] | None], Iterable[Agency]]
    children: Callable[[Sequence[int] | None], Iterable[Child]]

    def strand_choices(self) -> Choices:
        """Strands by name."""
        return [(strand.pk, strand.name) for strand in self.strands]

    def criterion_choices(self) -> Choices:
        """Criteria under their strands."""
        return [
            (strand.name, [(row.pk, str(row)) for row in self.criteria if row.strand_id == strand.pk])
            for strand in self.strands
        ]

    def agency_choices(self) -> Choices:
        """The agencies of the partnership."""
        return self._agency_choices

    def child_choices(self) -> Choices:
        """Children by reference and age band."""
        return self._child_choices

    @cached_property
    def _agency_choices(self) -> list[tuple[Any, Any]]:
        return [(agency.pk, agency.name) for agency in self.agencies(None)]

    @cached_property
    def _child_choices(self) -> list[tuple[Any, Any]]:
        return [
            (child.pk, _("%(reference)s, %(age)s") % {"reference": child.reference, "age": child.get_age_band_display()})
            for child in self.children(None)
        ]

    def connect(self, form: forms.Form) -> None:
        """Give the form's choices their lists."""
        known: dict[str, tuple[Callable[[], Choices], Find, str]] = {
            "strand": (self.strand_choices, lambda keys: _among(self.strands, keys), ""),
            "criterion": (
                self.criterion_choices,
                lambda keys: _among(self.criteria, keys),
                _("No single criterion"),
            ),
            "agency": (self.agency_choices, self.agencies, _("The partnership as a whole")),
            "responsible": (self.agency_choices, self.agencies, _("Select the responsible agency")),
            "child": (self.child_choices, self.children, _("No single child")),
        }
        for name, (choices, find, empty) in known.items():
            field = form.fields.get(name)
            if isinstance(field, Pick):
                field.connect(choices, find, empty)
