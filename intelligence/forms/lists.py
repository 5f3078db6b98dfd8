"""Lists that forms choose from, read once for each form however often it is looked at."""

from collections.abc import Callable
from functools import cache

from django import forms
from django.utils.translation import gettext as _

from agencies.queries import local_areas, regions

Choices = list[tuple[str, str]]


def any_area() -> Choices:
    """Local areas by code, in a filter."""
    return [("", _("Any local area")), *local_areas().values_list("code", "name")]


def any_region() -> Choices:
    """Regions by code, in a filter."""
    return [("", _("Any region")), *regions().values_list("code", "name")]


def read_once(form: forms.BaseForm, **lists: Callable[[], Choices]) -> None:
    """Give these fields their lists: to print, to check and to sum up a form asks for each of them several times."""
    for name, read in lists.items():
        field = form.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = cache(read)
