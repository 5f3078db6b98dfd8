"""What is typed about school holidays: filters, one holiday, a table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Region, SchoolHoliday
from jtai import schoolyears
from jtai.forms import Form, GovukDateField, Look, SearchForm, required
from programmes.forms.importing import CHECK, LOAD, ImportForm
from scheduling.queries import KNOWN, PARTLY, UNKNOWN, TermsFilter

LONGEST_FILE_NAME = 200


class TermsSearch(SearchForm):
    """What to show of the local areas."""

    text = forms.CharField(label=gettext_lazy("Local area"), max_length=100, required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    terms = forms.ChoiceField(
        label=gettext_lazy("School holidays"),
        choices=[
            ("", gettext_lazy("Known or not")),
            (KNOWN, gettext_lazy("Known of both years")),
            (PARTLY, gettext_lazy("Partly known of a year")),
            (UNKNOWN, gettext_lazy("Not known of a year")),
        ],
        required=False,
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort by"),
        choices=[
            ("", gettext_lazy("Name")),
            ("region", gettext_lazy("Region")),
            (UNKNOWN, gettext_lazy("Not known first")),
            (KNOWN, gettext_lazy("Known first")),
        ],
        required=False,
    )

    def __init__(self, data: Any, *, regions: Iterable[Region]) -> None:
        super().__init__(data)
        field = self.fields["region"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Any region")), *((region.code, region.name) for region in regions)]

    def asked(self) -> TermsFilter:
        """What can be used of it; an unusable filter filters nothing and says so beside its field."""
        self.is_valid()
        return TermsFilter(**{name: value for name, value in self.cleaned_data.items() if value})

    def narrows(self) -> bool:
        """Whether anything but the order is asked."""
        asked = self.asked()
        return bool(asked.text or asked.region or asked.terms)


class SchoolHolidayForm(Form):
    """One holiday of an area. seen: the mark of what stood when the page was made."""

    school_year = forms.TypedChoiceField(
        label=gettext_lazy("School year"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select the school year")),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("For example, “Christmas” or “Autumn half-term”."),
        error_messages=required(gettext_lazy("Enter the name of the holiday")),
    )
    first_day = GovukDateField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("The first day on which schools are closed. For example, 21 12 2026."),
        error_messages=required(gettext_lazy("Enter the first day of the holiday")),
    )
    last_day = GovukDateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("The last day on which schools are still closed. For example, 1 1 2027."),
        error_messages=required(gettext_lazy("Enter the last day of the holiday")),
    )
    half_term = forms.BooleanField(
        label=gettext_lazy("It is a half-term"),
        required=False,
        help_text=gettext_lazy("A plan keeps fieldwork out of a half-term where it can, and out of any other holiday always."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    looks: Mapping[str, Look] = {"name": Look(width=20)}

    def __init__(self, data: Any, *, school_years: Sequence[int], **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["school_year"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(year, schoolyears.named(year)) for year in school_years]

    @classmethod
    def of(cls, data: Any, holiday: SchoolHoliday, *, school_years: Sequence[int], seen: str) -> "SchoolHolidayForm":
        """Filled with what stands."""
        names = ("school_year", "name", "first_day", "last_day", "half_term")
        initial = {name: getattr(holiday, name) for name in names}
        return cls(data, school_years=school_years, initial={**initial, "seen": seen})

    def typed(self) -> dict[str, Any]:
        """The holiday without the mark."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class RemoveForm(Form):
    """Asks nothing; carries the mark of what is removed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)


class TermsImportForm(ImportForm):
    """A table of school holidays, and what is to be done with it."""

    looks: Mapping[str, Look] = {
        **ImportForm.looks,
        "what": Look(
            size="m",
            hints={
                CHECK: gettext_lazy("You see what is wrong, and what would be added and replaced. Nothing is recorded."),
                LOAD: gettext_lazy(
                    "If a single line is wrong, nothing is loaded. If recorded holidays would be replaced, you are asked first."
                ),
            },
        ),
    }


class TermsLoadForm(Form):
    """A table that was checked, carried as it was read, to be loaded. seen: the mark of what it replaces."""

    table = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=1_000_000)
    name = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_FILE_NAME)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)
