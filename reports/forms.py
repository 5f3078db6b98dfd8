"""Typing into values: plain forms whose fields are named like the commands' arguments."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import Agency
from inspections.models import Finding, SectionKind, Strand
from jtai.forms import Form, GovukDateField, Look
from jtai.forms import required as said
from jtai.forms.rows import Base, Pick, PickMany
from reports.models import AccuracyAnswer, Paragraph, QualityDecision
from reports.policies.drafting import LONGEST_HEADING

WHOLE = ""


def _rows(rows: Iterable[Any], keys: Sequence[int] | None) -> list[Any]:
    return [row for row in rows if keys is None or row.pk in keys]


def _finding_label(finding: Finding) -> str:
    about = finding.agency.name if finding.agency else _("the partnership")
    return _("Finding %(number)d, %(strand)s, %(about)s: %(words)s") % {
        "number": finding.pk,
        "strand": finding.strand.name,
        "about": about,
        "words": finding.text.body,
    }


class ParagraphForm(Form):
    """The words of one paragraph. base: the version from which they started."""

    base = Base()
    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=LONGEST_HEADING, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea,
        strip=False,
        help_text=gettext_lazy("Leave a blank line between paragraphs. A line that begins with “- ” becomes a bullet."),
        error_messages=said(gettext_lazy("Enter the words of the paragraph. To be rid of it, take it out.")),
    )
    looks: Mapping[str, Look] = {"text": Look(rows=12)}


class NewParagraphForm(Form):
    """A paragraph to add."""

    section = Pick(label=gettext_lazy("Section"), required=True, error_messages=said(gettext_lazy("Select a section")))
    strand = Pick(label=gettext_lazy("Strand"))
    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=LONGEST_HEADING, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea,
        strip=False,
        help_text=gettext_lazy("Leave a blank line between paragraphs. A line that begins with “- ” becomes a bullet."),
        error_messages=said(gettext_lazy("Enter the words of the paragraph")),
    )
    findings = PickMany(label=gettext_lazy("Findings that it rests on"))
    looks: Mapping[str, Look] = {"text": Look(rows=12), "findings": Look(small=True)}

    def __init__(
        self,
        *args: Any,
        sections: Sequence[SectionKind],
        strands: Sequence[Strand],
        findings: Sequence[Finding],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        _connect(self, "section", [(row.pk, str(row)) for row in sections], sections, _("Select a section"))
        _connect(self, "strand", [(row.pk, row.name) for row in strands], strands, _("No single strand"))
        offer_findings(self, findings)


def _connect(form: forms.Form, name: str, choices: list[tuple[Any, str]], rows: Iterable[Any], empty: str = "") -> None:
    field = form.fields[name]
    if isinstance(field, Pick):
        field.connect(lambda: choices, lambda keys: _rows(rows, keys), empty)


def offer_findings(form: forms.Form, findings: Sequence[Finding]) -> None:
    """Give a form's `findings` its list."""
    field = form.fields["findings"]
    if isinstance(field, PickMany):
        field.connect(
            lambda: [(row.pk, _finding_label(row)) for row in findings],
            lambda keys: _rows(findings, keys),
        )


class FindingsForm(Form):
    """Which findings a paragraph rests on."""

    mark_optional: ClassVar[bool] = False

    findings = PickMany(label=gettext_lazy("Findings that this paragraph rests on"))
    looks: Mapping[str, Look] = {"findings": Look(small=True)}

    def __init__(self, *args: Any, findings: Sequence[Finding], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_findings(self, findings)


class CommentForm(Form):
    """A reviewer's remark."""

    mark_optional: ClassVar[bool] = False

    paragraph = Pick(label=gettext_lazy("About"))
    body = forms.CharField(
        label=gettext_lazy("Comment"), widget=forms.Textarea, error_messages=said(gettext_lazy("Enter the comment"))
    )

    def __init__(self, *args: Any, paragraphs: Sequence[Paragraph], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(row.pk, f"{row.section}: {' '.join(row.text.body.split()[:10])}") for row in paragraphs]
        _connect(self, "paragraph", choices, paragraphs, _("The report as a whole"))


class ReviewForm(Form):
    """The reviewer's decision."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[
            (QualityDecision.APPROVED, gettext_lazy("Approve the draft")),
            (QualityDecision.RETURNED, gettext_lazy("Return the draft to its authors")),
        ],
        widget=forms.RadioSelect,
        error_messages=said(gettext_lazy("Select whether you approve or return the draft")),
    )
    summary = forms.CharField(
        label=gettext_lazy("What you have found, for the authors"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages=said(gettext_lazy("Enter what you have found")),
    )


class PointForm(Form):
    """A point of the local area. before: the words from which it started."""

    mark_optional: ClassVar[bool] = False

    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    place = forms.TypedChoiceField(label=gettext_lazy("Which part of the draft?"), coerce=int, empty_value=None, required=False)
    body = forms.CharField(
        label=gettext_lazy("What is not accurate, and what is?"),
        widget=forms.Textarea,
        strip=False,
        help_text=gettext_lazy(
            "Say how you know: name the record, date or person that shows it. There is no limit of length here."
        ),
        error_messages=said(gettext_lazy("Enter what is not accurate, and what is")),
    )
    looks: Mapping[str, Look] = {"body": Look(rows=10)}

    def __init__(self, *args: Any, labels: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["place"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(WHOLE, _("The draft as a whole")), *enumerate(labels)]


class AnswerForm(Form):
    """The inspectors' answer to a point."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Answer"),
        choices=AccuracyAnswer.choices,
        widget=forms.RadioSelect,
        error_messages=said(gettext_lazy("Select an answer")),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea,
        help_text=gettext_lazy("The local area reads this."),
        error_messages=said(gettext_lazy("Enter the reason for the answer")),
    )


class ReasonForm(Form):
    """Something that is done with a reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages=said(gettext_lazy("Enter a reason")),
    )


class DecisionForm(Form):
    """The Chief Inspector's decision."""

    mark_optional: ClassVar[bool] = False

    required = forms.TypedChoiceField(
        label=gettext_lazy("Is a statement of proposed action required?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No statement is required"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=said(gettext_lazy("Select whether a statement is required")),
    )
    principal_authority = Pick(label=gettext_lazy("Principal authority"))
    reason = forms.CharField(
        label=gettext_lazy("Reason for the decision"),
        widget=forms.Textarea,
        error_messages=said(gettext_lazy("Enter the reason for the decision")),
    )
    looks: Mapping[str, Look] = {"required": Look(reveals={"yes": "principal_authority"})}

    def __init__(self, *args: Any, agencies: Sequence[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        _connect(self, "principal_authority", [(row.pk, row.name) for row in agencies], agencies, _("Select the authority"))

    def clean(self) -> dict[str, Any]:
        """An authority that was chosen before changing to “no” is not named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("required") is False:
            cleaned["principal_authority"] = None
        return cleaned


class ReaderForm(Form):
    """Who in the area reads the copy under embargo."""

    person = Pick(label=gettext_lazy("Person"), required=True, error_messages=said(gettext_lazy("Select a person")))

    def __init__(self, *args: Any, people: Sequence[User], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(row.pk, f"{row.name}, {row.membership.job_title}") for row in people]
        _connect(self, "person", choices, people, _("Select a person"))


class ReceiptForm(Form):
    """When, and by whom, the report was received."""

    received_on = GovukDateField(
        label=gettext_lazy("Date on which the principal authority received the report"),
        help_text=gettext_lazy("For example, 27 3 2026"),
        error_messages=said(gettext_lazy("Enter the date on which the principal authority received the report")),
    )
    received_by = forms.CharField(
        label=gettext_lazy("Who received it?"),
        max_length=200,
        help_text=gettext_lazy("Name and role at the principal authority."),
        error_messages=said(gettext_lazy("Enter who received it")),
    )


class StatementForm(Form):
    """The statement of proposed action."""

    body = forms.CharField(
        label=gettext_lazy("Statement of proposed action"),
        widget=forms.Textarea,
        strip=False,
        help_text=gettext_lazy("Say for each finding what will be done, by whom and by when. The statement is not graded."),
        error_messages=said(gettext_lazy("Enter the statement of proposed action")),
    )
    looks: Mapping[str, Look] = {"body": Look(rows=20)}
