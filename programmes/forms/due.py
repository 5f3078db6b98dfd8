"""What narrows the list of what is due."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jtai.forms import SearchForm
from programmes.queries import DutyLine
from programmes.rules import RuleData, State

STATES = (
    ("", gettext_lazy("Any")),
    (State.OVERDUE.value, gettext_lazy("Overdue")),
    (State.DUE.value, gettext_lazy("Due")),
    (State.PLANNED.value, gettext_lazy("Planned")),
    (State.ENFORCED.value, gettext_lazy("In enforcement")),
    (State.DONE.value, gettext_lazy("Done")),
)
# What needs somebody first, then the rest.
ORDER = [State.OVERDUE, State.DUE, State.PLANNED, State.ENFORCED, State.DONE]


class DueSearch(SearchForm):
    """Which duties to show."""

    text = forms.CharField(label=gettext_lazy("Agency or local area"), required=False, max_length=100)
    rule = forms.ChoiceField(label=gettext_lazy("Rule"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Status"), choices=STATES, required=False)

    def __init__(self, data: Any, *, rules: Iterable[RuleData], past: bool = False) -> None:
        """past: of a year that is over, in which nothing can be done any more."""
        super().__init__(data)
        if past:
            self._offer(
                "state", [(value, _("Not done, or overdue") if value == State.OVERDUE else label) for value, label in STATES]
            )
        self._offer("rule", [("", _("Any rule")), *((rule.code, rule.says) for rule in rules)])
        self.is_valid()

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(self.cleaned_data.values())

    def narrowed(self, lines: Sequence[DutyLine]) -> list[DutyLine]:
        """Those that fit: the overdue ones first, then by their day. What cannot be used narrows nothing."""
        asked = self.cleaned_data
        found = [
            line
            for line in lines
            if asked.get("text", "").casefold() in f"{line.name} {line.about}".casefold()
            and asked.get("rule", "") in {"", line.duty.rule}
            and asked.get("state", "") in {"", line.duty.state}
        ]
        return sorted(found, key=lambda line: (ORDER.index(line.duty.state), str(line.duty.by or "9999"), line.name))
