"""The report in the making: its paragraphs, each with the findings it rests on."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from agencies.models import Agency
from inspections.models import Finding, Inspection, SectionKind, Strand
from jtai.constraints import both_or_neither
from writing.models import Text


class Report(models.Model):
    """The one report of an inspection.

    statement_required: None until the Chief Inspector's decision maker has decided (SI 2015/1792); then either the
    principal authority is named or none is required. letter_date: printed on the report.
    """

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="report")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=1, help_text="moves on with every change of the words or their order")
    statement_required = models.BooleanField(null=True)
    principal_authority = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            both_or_neither("report", "decided_at", "decided_by"),
            models.CheckConstraint(
                name="report_statement_names_the_principal_authority",
                condition=models.Q(statement_required__isnull=True, principal_authority__isnull=True, decided_at__isnull=True)
                # NULL = TRUE is neither true nor false, and a check lets that pass: so that it is not NULL is said as well.
                | models.Q(statement_required__isnull=False, decided_at__isnull=False)
                & (
                    models.Q(statement_required=True, principal_authority__isnull=False)
                    | models.Q(statement_required=False, principal_authority__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"report on {self.inspection}"

    def get_absolute_url(self) -> str:
        """Its drafting page."""
        return reverse("report", args=[self.inspection_id])


class Paragraph(models.Model):
    """One paragraph of a section. strand: where the section is split by strand. heading: of a box, or a run of paragraphs.

    removed_at: it no longer stands in the report; its words, findings and comments are kept, and it can be put back.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(SectionKind, on_delete=models.PROTECT, related_name="+")
    strand = models.ForeignKey(Strand, null=True, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=160, blank=True)
    position = models.PositiveIntegerField()
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    findings = models.ManyToManyField(Finding, related_name="paragraphs", blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["section__position", "position", "pk"]
        constraints: ClassVar = [both_or_neither("paragraph", "removed_at", "removed_by")]

    def __str__(self) -> str:
        return f"paragraph {self.position} of {self.section}"
