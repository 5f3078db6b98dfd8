"""What somebody asks of the calendar of a year."""

from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from jtai.forms import Form, SearchForm
from scheduling.queries import CalendarFilter, YearCalendar, statuses_among


class CalendarSearch(SearchForm):
    """Narrows the calendar to what one of the four, a status or a topic has in it."""

    inspectorate = forms.ChoiceField(label=_("Inspectorate"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def offer(self, calendar: YearCalendar) -> "CalendarSearch":
        """To choose from: what there is in the year."""
        inspectorates = {one.code: one for row in calendar.among for one in row.inspection.inspectorates.all()}
        topics = {row.topic: row.inspection.topic for row in calendar.among if row.inspection.topic}
        first = [(one.code, one.short_name) for one in sorted(inspectorates.values(), key=lambda one: one.position)]
        last = sorted((code, topic.short_name) for code, topic in topics.items() if topic)
        if any(not row.topic for row in calendar.among):
            last.append((CalendarFilter.FRONT_DOOR, __("Front door")))
        self._choose("inspectorate", __("All four"), first)
        self._choose("status", __("Any status"), statuses_among(calendar))
        self._choose("topic", __("Any topic"), last)
        return self

    def _choose(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", everything), *choices]


class FeedForm(Form):
    """Nothing is typed. instead_of: the link that the person saw, which the new one takes the place of; empty for none."""

    instead_of = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)


def calendar_asked(sent: Any) -> CalendarFilter:
    """What was asked for in an address; what is not in the year fits nothing, and the form beside the list says so."""
    return CalendarFilter(*(sent.get(name, "")[:40] for name in ("inspectorate", "status", "topic")))
