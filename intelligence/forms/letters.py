"""Writing a letter, sending it, and finding one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Inspectorate, LocalArea
from agencies.queries import agencies_among, inspectorates, local_areas, partnership_agencies
from intelligence.forms.lists import Choices, any_area, read_once
from intelligence.models import Item, LetterState, LetterWay, Marking
from jtai.forms import Form, Look, SearchForm, required
from jtai.forms.rows import Base, Find, Key, Pick, PickMany
from jtai.printed import day_in_words


def _no_area() -> Choices:
    return [("", _("None in particular")), *local_areas().values_list("code", "name")]


def _any_inspectorate() -> Choices:
    return [("", _("Any inspectorate")), *inspectorates().values_list("code", "short_name")]


class AddresseeForm(Form):
    """The first step: to whom it goes, and which local area it is about. It changes nothing, so it is asked for, not sent."""

    recipient = forms.ChoiceField(
        label=gettext_lazy("Which inspectorate is the letter for?"),
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select the inspectorate that the letter is for")),
    )
    local_area = forms.ChoiceField(
        label=gettext_lazy("Which local area is it about?"),
        choices=_no_area,
        required=False,
        help_text=gettext_lazy("A weakness in several areas is about none in particular."),
    )
    item = forms.CharField(required=False, max_length=18, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, max_length=3, initial="yes", widget=forms.HiddenInput)  # the button was pressed
    looks: Mapping[str, Look] = {"recipient": Look(small=True)}

    def __init__(self, *args: Any, among: Iterable[Inspectorate], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = {row.code: row for row in among}
        recipient = self.fields["recipient"]
        if isinstance(recipient, forms.ChoiceField):
            recipient.choices = [(row.code, row.name) for row in self.rows.values()]
        read_once(self, local_area=_no_area)

    def to(self) -> Inspectorate:
        """The row of the chosen inspectorate."""
        return self.rows[self.cleaned_data["recipient"]]

    def area(self) -> LocalArea | None:
        """The row of the chosen local area, if there is one."""
        code = self.cleaned_data.get("local_area")
        return local_areas().get(code=code) if code else None


def _cited(item: Item) -> str:
    words = {
        "number": item.pk,
        "kind": item.get_kind_display(),
        "area": item.local_area.name,
        "by": item.inspectorate.short_name,
        "day": day_in_words(localdate(item.sent_at)),
    }
    said = _("Item %(number)d: %(kind)s, %(area)s (%(by)s, %(day)s)") % words
    return said if item.withdrawn_at is None else _("%(item)s. It was withdrawn: take it out") % {"item": said}


class LetterForm(Form):
    """A letter about a systemic weakness."""

    base = Base()
    client_id = Key()
    recipient = Pick(
        label=gettext_lazy("To"),
        required=True,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select the inspectorate that the letter is for")),
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=160,
        error_messages=required(gettext_lazy("Enter what the letter is about")),
    )
    text = forms.CharField(
        label=gettext_lazy("Words of the letter"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Leave an empty line between paragraphs: they are numbered by themselves. Lines that begin with “- ” become a list. "
            "No names, dates of birth or addresses of children."
        ),
        error_messages=required(gettext_lazy("Enter the words of the letter")),
    )
    agencies = PickMany(label=gettext_lazy("Which agencies is it about?"))
    items = PickMany(
        label=gettext_lazy("Which shared items does it rest on?"),
    )
    signs_name = forms.CharField(
        label=gettext_lazy("Name of who signs it"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("You can enter it later. Without a name and a role the letter is not sent."),
    )
    signs_role = forms.CharField(label=gettext_lazy("Their role"), required=False, max_length=160)
    looks: Mapping[str, Look] = {
        "recipient": Look(small=True),
        "text": Look(rows=16),
        "agencies": Look(small=True),
        "items": Look(small=True),
    }

    def __init__(
        self,
        *args: Any,
        among: Iterable[Inspectorate],
        to: Inspectorate,
        area: LocalArea | None,
        offered: Sequence[Item],
        find: Find,
        **options: Any,
    ) -> None:
        """to: the inspectorate that has the items which are offered."""
        super().__init__(*args, **options)
        self.to = to
        recipient, agencies, items = (self.fields[name] for name in ("recipient", "agencies", "items"))
        rows = list(among)
        if isinstance(recipient, Pick):
            recipient.connect(
                lambda: [(row.pk, row.name) for row in rows],
                lambda keys: [row for row in rows if keys is None or row.pk in keys],
            )
        if isinstance(items, PickMany):
            items.help_text = _(
                "Those that your inspectorate and %(name)s have, the newest first. The letter names their number, kind, local area and "
                "date, not their words. If you select another inspectorate above, save the draft to renew this list."
            ) % {"name": to.short_name}
            items.connect(lambda: [(item.pk, _cited(item)) for item in offered], find)
        if area is None:
            del self.fields["agencies"]
        elif isinstance(agencies, PickMany):
            agencies.connect(
                lambda: [(row.pk, row.name) for row in partnership_agencies(area)],
                lambda keys: agencies_among(area, keys or ()),
            )
        if not offered and "items" not in self.data:
            del self.fields["items"]


class SendLetterForm(Form):
    """How it is to be handled. version: of the words that were read."""

    version = Base()
    marking = forms.ChoiceField(
        label=gettext_lazy("Marking"),
        choices=Marking.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It stands at the top and at the bottom of every page."),
        error_messages=required(gettext_lazy("Select the marking: without one nothing is sent")),
    )
    looks: Mapping[str, Look] = {"marking": Look(small=True)}


SORTS = (("", gettext_lazy("Newest first")), ("oldest", gettext_lazy("Oldest first")))


class LetterSearch(SearchForm):
    """What to show of the letters."""

    text = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    state = forms.ChoiceField(label=gettext_lazy("Show"), choices=LetterState.choices, required=False)
    way = forms.ChoiceField(label=gettext_lazy("Which way"), choices=LetterWay.choices, required=False)
    inspectorate = forms.ChoiceField(label=gettext_lazy("From or to"), choices=_any_inspectorate, required=False)
    local_area = forms.ChoiceField(label=gettext_lazy("Local area"), choices=any_area, required=False)
    late = forms.BooleanField(label=gettext_lazy("Only late ones"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=SORTS, required=False)
    looks: Mapping[str, Look] = {"late": Look(small=True)}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        read_once(self, local_area=any_area, inspectorate=_any_inspectorate)
