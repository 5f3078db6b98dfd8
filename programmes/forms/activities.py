"""An activity: its plan, what it showed, and how far it is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jtai.forms import Form, GovukDateField, Look, required
from jtai.forms.rows import Base, Key, Pick
from programmes.forms.seen import SeenForm
from programmes.models import ActivityKind, Effect, Focus, JudgementArea, ScaleValue, Standing

LONGEST_LINE, LONGEST_REFERENCE = 300, 60
SHOWN = ("outcome", "effect", "words")


class ActivityForm(Form):
    """What is planned or has taken place. Which fields there are depends on the programme and on how far it is."""

    mark_optional = False  # which are needed depends on the kind, and the hints say so

    base = Base()
    client_id = Key()
    kind = Pick(
        label=gettext_lazy("What kind of activity is it?"),
        required=True,
        error_messages=required(gettext_lazy("Select a kind of activity")),
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("How far is it?"),
        choices=[(Standing.PLANNED.value, Standing.PLANNED.label), (Standing.DONE.value, gettext_lazy("It has taken place"))],
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select whether it is planned or has taken place")),
    )
    starts_on = GovukDateField(label=gettext_lazy("First day"), error_messages=required(gettext_lazy("Enter the first day")))
    ends_on = GovukDateField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Leave it empty for something of one day.")
    )
    reference = forms.CharField(
        label=gettext_lazy("Your reference"),
        required=False,
        max_length=LONGEST_REFERENCE,
        help_text=gettext_lazy("Your inspectorate’s own number for it, if it has one."),
    )
    focus = forms.ChoiceField(
        label=gettext_lazy("What does it look at?"),
        choices=[("", gettext_lazy("No focus")), *Focus.choices],
        required=False,
        help_text=gettext_lazy("For focused visits only."),
    )
    focus_words = forms.CharField(
        label=gettext_lazy("Which strength or weakness?"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("For focused visits only."),
    )
    timing_reason = forms.CharField(
        label=gettext_lazy("Why now?"),
        widget=forms.Textarea,
        required=False,
        help_text=gettext_lazy(
            "Needed where your inspectorate decides when to come: what speaks for this time of previous outcomes, intelligence "
            "and what other inspectorates know. Nobody outside your inspectorate sees it."
        ),
    )
    outcome = forms.CharField(
        label=gettext_lazy("Outcome in a line"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("If any, once it has taken place."),
    )
    effect = forms.ChoiceField(
        label=gettext_lazy("What did it show about the agency’s contribution to local safeguarding arrangements?"),
        choices=[("", gettext_lazy("Nothing is said yet")), *Effect.choices],
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("And in words"),
        widget=forms.Textarea,
        required=False,
        help_text=gettext_lazy("Comes together with the choice above, once it has taken place."),
    )
    looks: Mapping[str, Look] = {"words": Look(rows=8), "reference": Look(width=20)}

    def __init__(
        self, *args: Any, kinds: Sequence[ActivityKind], timed: Collection[str], standing: str = "", **options: Any
    ) -> None:
        """kinds: of the programme; timed: codes of those that need a reason; standing: of the activity, empty for a new one."""
        super().__init__(*args, **options)
        self.kinds, self.recorded_as = kinds, standing
        field = self.fields["kind"]
        if isinstance(field, Pick):
            field.connect(
                lambda: [(kind.pk, _named(kind)) for kind in kinds],
                lambda keys: [kind for kind in kinds if kind.pk in (keys or ())],
                _("Select a kind"),
            )
        gone: Iterable[str] = ("client_id", "standing") if standing else ("base",)
        if standing and not self._shows(standing):
            gone = (*gone, *SHOWN)
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0].pk)
        if not any(kind.has_focus for kind in kinds):
            gone = (*gone, "focus", "focus_words")
        if not timed:
            gone = (*gone, "timing_reason")
        for name in gone:
            del self.fields[name]

    def _shows(self, standing: str) -> bool:
        """Whether it has the fields of what it showed. What was sent decides: somebody may have taken it back or done it meanwhile."""
        return any(name in self.data for name in SHOWN) if self.is_bound else standing != Standing.PLANNED

    def clean(self) -> dict[str, Any]:
        """What lasts a day has one day for both; nothing is newly planned for days that have passed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "starts_on" in cleaned and "ends_on" in cleaned and cleaned["ends_on"] is None:
            cleaned["ends_on"] = cleaned["starts_on"]
        last = cleaned.get("ends_on")
        if last is not None and last < timezone.localdate() and self._plans(cleaned) and self._moves(cleaned):
            self.add_error("starts_on", self._passed())
        return cleaned

    def _plans(self, cleaned: Mapping[str, Any]) -> bool:
        return bool(cleaned.get("standing", self.recorded_as) == Standing.PLANNED)

    def _moves(self, cleaned: Mapping[str, Any]) -> bool:
        """A plan whose days have passed can be worded otherwise as it stands."""
        return any(cleaned.get(name) != self.initial.get(name) for name in ("starts_on", "ends_on"))

    def _passed(self) -> str:
        if self.recorded_as:
            return _("These days have passed. Enter days to come, or mark the activity as done.")
        return _("These days have passed. Enter days to come, or select that it has taken place.")


def _named(kind: ActivityKind) -> str:
    """With how long it lasts, since the last day is typed below it."""
    if kind.weeks is None:
        return kind.name
    words = {"kind": kind.name, "weeks": kind.weeks}
    return ngettext("%(kind)s (%(weeks)s week on site)", "%(kind)s (%(weeks)s weeks on site)", kind.weeks) % words


class DoneForm(Form):
    """From when to when it took place."""

    starts_on = GovukDateField(label=gettext_lazy("First day"), error_messages=required(gettext_lazy("Enter the first day")))
    ends_on = GovukDateField(label=gettext_lazy("Last day"), error_messages=required(gettext_lazy("Enter the last day")))


class PublishForm(Form):
    """When what came of it was published."""

    published_on = GovukDateField(
        label=gettext_lazy("When was it published?"), error_messages=required(gettext_lazy("Enter the day of publication"))
    )


class CancelForm(Form):
    """Why it will not take place."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it cancelled?"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("The reason is kept. The cancellation can be undone."),
        error_messages=required(gettext_lazy("Enter why it is cancelled")),
    )


class StandingForm(Form):
    """Which step is undone: what the person saw."""

    standing = forms.ChoiceField(choices=Standing.choices, widget=forms.HiddenInput)


class JudgementsForm(SeenForm):
    """One choice for each thing that the programme judges of this activity."""

    mark_optional = False

    def __init__(
        self,
        data: Any,
        *,
        areas: Sequence[JudgementArea],
        judged: Mapping[int, int],
        names: Mapping[int, str],
        before: str,
    ) -> None:
        """judged: value by area, as it stands; before: their mark; names: what the field of each area is called."""
        super().__init__(data, initial={"before": before})
        self.areas, self.names = areas, names
        for area in areas:
            values = list(area.scale.values.all())
            self.fields[names[area.pk]] = forms.TypedChoiceField(
                label=area.name,
                choices=[("", _("Not judged")), *((value.pk, value.name) for value in values)],
                coerce=int,
                empty_value=None,
                required=False,
                initial=judged.get(area.pk),
            )

    def judgements(self) -> dict[JudgementArea, ScaleValue]:
        """What was chosen."""
        chosen = {area: self.cleaned_data.get(self.names[area.pk]) for area in self.areas}
        return {
            area: next(value for value in area.scale.values.all() if value.pk == key)
            for area, key in chosen.items()
            if key is not None
        }


class ReportForm(Form):
    """The report."""

    document = forms.FileField(
        label=gettext_lazy("Choose the report"),
        allow_empty_file=True,
        help_text=gettext_lazy("PDF, Word, Excel, PowerPoint, PNG, JPEG, text or CSV, up to 20 MB."),
        error_messages=required(gettext_lazy("Choose a file")),
    )
