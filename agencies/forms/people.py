"""What managers type about their people, and what somebody types who opens an account by a link."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Inspectorate, LocalArea, Role, RoleKind
from agencies.policies import NAMED_FROM_OUTSIDE
from agencies.queries import Realm, agencies_to_choose, local_areas
from jtai.forms import Form, GovukDateField, Look, SearchForm, required

LONGEST_PASSWORD = 1_000
HINTS: Mapping[Any, Any] = {
    RoleKind.PROGRAMME_LEAD.value: gettext_lazy(
        "Staffs the inspectorate’s places; sees every inspection in which it takes part."
    ),
    RoleKind.SIGNATORY.value: gettext_lazy("May sign reports for the inspectorate."),
    RoleKind.QUALITY.value: gettext_lazy("May review drafts of reports that they did not write."),
    RoleKind.ANALYST.value: gettext_lazy("Draws thematic reports from published inspections."),
    RoleKind.DECISION_MAKER.value: gettext_lazy("Decides whether a statement of proposed action is needed."),
    RoleKind.ADMINISTRATOR.value: gettext_lazy("Manages the inspectorate’s people and sees no inspection by this role."),
    RoleKind.OBSERVER.value: gettext_lazy("May have a place on a team that shows dates, team and status, but no evidence."),
    RoleKind.INFORMATION_GOVERNANCE.value: gettext_lazy(
        "Answers requests for access to information: searches the inspectorate’s own words and the joint ones, and puts on hold. Has no place on a team."
    ),
}


class PeopleSearch(SearchForm):
    """How to narrow the list of one's people."""

    text = forms.CharField(label=gettext_lazy("Name or email contains"), max_length=100, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    agency = forms.ChoiceField(label=gettext_lazy("Agency"), required=False)
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[("", gettext_lazy("People here now")), ("left", gettext_lazy("People who left"))],
        required=False,
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Sort by"),
        choices=[("", gettext_lazy("Name")), ("since", gettext_lazy("Newest first"))],
        required=False,
    )

    def __init__(self, data: Any, realm: Realm) -> None:
        super().__init__(data)
        if realm.local_area is not None:
            del self.fields["role"]
            _choose(self, "agency", [("", _("Any agency")), *((row.code, row.name) for row in agencies_to_choose(realm))])
        else:
            del self.fields["agency"]
            _choose(self, "role", [("", _("Any role")), *RoleKind.choices])


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _about_agency(form: forms.Form, realm: Realm) -> None:
    """A contact belongs to one of the partnership's agencies; people of an inspectorate to none."""
    if realm.local_area is not None:
        _choose(form, "agency", [("", _("No single agency")), *((str(row.pk), row.name) for row in agencies_to_choose(realm))])
    else:
        del form.fields["agency"]


def _agency(realm: Realm, sent: str) -> Agency | None:
    return agencies_to_choose(realm).filter(pk=sent).first() if sent else None


class ChangeForm(Form):
    """How somebody is called and what they do in their organisation. Their address is what they sign in with: not here."""

    name = forms.CharField(
        label=gettext_lazy("Full name"), max_length=150, error_messages=required(gettext_lazy("Enter the person’s full name"))
    )
    job_title = forms.CharField(
        label=gettext_lazy("Job title"), max_length=120, error_messages=required(gettext_lazy("Enter a job title"))
    )
    agency = forms.ChoiceField(label=gettext_lazy("Agency"), required=False)
    co_ordinator = forms.BooleanField(
        label=gettext_lazy("Co-ordinates for the local area, and manages its contacts"), required=False
    )

    def __init__(self, *args: Any, realm: Realm, **options: Any) -> None:
        super().__init__(*args, **options)
        self.realm = realm
        _about_agency(self, realm)
        if realm.inspectorate is not None:
            del self.fields["co_ordinator"]
        self.shown = list(self.fields)
        for name in self.shown:
            self.fields[f"was_{name}"] = forms.CharField(required=False, widget=forms.HiddenInput)
            self.initial[f"was_{name}"] = self.initial.get(name, "")

    def clean_agency(self) -> Agency | None:
        """The row."""
        return _agency(self.realm, self.cleaned_data["agency"])

    def clean(self) -> dict[str, Any]:
        """What somebody else changed meanwhile is told beside the field, once: whoever saves again has read it."""
        for name in self.shown:
            now = str(self.initial.get(name) or "")
            was = str(self.cleaned_data.get(f"was_{name}", ""))
            if name not in self.cleaned_data or f"was_{name}" not in self.data or now == was:
                continue
            if self._changed(name, self.cleaned_data[name]) and self._sent(self.cleaned_data[name]) != now:
                self.add_error(name, _told(self, name, now))
                # Else it would be told again.
                self.data = {**{sent: self.data[sent] for sent in self.data}, f"was_{name}": now}
        return self.cleaned_data

    def facts(self) -> dict[str, Any]:
        """What the command takes. only: what differs from what this form showed, since somebody else may have changed the rest."""
        facts = {name: self.cleaned_data[name] for name in self.shown}
        return {**facts, "only": frozenset(name for name, value in facts.items() if self._changed(name, value))}

    def _changed(self, name: str, value: Any) -> bool:
        was = f"was_{name}"
        return was not in self.data or self._sent(value) != self.cleaned_data[was]

    @staticmethod
    def _sent(value: Any) -> str:
        return str(value.pk) if isinstance(value, Agency) else str(value or "")


def _told(form: Form, name: str, now: str) -> str:
    """What a field became by somebody else's hand, and how to put the own word in its place."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        now = next((str(label) for value, label in choices if str(value) == now), now)
    if isinstance(field, forms.BooleanField):
        return _("Somebody else has changed this since you opened this page. Save again if yours is right.")
    words = {"now": now}
    return _("Somebody else has changed this to “%(now)s” since you opened this page. Save again if yours is right.") % words


class InviteForm(Form):
    """Somebody to invite. A system administrator chooses the organisation; everybody else has one."""

    name = forms.CharField(
        label=gettext_lazy("Full name"), max_length=150, error_messages=required(gettext_lazy("Enter the person’s full name"))
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        max_length=254,
        help_text=gettext_lazy("Their own work address. The link to join goes there and nowhere else."),
        error_messages=required(gettext_lazy("Enter the person’s email address")),
    )
    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"), error_messages=required(gettext_lazy("Select an organisation"))
    )
    job_title = forms.CharField(
        label=gettext_lazy("Job title"), max_length=120, error_messages=required(gettext_lazy("Enter a job title"))
    )
    agency = forms.ChoiceField(label=gettext_lazy("Agency"), required=False)
    co_ordinator = forms.BooleanField(
        label=gettext_lazy("Co-ordinates for the local area, and manages its contacts"), required=False
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        required=False,
        choices=RoleKind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("An inspector needs none: a place on a team is enough."),
    )
    looks: Mapping[str, Look] = {"email": Look(attrs={"autocomplete": "off"}), "roles": Look(small=True, hints=HINTS)}

    def __init__(self, *args: Any, realm: Realm, **options: Any) -> None:
        super().__init__(*args, **options)
        self.realm = realm
        _about_agency(self, realm)
        if realm.organisation is not None:
            del self.fields["organisation"]
        else:
            inspectorates = [(f"i{row.pk}", row.name) for row in Inspectorate.objects.all()]
            areas = [(f"a{row.pk}", row.name) for row in local_areas()]
            choices = [("", _("Select an organisation")), (_("Inspectorates"), inspectorates), (_("Local areas"), areas)]
            _choose(self, "organisation", choices)
            _choose(self, "roles", [one for one in RoleKind.choices if one[0] in NAMED_FROM_OUTSIDE])
        if realm.inspectorate is not None:
            del self.fields["co_ordinator"]
        if realm.local_area is not None:
            del self.fields["roles"]

    def clean_agency(self) -> Agency | None:
        """The row."""
        return _agency(self.realm, self.cleaned_data["agency"])

    def facts(self) -> dict[str, Any]:
        """What the command takes."""
        facts = dict(self.cleaned_data)
        chosen = facts.pop("organisation", "")
        if not chosen:
            return {**facts, **self.realm.narrow()}
        if chosen.startswith("i"):
            return {**facts, "inspectorate": Inspectorate.objects.get(pk=chosen[1:])}
        return {**facts, "local_area": LocalArea.objects.get(pk=chosen[1:])}


class RoleForm(Form):
    """A dated role."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select a role")),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Needed for a signatory: printed under reports, for example “National director, social care”."),
    )
    valid_from = GovukDateField(
        label=gettext_lazy("From (optional)"),
        help_text=gettext_lazy("Today or earlier, and not before they joined, for example 27 3 2026"),
        required=False,
    )
    mark_optional = False  # whether a title is needed depends on the role, and the hint says so
    looks: Mapping[str, Look] = {"kind": Look(hints=HINTS)}
    beside = "kind"

    def __init__(self, *args: Any, realm: Realm, held: list[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        has = {role.kind for role in held if role.valid_to is None}
        outside = realm.organisation is None
        kinds = [(value, label) for value, label in RoleKind.choices if value not in has]
        _choose(self, "kind", [one for one in kinds if not outside or one[0] in NAMED_FROM_OUTSIDE])

    def clean(self) -> dict[str, Any]:
        """A signatory has a title, since it is printed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == RoleKind.SIGNATORY and not cleaned.get("title"):
            self.add_error("title", _("Enter the title that is printed under a report"))
        return cleaned


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages=required(gettext_lazy("Enter a reason")),
    )


class PasswordForm(Form):
    """A new password; the rules are the command's."""

    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=gettext_lazy("At least 12 characters. Three random words are easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=required(gettext_lazy("Enter a password")),
    )
