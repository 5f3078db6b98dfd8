"""What is typed of a plan: what it asks, its name as a copy, and what people say of its local areas."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from inspections.models import DeepDiveTopic, FrameworkVersion
from jtai.forms import Form, Look, SearchForm, required
from jtai.forms.rows import Base
from scheduling.asked import CLASHES, MOST_WEIGHT
from scheduling.bounds import MOST_PLACES, MOST_SEED, MOST_SETS
from scheduling.models import PlanSet, PlanState
from scheduling.proposing.facts import Rule, Weight
from scheduling.proposing.why import WEIGHTS
from scheduling.proposing.words import RULES

LONGEST_REASON = 500
LONGEST_NUMBER = 9  # in digits, of what is counted before it is found wrong
SEED = _("Number from which the search draws by lot")
MOST_YEARS, MOST_WEEKS, MOST_BUSY, MOST_DAYS = 20, 52, 8, 366

PLAN_SORTS = (("newest", _("Newest first")), ("name", _("Name")))
AREA_SORTS = (("points", _("Points, most first")), ("name", _("Name")))
STANDINGS = (
    ("", _("All")), ("in", _("In the plan")), ("not-in", _("Not in the plan")), ("pinned", _("Pinned in")), ("out", _("Ruled out")),
    ("fixed", _("Has its place in the year")),
)  # fmt: skip

SAYS_OF_WEIGHTS: Mapping[Weight, str | Promise] = {
    Weight.RECENCY: _("The longer ago, the sooner a local area is in. Never inspected counts as ten years."),
    Weight.CONCERNS: _("Open concerns that inspectorates shared about a local area bring it in."),
    Weight.REGION: _("Each region has the share of places that it has of all local areas."),
    Weight.TYPE: _("So has each kind of council: counties, unitaries, metropolitan districts, London boroughs."),
    Weight.SIZE: _("So have local areas with few, some and many children."),
    Weight.DEPRIVATION: _("So have the less, the middling and the more deprived local areas."),
}
HINTS = {
    Rule.HOLIDAYS.value: _("A plan keeps fieldwork out of a half-term where it can, and out of any other holiday always."),
    Rule.OF_YEAR.value: _("Of each inspectorate: no more places on teams than its inspectors can be on together in the year."),
}
# Rules that a plan can go without. What has passed, and what was ruled out, is no matter of choice.
LEFT_OUT = tuple(rule for rule in Rule if rule not in {Rule.PASSED, Rule.OUT, Rule.PUBLICATION})
Choices = Sequence[tuple[str, str | Promise]]


def clash_field(key: str) -> str:
    """The name of the field for the distance from these visits."""
    return f"clash_{key.replace('/', '_').replace('-', '_')}"


def why_field(rule: str) -> str:
    """The name of the field for why a plan goes without a rule."""
    return f"why_{rule.replace('-', '_')}"


def _begun(label: Any) -> Any:
    """Within a sentence it begins small, as a label it does not."""
    return capfirst(label)


def _says(name: Any) -> dict[str, Any]:
    """What a number field says, with its name: there are many of them, and the summary stands far from each."""
    return {
        "required": format_lazy(_("{name}: enter a number"), name=name),
        "invalid": format_lazy(_("{name}: enter a whole number, like 15"), name=name),
        "min_value": format_lazy(_("{name}: enter %(limit_value)s or more"), name=name),
        "max_value": format_lazy(_("{name}: enter %(limit_value)s or less"), name=name),
    }


def _number(label: Any, most: int, *, needed: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=needed, error_messages=_says(label))


class AskForm(Form):
    """What a plan asks. Sets without a number are none."""

    mark_optional = False

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("For example, “Neglect first” or “Without the south west”."),
        error_messages=required(_("Enter a name for the plan")),
    )
    note = forms.CharField(label=_("Note (optional)"), widget=forms.Textarea, required=False, max_length=1_000)
    years_apart = _number(_("Years between two joint inspections of a local area"), MOST_YEARS)
    force_weeks = _number(_("Weeks between two inspections at one police force"), MOST_WEEKS)
    busy_before = _number(_("Weeks before fieldwork in which its team is at work"), MOST_BUSY)
    busy_after = _number(_("Weeks after fieldwork in which its team is at work"), MOST_BUSY)
    left_out = forms.MultipleChoiceField(
        label=_("Which rules does this plan go without?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[(rule.value, _begun(RULES[rule])) for rule in LEFT_OUT],
        help_text=_("Each needs a reason, which is kept with every inspection whose week would not stand otherwise."),
    )
    seed = forms.IntegerField(
        label=SEED,
        min_value=1,
        max_value=MOST_SEED,
        help_text=_("The same number finds the same plan again. Another one may find another plan that is as good or better."),
        error_messages=_says(SEED),
    )
    version = Base()
    looks: Mapping[str, Look] = {
        "name": Look(width=30),
        "note": Look(rows=3),
        "left_out": Look(small=True, hints=HINTS, reveals={rule.value: why_field(rule) for rule in LEFT_OUT}),
        "seed": Look(width=5),
        **dict.fromkeys(("years_apart", "force_weeks", "busy_before", "busy_after"), Look(width=2)),
        **{f"set_{number}_count": Look(width=2) for number in range(1, MOST_SETS + 1)},
        **{f"weight_{weight}": Look(inline=True, small=True) for weight in Weight},
        **{clash_field(key): Look(width=3) for key in CLASHES},
    }

    def __init__(
        self,
        data: Any = None,
        *,
        frameworks: Sequence[FrameworkVersion] = (),
        topics: Sequence[DeepDiveTopic] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.frameworks = {str(row.pk): row for row in frameworks}
        self.topics = {str(row.pk): row for row in topics}
        for number in range(1, MOST_SETS + 1):
            self._offer(
                f"set_{number}_framework", [("", __("Select one")), *((key, row.name) for key, row in self.frameworks.items())]
            )
            self._offer(f"set_{number}_topic", [("", __("No topic")), *((key, row.name) for key, row in self.topics.items())])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Sets fit together, and each rule that is left out has its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, MOST_SETS + 1):
            self._check_set(number, cleaned)
        if not self.errors and not any(cleaned.get(f"set_{number}_count") for number in range(1, MOST_SETS + 1)):
            self.add_error("set_1_count", __("Enter how many local areas are wanted"))
        for rule in cleaned.get("left_out", []):
            if not cleaned.get(why_field(rule), "").strip():
                said = __("Say why the plan goes without the rule on %(rule)s")
                self.add_error(why_field(rule), said % {"rule": RULES[Rule(rule)]})
        return cleaned

    def _check_set(self, number: int, cleaned: Mapping[str, Any]) -> None:
        count = cleaned.get(f"set_{number}_count")
        framework = self.frameworks.get(cleaned.get(f"set_{number}_framework", ""))
        topic = cleaned.get(f"set_{number}_topic")
        if not count:
            return
        named = {"set": _set_name(number)}
        if framework is None:
            if f"set_{number}_framework" not in self.errors:
                self.add_error(f"set_{number}_framework", __("%(set)s: select a framework") % named)
        elif framework.has_topic and not topic:
            self.add_error(f"set_{number}_topic", __("%(set)s: select a deep-dive topic, which this framework has") % named)
        elif topic and not framework.has_topic:
            said = __("%(set)s: this framework looks at the front door only. Select “No topic”.")
            self.add_error(f"set_{number}_topic", said % named)

    def sets(self) -> Iterator[tuple[FrameworkVersion, DeepDiveTopic | None, int]]:
        """Those that want something."""
        for number in range(1, MOST_SETS + 1):
            count = self.cleaned_data[f"set_{number}_count"]
            if count:
                framework = self.frameworks[self.cleaned_data[f"set_{number}_framework"]]
                yield framework, self.topics.get(self.cleaned_data[f"set_{number}_topic"]), count

    def weights(self) -> dict[str, int]:
        """By name."""
        return {weight.value: int(self.cleaned_data[f"weight_{weight}"]) for weight in Weight}

    def clash(self) -> dict[str, int | None]:
        """Days by programme; nothing typed: it does not clash."""
        return {key: self.cleaned_data[clash_field(key)] for key in CLASHES}

    def reasons(self) -> dict[str, str]:
        """Why the plan goes without each rule that it leaves out."""
        return {rule: self.cleaned_data[why_field(rule)].strip() for rule in self.cleaned_data["left_out"]}

    # What the page prints, part by part.

    def set_rows(self) -> list[tuple[int, list[Any], bool]]:
        """(number, its fields, whether it is open): the first one and each that has something in it."""
        rows = []
        for number in range(1, MOST_SETS + 1):
            fields = [self[f"set_{number}_{part}"] for part in ("count", "framework", "topic")]
            rows.append((number, fields, number == 1 or any(field.errors or field.value() for field in fields)))
        return rows

    def wanted(self) -> int:
        """How many local areas, as it stands typed; what is no number counts for nothing."""
        typed = [str(self[f"set_{number}_count"].value() or "") for number in range(1, MOST_SETS + 1)]
        numbers = (one for one in typed if one.isascii() and one.isdecimal() and len(one) <= LONGEST_NUMBER)
        return sum(min(int(one), MOST_PLACES) for one in numbers)

    def weight_fields(self) -> list[Any]:
        """In order."""
        return [self[f"weight_{weight}"] for weight in Weight]

    def clash_fields(self) -> list[Any]:
        """In order."""
        return [self[clash_field(key)] for key in CLASHES]

    def clash_wrong(self) -> bool:
        """Whether one of them has to be looked at: what is folded is then open, so that the summary leads to it."""
        return any(field.errors for field in self.clash_fields())

    def differences(self, stands: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Where what stands now is not what was typed: (label, what stands)."""
        if not self.overtaken:
            return []
        found = []
        for name, field in self.fields.items():
            value, now = self[name].value(), stands.get(name)
            if name != "version" and _text(value) != _text(now):
                found.append((str(field.label), self._said(name, now)))
        return found

    def _said(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        several = value if isinstance(value, list) else [value]
        return ", ".join(str(choices.get(str(one), "" if one is None else one)) for one in several) or __("Nothing")


def _text(value: Any) -> str:
    return ",".join(sorted(map(str, value))) if isinstance(value, list | tuple) else str("" if value is None else value).strip()


def _set_name(number: int) -> Any:
    """As the page heads it."""
    return _("First set") if number == 1 else format_lazy(_("Set {number}"), number=number)


def _set_fields() -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for number in range(1, MOST_SETS + 1):
        named = format_lazy(_("{set}, how many local areas"), set=_set_name(number))
        made[f"set_{number}_count"] = forms.IntegerField(
            label=_("How many local areas"), min_value=1, max_value=MOST_PLACES, required=False, error_messages=_says(named),
        )  # fmt: skip
        made[f"set_{number}_framework"] = forms.ChoiceField(label=_("Framework"), required=False)
        made[f"set_{number}_topic"] = forms.ChoiceField(label=_("Deep-dive topic"), required=False)
    return made


def _further_fields() -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    values = [(str(value), str(value)) for value in range(MOST_WEIGHT + 1)]
    for weight in Weight:
        label: Any = _begun(WEIGHTS[weight])
        hint: Any = SAYS_OF_WEIGHTS[weight]
        made[f"weight_{weight}"] = forms.ChoiceField(label=label, help_text=hint, choices=values, widget=forms.RadioSelect)
    for key, name in CLASHES.items():
        made[clash_field(key)] = _number(name, MOST_DAYS, needed=False)
    for rule in LEFT_OUT:
        made[why_field(rule)] = forms.CharField(
            label=_("Why the plan goes without this rule"), required=False, max_length=LONGEST_REASON
        )
    return made


def _as_on_the_page(fields: dict[str, forms.Field]) -> dict[str, forms.Field]:
    """In the order in which the page prints them, so that what is wrong is listed from above to below."""
    last = [name for name in fields if name.startswith("clash_")]
    last += ["left_out", *(why_field(rule) for rule in LEFT_OUT), "seed"]
    numbers = ["years_apart", "force_weeks", "busy_before", "busy_after"]
    first = [name for name in fields if name not in {*last, *numbers}]
    return {name: fields[name] for name in (*first, *numbers, *last)}


AskForm.base_fields = _as_on_the_page({**AskForm.base_fields, **_set_fields(), **_further_fields()})


class VersionForm(Form):
    """Nothing is typed: only which version of the plan was looked at."""

    version = Base()


class CopyForm(Form):
    """The name of a copy."""

    name = forms.CharField(label=_("Name of the copy"), max_length=80, error_messages=required(_("Enter a name for the copy")))
    looks: Mapping[str, Look] = {"name": Look(width=30)}


class BringBackForm(Form):
    """The name under which a discarded plan comes back: asked where another plan has its own; empty, it keeps that."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    looks: Mapping[str, Look] = {"name": Look(width=30)}
    mark_optional = False


def _monday(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


class PinForm(Form):
    """Pin a local area in, in any week or in one."""

    week = forms.ChoiceField(label=_("In which week?"), required=False)
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea, required=False, max_length=LONGEST_REASON)
    looks: Mapping[str, Look] = {"reason": Look(rows=3)}
    mark_optional = False

    def __init__(self, data: Any = None, *, weeks: Choices = (), **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["week"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", __("Any week")), *weeks]
        self.fields["reason"].label = __("Why (optional)")

    def clean_week(self) -> date | None:
        """Its Monday."""
        return _monday(self.cleaned_data["week"])


class RuleOutForm(Form):
    """Rule a local area out."""

    reason = forms.CharField(
        label=_("Why is it ruled out?"),
        widget=forms.Textarea,
        max_length=LONGEST_REASON,
        error_messages=required(_("Say why it is ruled out")),
    )
    looks: Mapping[str, Look] = {"reason": Look(rows=3)}


class PutForm(Form):
    """The week, and of which set it is one."""

    week = forms.ChoiceField(label=_("Week of fieldwork"), error_messages=required(_("Select a week")))
    set = forms.ChoiceField(label=_("Counts for"), required=False)
    version = Base()
    mark_optional = False

    def __init__(self, data: Any = None, *, weeks: Choices = (), sets: Sequence[PlanSet] = (), **more: Any) -> None:
        super().__init__(data, **more)
        self.sets = {str(row.pk): row for row in sets}
        offers: dict[str, list[Any]] = {
            "week": [("", __("Select one")), *weeks],
            "set": [(key, str(row)) for key, row in self.sets.items()],
        }
        for name, choices in offers.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if len(self.sets) <= 1:
            self.fields["set"].widget = forms.HiddenInput()

    def clean_week(self) -> date | None:
        """Its Monday."""
        return _monday(self.cleaned_data["week"])

    def clean_set(self) -> PlanSet | None:
        """The row; none: the command chooses."""
        return self.sets.get(self.cleaned_data["set"])


class PlanSearch(SearchForm):
    """What to show of the plans of a year."""

    text = forms.CharField(label=_("Name contains"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any state")), *PlanState.choices])
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=PLAN_SORTS)


class PlanAreaSearch(SearchForm):
    """What to show of the local areas of a plan."""

    text = forms.CharField(label=_("Name contains"), required=False, max_length=100)
    standing = forms.ChoiceField(label=_("Show"), required=False, choices=STANDINGS)
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=AREA_SORTS)
