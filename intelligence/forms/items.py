"""Writing an item, and finding one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Inspectorate, LocalArea
from agencies.queries import agencies_among, local_areas, partnership_agencies
from intelligence import naming
from intelligence.forms.lists import any_area, any_region, read_once
from intelligence.models import Kind, Source, State, Strand
from jtai.forms import Form, Look, SearchForm, required
from jtai.forms.rows import Base, Key, PickMany

LONGEST_SOURCE = 200


def area_choices() -> list[tuple[str, str]]:
    """Local areas by code, by name."""
    return [("", str(_("Select a local area"))), *local_areas().values_list("code", "name")]


def _these(areas: Sequence[LocalArea]) -> list[tuple[str, str]]:
    return [("", str(_("Select a local area"))), *((area.code, area.name) for area in areas)]


def _topics() -> list[tuple[str, str]]:
    return [("", str(_("No topic in particular"))), *naming.topics()]


def _any_topic() -> list[tuple[str, str]]:
    return [("", str(_("Any topic"))), *naming.topics()]


def _senders() -> list[tuple[str, str]]:
    return [("", str(_("Any inspectorate"))), *Inspectorate.objects.order_by("position").values_list("code", "short_name")]


class AreaForm(Form):
    """The first step: which local area it is about. It changes nothing, so it is asked for, not sent."""

    local_area = forms.ChoiceField(
        label=gettext_lazy("Which local area is it about?"),
        choices=area_choices,
        error_messages=required(gettext_lazy("Select the local area that it is about")),
    )
    source = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    agency = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, among: Sequence[LocalArea] = (), **options: Any) -> None:
        """among: where only these can be meant."""
        super().__init__(*args, **options)
        read_once(self, local_area=lambda: _these(among) if among else area_choices())

    def area(self) -> LocalArea:
        """The row of the chosen code."""
        return local_areas().get(code=self.cleaned_data["local_area"])


class ItemForm(Form):
    """What one inspectorate knows."""

    base = Base()
    client_id = Key()
    source = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Is it a concern, or exceptional practice?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select whether it is a concern or exceptional practice")),
    )
    text = forms.CharField(
        label=gettext_lazy("What the other inspectorates should know"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Say what you saw of the local arrangements, and what it means for children. No names, dates of birth or addresses."
        ),
        error_messages=required(gettext_lazy("Enter what the other inspectorates should know")),
    )
    agencies = PickMany(label=gettext_lazy("Which agencies is it about?"))
    strand = forms.ChoiceField(
        label=gettext_lazy("Strand"),
        choices=[("", gettext_lazy("No strand in particular")), *Strand.choices],
        required=False,
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=_topics, required=False)
    source_kind = forms.ChoiceField(
        label=gettext_lazy("Where was it learned?"),
        choices=Source.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select where it was learned")),
    )
    source_words = forms.CharField(
        label=gettext_lazy("Which one?"),
        required=False,
        max_length=LONGEST_SOURCE,
        help_text=gettext_lazy("For example the visit and its month."),
    )
    without_source = forms.BooleanField(required=False)
    urgent = forms.BooleanField(
        label=gettext_lazy("It is urgent"),
        required=False,
        help_text=gettext_lazy("Others then have fewer days to acknowledge it and to decide."),
    )
    looks: Mapping[str, Look] = {
        "kind": Look(small=True),
        "text": Look(rows=10),
        "agencies": Look(small=True),
        "source_kind": Look(small=True),
        "without_source": Look(small=True),
        "urgent": Look(small=True),
    }

    def __init__(self, *args: Any, area: LocalArea, source: str = "", **options: Any) -> None:
        """source: what it was learned from, in words, where the form has the key of something; it can then be left out."""
        super().__init__(*args, **options)
        read_once(self, topic=_topics)
        self.fields["without_source"].label = _("Do not name what it was learned from: %(source)s") % {"source": source}
        if not source:
            del self.fields["without_source"]
        agencies = self.fields["agencies"]
        if isinstance(agencies, PickMany):
            agencies.connect(
                lambda: [(row.pk, row.name) for row in partnership_agencies(area)],
                lambda keys: agencies_among(area, keys or ()),
            )

    def clean(self) -> dict[str, Any]:
        """Left out, the source is nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.pop("without_source", False):
            cleaned["source"] = ""
        return cleaned


SORTS = (
    ("", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("area", gettext_lazy("Local area")),
)


class ItemSearch(SearchForm):
    """What to show of the items."""

    text = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    state = forms.ChoiceField(label=gettext_lazy("Show"), choices=State.choices, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("Either")), *Kind.choices], required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), choices=any_region, required=False)
    local_area = forms.ChoiceField(label=gettext_lazy("Local area"), choices=any_area, required=False)
    strand = forms.ChoiceField(
        label=gettext_lazy("Strand"), choices=[("", gettext_lazy("Any strand")), *Strand.choices], required=False
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), choices=_any_topic, required=False)
    inspectorate = forms.ChoiceField(label=gettext_lazy("From"), choices=_senders, required=False)
    urgent = forms.BooleanField(label=gettext_lazy("Only urgent ones"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=SORTS, required=False)
    looks: Mapping[str, Look] = {"urgent": Look(small=True)}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        read_once(self, region=any_region, local_area=any_area, topic=_any_topic, inspectorate=_senders)


SIGNAL_SORTS = (
    ("", gettext_lazy("Local area")),
    ("oldest", gettext_lazy("Longest waiting first")),
    ("urgent", gettext_lazy("Most urgent ones first")),
    ("concerns", gettext_lazy("Most concerns first")),
    ("practices", gettext_lazy("Most exceptional practice first")),
    ("waiting", gettext_lazy("Most waiting first")),
)


class SignalSearch(SearchForm):
    """Of what to show what is known, and in which order."""

    region = forms.ChoiceField(label=gettext_lazy("Region"), choices=any_region, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("Either")), *Kind.choices], required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=SIGNAL_SORTS, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        read_once(self, region=any_region)
