"""An interest, as its person declares it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, InterestKind, LocalArea
from agencies.queries import agencies, local_areas
from jtai.forms import Form, GovukDateField, Look, required


class InterestForm(Form):
    """A tie to a local area or to one of the agencies that serve it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What ties you to it?"),
        choices=InterestKind.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select what ties you to it")),
    )
    last_day = GovukDateField(label=gettext_lazy("Last day of your work there"), required=False)
    local_area = forms.ChoiceField(
        label=gettext_lazy("Local area"),
        required=False,
        help_text=gettext_lazy("Where you live or lived; for work, select the local area, the agency or both."),
    )
    agency = forms.ChoiceField(
        label=gettext_lazy("Agency"),
        required=False,
        help_text=gettext_lazy("The council, police force, care board, trust or service, if it is one of these."),
    )
    details = forms.CharField(
        label=gettext_lazy("Anything else that matters (optional)"),
        widget=forms.Textarea,
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Only you and the administrators of your inspectorate can read this. Do not name your relatives."
        ),
    )
    # One of the two selects is needed: neither is marked as optional.
    mark_optional = False
    looks: Mapping[str, Look] = {
        "kind": Look(reveals={InterestKind.WORKED.value: "last_day"}),
        "details": Look(rows=3),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Read when printed or sent, and not before.
        rows = {
            "local_area": lambda: [("", _("No single local area")), *((str(row.pk), row.name) for row in local_areas())],
            "agency": lambda: [("", _("No agency")), *((str(row.pk), row.name) for row in agencies())],
        }
        for name, choices in rows.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean_local_area(self) -> LocalArea | None:
        """The row."""
        sent = self.cleaned_data["local_area"]
        return LocalArea.objects.get(pk=sent) if sent else None

    def clean_agency(self) -> Agency | None:
        """The row."""
        sent = self.cleaned_data["agency"]
        return Agency.objects.get(pk=sent) if sent else None
