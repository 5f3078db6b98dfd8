"""A date as the design system asks for it: day, month, year."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PARTS = ("day", "month", "year")
YEAR_DIGITS = 4
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
WRITTEN = re.compile(r"(?P<day>\d{1,2})[\s/.-]+(?P<month>\d{1,2}|[a-z]{3,9})[\s/.,-]+(?P<year>\d{4})", re.IGNORECASE)

Typed = tuple[str, str, str]


class DateParts(forms.Widget):
    """Three inputs named `<field>_day`, `<field>_month`, `<field>_year`; one value `<field>` in ISO form is read too."""

    template_name = "govuk/date_parts.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:  # noqa: ARG002 Django's signature
        """The three texts as they were typed."""
        day, month, year = (str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)
        if not (day or month or year):
            day = str(data.get(name) or "").strip()
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 as above
        """None of the inputs was on the page."""
        return name not in data and all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002 as above
        """A legend names the group; each input has a label of its own."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """`attrs["wrong"]` names the parts to mark."""
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong", ())
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        prefix = widget["attrs"].get("id") or f"id_{name}"
        labels = (_("Day"), _("Month"), _("Year"))
        birthday = ("bday-day", "bday-month", "bday-year") if widget["attrs"].get("autocomplete") == "bday" else ("", "", "")
        widget["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{prefix}_{part}",
                "label": label,
                "value": typed,
                "wrong": part in wrong,
                "width": 4 if part == "year" else 2,
                "autocomplete": complete,
            }
            for part, label, typed, complete in zip(PARTS, labels, _typed(value), birthday, strict=True)
        ]
        return context


class GovukDateField(forms.Field):
    """Cleans to a `datetime.date`. `earliest` and `latest` are inclusive."""

    widget = DateParts
    default_error_messages: ClassVar = {
        "invalid": gettext_lazy("Enter a real date, like 31 3 2026"),
        "incomplete": gettext_lazy("Enter %(missing)s too, like 31 3 2026"),
        "year": gettext_lazy("Enter the year with 4 numbers"),
        "too_early": gettext_lazy("Enter a date on or after %(limit)s"),
        "too_late": gettext_lazy("Enter a date on or before %(limit)s"),
    }

    def __init__(self, *, earliest: dt.date | None = None, latest: dt.date | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.earliest = earliest
        self.latest = latest

    def to_python(self, value: Any) -> dt.date | None:
        """The date, or a sentence that says which part to change."""
        if value is None or isinstance(value, dt.date):
            return value
        day, month, year = _spread(_typed(value))
        if not (day or month or year):
            return None
        missing = [part for part, typed in zip(PARTS, (day, month, year), strict=True) if not typed]
        if missing:
            articles = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
            raise self._wrong("incomplete", missing, missing=_(" and ").join(articles[part] for part in missing))
        if year.isdecimal() and len(year) != YEAR_DIGITS:
            raise self._wrong("year", ["year"])
        numbers = [_number(day), _month(month), _number(year)]
        highest = (31, 12, 9999)
        wrong = [
            part
            for part, number, limit in zip(PARTS, numbers, highest, strict=True)
            if number is None or not 1 <= number <= limit
        ]
        try:
            return dt.date(numbers[2] or 0, numbers[1] or 0, numbers[0] or 0)
        except ValueError:
            raise self._wrong("invalid", wrong or list(PARTS)) from None

    def validate(self, value: dt.date | None) -> None:
        """Required, and within the limits."""
        super().validate(value)
        if value is None:
            return
        if self.earliest and value < self.earliest:
            raise self._wrong("too_early", PARTS, limit=formats.date_format(self.earliest, "j F Y"))
        if self.latest and value > self.latest:
            raise self._wrong("too_late", PARTS, limit=formats.date_format(self.latest, "j F Y"))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as dates: 09/5/2026 typed for 9/5/2026 is no change."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _wrong(self, code: str, parts: list[str] | tuple[str, ...], **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"parts": tuple(parts), **params})


def _typed(value: Any) -> Typed:
    """What the three inputs show: a date's parts, what was typed, or a text as it came."""
    if isinstance(value, dt.date):
        return str(value.day), str(value.month), str(value.year)
    if isinstance(value, list | tuple) and len(value) == len(PARTS):
        return str(value[0] or ""), str(value[1] or ""), str(value[2] or "")
    return str(value or ""), "", ""


def _spread(typed: Typed) -> Typed:
    """A whole date pasted into one of the inputs, taken apart."""
    filled = [text for text in typed if text]
    if len(filled) == 1:
        whole = ISO.fullmatch(filled[0]) or WRITTEN.fullmatch(filled[0])
        if whole:
            return whole["day"], whole["month"], whole["year"]
    return typed


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= YEAR_DIGITS else None


def _month(text: str) -> int | None:
    short = text[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else _number(text)
