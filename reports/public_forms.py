"""The filters of the public list."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jtai.forms import SearchForm
from reports.queries import Choices


class PublishedSearch(SearchForm):
    """What the public may look for. Fields are named like the arguments of queries.search."""

    text = forms.CharField(label=_("Words in the title or area"), max_length=200, required=False)
    area = forms.ChoiceField(label=_("Local area"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    year = forms.TypedChoiceField(label=_("Year of publication"), coerce=int, empty_value=None, required=False)
    show = forms.ChoiceField(
        label=_("Reports"),
        choices=[("all", _("Real and invented")), ("real", _("Real only"))],
        required=False,
    )

    def __init__(self, data: QueryDict, offered: Choices) -> None:
        super().__init__(data)
        self._offer("area", [("", _("All areas")), *offered.areas])
        self._offer("region", [("", _("All regions")), *offered.regions])
        self._offer("topic", [("", _("All topics")), *offered.topics])
        self._offer("year", [("", _("All years")), *((year, str(year)) for year in offered.years)])
        if not offered.has_demonstration:
            del self.fields["show"]
        elif not settings.DEMONSTRATION:
            self._offer("show", [("", _("Real only")), ("all", _("Real and invented"))])

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker what stands above
        field.choices = choices

    def wanted(self) -> dict[str, object]:
        """The arguments of queries.search; a filter that makes no sense is left out and named in the form's errors."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if name != "show" and value}
        show = self.cleaned_data.get("show") or ("all" if settings.DEMONSTRATION else "real")
        return {**values, "demonstration": show == "all"}
