"""Sample data for the page that shows every component (templates/govuk/gallery.html)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.paginator import Paginator

from jtai.forms import Form, GovukDateField, Look, SearchForm, required

STATUSES = (
    ("planned", "Planned"),
    ("notified", "Notified"),
    ("set-up", "Set-up"),
    ("fieldwork", "Fieldwork"),
    ("moderation", "Moderation"),
    ("drafting", "Drafting"),
    ("quality-assurance", "Quality assurance"),
    ("factual-accuracy", "Factual accuracy"),
    ("sign-off", "Sign-off"),
    ("pre-publication", "Pre-publication"),
    ("published", "Published"),
    ("statement-due", "Statement due"),
    ("statement-received", "Statement received"),
    ("closed", "Closed"),
    ("deferred", "Deferred"),
    ("paused", "Paused"),
    ("cancelled", "Cancelled"),
    ("waiting", "Waiting"),
    ("building", "Building"),
    ("done", "Done"),
    ("failed", "Failed"),
)
KINDS = (("strength", "Strength"), ("improve", "Area for improvement"), ("priority", "Priority action"))
AGENCIES = [(number, name) for number, name in enumerate(("Social care", "Police", "Health", "Probation"), 1)]
AREAS = [("", "Any area"), ("North", [(1, "Fellmoor"), (2, "Ravenholt")]), ("South", [(3, "Saltmere")])]


class SampleForm(Form):
    """One field of each kind."""

    statement = forms.CharField(
        help_text="Say what you found and what it means for children.",
        widget=forms.Textarea,
        error_messages=required("Enter a statement"),
    )
    child = forms.CharField(label="Child reference", max_length=12, required=False)
    email = forms.EmailField(label="Email address")
    days = forms.IntegerField(label="Working days", min_value=1)
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    area = forms.ChoiceField(label="Local area", choices=AREAS)
    kind = forms.ChoiceField(label="Kind of finding", choices=KINDS, widget=forms.RadioSelect)
    action = forms.CharField(label="What has to be done", required=False)
    agencies = forms.MultipleChoiceField(
        choices=AGENCIES, widget=forms.CheckboxSelectMultiple, help_text="Select all that apply."
    )
    seen = GovukDateField(label="Date of the visit", help_text="For example, 27 3 2026", latest=dt.date(2030, 1, 1))
    document = forms.FileField(required=False)
    agree = forms.BooleanField(label="I have read the whole file", help_text="Every page of it.")
    looks: Mapping[str, Look] = {
        "child": Look(width=10),
        "email": Look(attrs={"autocomplete": "email"}),
        "days": Look(width=3, suffix="days"),
        "kind": Look(hints={"strength": "Practice that makes the lives of children better."}, reveals={"priority": "action"}),
        "agencies": Look(small=True),
        "statement": Look(count=True, rows=4),
    }


class SampleSearch(SearchForm):
    """Filters of a list."""

    words = forms.CharField(label="Words", required=False)
    area = forms.ChoiceField(label="Local area", choices=AREAS, required=False)
    kind = forms.MultipleChoiceField(label="Kind", choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple)
    looks: Mapping[str, Look] = {"kind": Look(small=True)}


def gallery_context() -> dict[str, Any]:
    """Everything gallery.html prints; nothing is read from the database."""
    sent = {"statement": "", "email": "not an address", "days": "0", "seen_day": "31", "seen_month": "", "seen_year": "2026"}
    day = dt.date(2026, 3, 27)
    return {
        "form": SampleForm(sent),
        "empty_form": SampleForm(prefix="empty"),
        "search": SampleSearch({"words": "neglect", "kind": ["strength"]}),
        "statuses": STATUSES,
        "day": day,
        "trail": [{"text": "Home", "href": "/"}, {"text": "Inspections", "href": "/"}, {"text": "Fellmoor"}],
        "facts": [
            {"key": "Local area", "value": "Fellmoor", "href": "/"},
            {"key": "Inspectorates", "lines": ["Ofsted", "CQC", "HMICFRS", "HMI Probation"]},
            {"key": "Status", "value": "Fieldwork", "status": "fieldwork"},
            {"key": "Fieldwork", "value": "Monday 23 to Friday 27 March 2026", "actions": [{"text": "Change", "href": "/"}]},
        ],
        "tasks": [
            {"text": "Team", "href": "/", "status": "done", "label": "Done", "hint": "Nine inspectors of four inspectorates"},
            {"text": "Evidence", "href": "/", "status": "in-progress", "label": "In progress"},
            {"text": "Report", "label": "Cannot start yet", "hint": "Starts once moderation has ended"},
        ],
        "steps": [
            {"name": "begin", "text": "Start fieldwork", "action": "/", "hint": "Tells the team and the local area."},
            {"name": "pause", "text": "Pause", "href": "/", "kind": "secondary"},
            {"name": "sign", "text": "Sign off", "why": "CQC has not signed. Ask its signatory to read and sign the report."},
            {"name": "cancel", "text": "Cancel", "action": "/", "kind": "warning", "confirm": "Cancel this inspection?"},
        ],
        "head": ["Local area", "Topic", "Status", {"text": "Findings", "numeric": True}],
        "rows": [
            [
                {"text": "Fellmoor", "href": "/", "label": "Local area"},
                {"text": "Domestic abuse", "label": "Topic"},
                {"text": "Fieldwork", "status": "fieldwork", "label": "Status"},
                {"text": 12, "numeric": True, "label": "Findings"},
            ],
            [
                {"text": "Ravenholt", "href": "/", "label": "Local area"},
                {"text": "Serious youth violence", "label": "Topic"},
                {"text": "Published", "status": "published", "label": "Status"},
                {"text": 41, "numeric": True, "label": "Findings"},
            ],
        ],
        "wide_head": [f"Week {week}" for week in range(1, 15)],
        "wide_rows": [[f"{week} places" for week in range(1, 15)]],
        "page": Paginator(range(200), 10).page(7),
        "problems_sample": [{"text": "Enter a statement", "href": "#gallery"}],
        "demonstration": True,
        "marking": "OFFICIAL-SENSITIVE",
    }
