"""Evaluations."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from inspections.forms.lists import Lists
from inspections.models import EvaluationEffect, Finding
from jtai.forms import Form, Look, required
from jtai.forms.rows import Base, Pick, PickMany

SHOWN = 200  # characters of a finding that a checkbox shows

Findings = Callable[[Sequence[int] | None], Iterable[Finding]]


def finding_label(finding: Finding) -> str:
    """A finding in one line of a list."""
    body = " ".join(finding.text.body.split())
    short = body if len(body) <= SHOWN else f"{body[:SHOWN].rsplit(' ', 1)[0]} …"
    return f"{finding.get_kind_display()}, {finding.inspectorate.short_name}: {short}"


class EvaluationForm(Form):
    """What the findings of a strand and agency say together. Strand and agency are its name: an edit leaves them out."""

    base = Base()
    strand = Pick(
        label=gettext_lazy("Strand"),
        required=True,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select a strand")),
    )
    agency = Pick(label=gettext_lazy("Agency"))
    effect = forms.ChoiceField(
        label=gettext_lazy("What do local arrangements do to children’s experiences?"),
        choices=EvaluationEffect.choices,
        widget=forms.RadioSelect,
        error_messages=required(gettext_lazy("Select whether arrangements improve or hinder children’s experiences")),
    )
    text = forms.CharField(
        label=gettext_lazy("Evaluation"),
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "What the findings below say together about this agency, or about the partnership. No grade is given."
        ),
        error_messages=required(gettext_lazy("Enter the evaluation")),
    )
    findings = PickMany(label=gettext_lazy("Findings drawn together"))
    looks: Mapping[str, Look] = {
        "text": Look(rows=10),
        "findings": Look(small=True),
        "effect": Look(small=True),
        "strand": Look(small=True),
    }

    def __init__(self, *args: Any, lists: Lists, findings: Findings, named: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if named:
            del self.fields["strand"], self.fields["agency"]
        lists.connect(self)
        field = self.fields["findings"]
        if isinstance(field, PickMany):
            field.connect(lambda: _by_strand(lists, findings(None)), findings)


def _by_strand(lists: Lists, findings: Iterable[Finding]) -> list[tuple[Any, Any]]:
    rows = list(findings)
    groups = ((strand, [row for row in rows if row.strand_id == strand.pk]) for strand in lists.strands)
    return [(strand.name, [(row.pk, finding_label(row)) for row in members]) for strand, members in groups if members]
