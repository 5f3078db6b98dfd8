"""What a programme lead asks of the candidates: which, in which order, with which columns, coloured by what, beside each other."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from jtai.forms import Look, SearchForm
from scheduling.candidates import words
from scheduling.candidates.asking import NEVER, Asked
from scheduling.candidates.colouring import COLOURINGS, FIRST
from scheduling.candidates.facts import Candidate
from scheduling.candidates.indicators import COLUMNS, orders
from scheduling.queries import REAL, World

FEWEST, MOST = 2, 4  # local areas beside each other
WHICH = ("text", "region", "type", "force", "board", "third", "since")
AGES = (2, 4, 6, 8)


def _ages() -> list[tuple[str, str]]:
    said = [(str(number), __("%(count)d years ago or more, or not known") % {"count": number}) for number in AGES]
    return [("", __("Any time")), *said, (NEVER, __("None is known"))]


class WhichCandidates(SearchForm):
    """Narrows the candidates; of the choices only those that some candidate has."""

    text = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    force = forms.ChoiceField(label=_("Police force"), required=False)
    board = forms.ChoiceField(label=_("Integrated care board"), required=False)
    third = forms.ChoiceField(
        label=_("Deprivation"),
        choices=[("", _("Any")), *((str(number), name) for number, name in words.THIRDS.items())],
        required=False,
    )
    since = forms.ChoiceField(label=_("Last joint inspection"), choices=_ages, required=False)
    only = forms.MultipleChoiceField(
        label=_("Only those that"),
        choices=[
            ("concerns", _("have concerns that stand")),
            ("coming", _("have a routine visit planned in this year")),
            ("free", _("have no inspection in this year, nor a deferred one")),
            ("terms", _("have school holidays that are not fully known")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[("", _("Invented local areas")), (REAL, _("Real local areas"))],
        required=False,
    )
    looks = {"only": Look(small=True)}
    # Which of them stand above the fold.
    first: ClassVar[Sequence[str]] = ("text",)

    def __init__(self, data: Any, world: World, **options: Any) -> None:
        super().__init__(data, **options)
        rows = world.candidates
        self._offer("region", __("Any region"), {(one.region_code, one.region) for one in rows})
        self._offer("type", __("Any type"), {(one.type, words.type_of(one)) for one in rows})
        self._offer("force", __("Any force"), {(str(key), name) for one in rows for key, name in one.forces.items()})
        self._offer("board", __("Any board"), {(name, name) for one in rows for name, _share in one.boards})
        if not world.invented:
            del self.fields["show"]

    def _offer(self, name: str, whichever: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", whichever), *sorted(choices, key=lambda choice: choice[1])]

    def on_top(self) -> list[BoundField]:
        """What is always to be seen."""
        return [self[name] for name in self.first]

    def below(self) -> list[BoundField]:
        """What waits to be unfolded."""
        return [field for field in self if field.name not in self.first]

    def asked(self) -> Asked:
        """What was asked; what cannot be used narrows nothing."""
        typed = self.cleaned_data if self.is_valid() or self.is_bound else {}
        only: dict[str, Any] = dict.fromkeys(typed.get("only", ()), True)
        return Asked(**{name: typed[name] for name in WHICH if name in typed}, **only)


class CandidateSearch(WhichCandidates):
    """The same, for the table."""

    columns = forms.ChoiceField(
        label=_("Columns"), choices=[(code, name) for code, (name, _all) in COLUMNS.items()], required=False
    )
    sort = forms.ChoiceField(label=_("Sort by"), choices=orders, required=False)

    first = ("text", "columns", "sort")

    def columns_asked(self) -> Sequence[str]:
        """Codes of the indicators to show."""
        return COLUMNS[self.cleaned_data.get("columns", "")][1]

    def order_asked(self) -> str:
        """One of `indicators.orders`."""
        return self.cleaned_data.get("sort") or "name"


class MapSearch(WhichCandidates):
    """The same, for the map."""

    colour = forms.ChoiceField(
        label=_("Colour by"), choices=[(code, row.name) for code, row in COLOURINGS.items()], required=False
    )
    first = ("colour", "text")

    def colour_asked(self) -> str:
        """A code of `colouring.COLOURINGS`."""
        return self.cleaned_data.get("colour") or FIRST


class CompareForm(SearchForm):
    """Two to four local areas."""

    area = forms.MultipleChoiceField(
        label=_("Local areas"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Select 2 to 4 local areas to compare"),
            "invalid_choice": _("Select local areas from the list: one of those is not in it"),
        },
    )
    looks = {"area": Look(small=True)}

    def __init__(self, data: Any, rows: Sequence[Candidate]) -> None:
        super().__init__(data)
        self.rows = {one.code: one for one in rows}
        field = self.fields["area"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.code, one.name) for one in rows]

    def clean_area(self) -> list[Candidate]:
        """The candidates, in the order of the list."""
        chosen = set(self.cleaned_data["area"])
        if not FEWEST <= len(chosen) <= MOST:
            raise forms.ValidationError(__("Select 2 to 4 local areas to compare"))
        return [one for code, one in self.rows.items() if code in chosen]
