"""What narrows the lists."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, LocalArea, Region
from jtai.forms import Look, SearchForm
from jtai.programmeyears import year_of
from programmes.models import ActivityKind, BreachState, Programme, RecommendationState, Standing
from programmes.queries import BREACH, RECOMMENDATION, ActivityFilter, FollowingFilter

SORTS = (
    ("", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("subject", gettext_lazy("Agency or local area")),
)


def _years(programme: Programme) -> list[tuple[Any, Any]]:
    """From next year back to the one in which the programme began."""
    newest, first = year_of(timezone.localdate()) + 1, year_of(programme.valid_from)
    return [("", _("Any year")), *((year, f"{year}-{(year + 1) % 100:02d}") for year in range(newest, first - 1, -1))]


class ActivitySearch(SearchForm):
    """What to show of the activities of a programme."""

    text = forms.CharField(label=gettext_lazy("Agency or local area"), required=False, max_length=100)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    standing = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=[("", gettext_lazy("Any")), *Standing.choices], required=False
    )
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=SORTS, required=False)

    def __init__(self, data: Any, *, programme: Programme, kinds: Iterable[ActivityKind], regions: Iterable[Region]) -> None:
        super().__init__(data)
        self._offer("year", _years(programme))
        self._offer("kind", [("", _("Any kind")), *((kind.code, kind.name) for kind in kinds)])
        self._offer("region", [("", _("Any region")), *((region.code, region.name) for region in regions)])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def asked(self) -> ActivityFilter:
        """What can be used of it; an unusable filter filters nothing and says so beside its field."""
        self.is_valid()
        return ActivityFilter(**{name: value for name, value in self.cleaned_data.items() if value})


class SubjectSearch(SearchForm):
    """Narrows the agencies or local areas to choose from."""

    text = forms.CharField(label=gettext_lazy("Name contains"), required=False, max_length=100)


STATES = (
    ("", gettext_lazy("Any that is open")),
    *(
        (value, format_lazy("{what}: {state}", what=gettext_lazy("Breach"), state=label))
        for value, label in BreachState.choices
        if value != BreachState.WITHDRAWN
    ),
    *(
        (value, format_lazy("{what}: {state}", what=gettext_lazy("Recommendation"), state=label))
        for value, label in RecommendationState.choices
        if value != RecommendationState.WITHDRAWN
    ),
    (BreachState.WITHDRAWN.value, BreachState.WITHDRAWN.label),
)


class FollowingSearch(SearchForm):
    """What to show of what is followed."""

    text = forms.CharField(label=gettext_lazy("Agency or words"), required=False, max_length=100)
    what = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("Both")),
            (BREACH, gettext_lazy("Breaches")),
            (RECOMMENDATION, gettext_lazy("Recommendations")),
        ],
        required=False,
    )
    state = forms.ChoiceField(label=gettext_lazy("Status"), choices=STATES, required=False)
    area = forms.ChoiceField(label=gettext_lazy("Local area"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("Agency"), required=False)
    late = forms.BooleanField(label=gettext_lazy("Only what is past its day"), required=False)
    closed = forms.BooleanField(label=gettext_lazy("Closed ones as well"), required=False)
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort by"),
        choices=[("", gettext_lazy("Due first")), ("last", gettext_lazy("Due last")), ("agency", gettext_lazy("Agency"))],
        required=False,
    )
    looks: Mapping[str, Look] = {"late": Look(small=True), "closed": Look(small=True)}

    def __init__(self, data: Any, *, areas: Iterable[LocalArea], bodies: Iterable[Agency]) -> None:
        super().__init__(data)
        for name, none, rows in (("area", _("Any local area"), areas), ("body", _("Any agency"), bodies)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", none), *((row.code, row.name) for row in rows)]

    def asked(self) -> FollowingFilter:
        """What can be used of it."""
        self.is_valid()
        return FollowingFilter(**{name: value for name, value in self.cleaned_data.items() if value})
