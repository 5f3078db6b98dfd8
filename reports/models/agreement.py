"""How the words are agreed: quality assurance, factual accuracy, freezing, signatures, and the files built from a freeze."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Inspectorate
from files.models import StoredFile
from jobs.models import Job
from jtai.constraints import both_or_neither, one_of
from reports.models.draft import Paragraph, Report


class QualityDecision(models.TextChoices):
    """What a reviewer decided."""

    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class QualityReview(models.Model):
    """One reading of the draft by a reviewer who is not its author. edition: the edition of the report that was read."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reviews")
    edition = models.PositiveIntegerField()
    decision = models.CharField(max_length=10, choices=QualityDecision.choices)
    summary = models.TextField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            one_of("review", "decision", QualityDecision.values),
            models.CheckConstraint(name="review_says_something", condition=~models.Q(summary="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by {self.reviewer}"


class QualityComment(models.Model):
    """A reviewer's remark on one paragraph (or on the whole), answered by the authors."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="comments")
    paragraph = models.ForeignKey(Paragraph, null=True, on_delete=models.SET_NULL, related_name="comments")
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            both_or_neither("comment", "resolved_at", "resolved_by"),
            models.CheckConstraint(name="comment_says_something", condition=~models.Q(body="")),
        ]

    def __str__(self) -> str:
        return self.body[:80]


class AccuracyRound(models.Model):
    """The draft in the local area's hands. The clock runs from actual delivery, never from the letter's date.

    content: the words as delivered (what the area comments on does not move under it). keys: of the printed paragraphs
    in the same order, so that a point finds the paragraph that it is about. submitted_at: when the area sent its points,
    or, with closed_reason, when the lead inspector closed the round because nothing had come.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="accuracy_rounds")
    content = models.JSONField()
    keys = models.JSONField(default=list)
    delivered_at = models.DateTimeField()
    delivered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_reason = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-delivered_at", "-pk"]
        constraints: ClassVar = [
            both_or_neither("accuracy_round", "submitted_at", "submitted_by"),
            models.CheckConstraint(
                name="accuracy_round_closed_only_once",
                condition=models.Q(closed_reason="") | models.Q(submitted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"factual accuracy of {self.report}"


class AccuracyAnswer(models.TextChoices):
    """What the inspectors say to a point."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Partly accepted")
    NOT_ACCEPTED = "not-accepted", _("Not accepted")


class AccuracyPoint(models.Model):
    """One point of the area on one paragraph (or the whole), of any length, and its answer."""

    round = models.ForeignKey(AccuracyRound, on_delete=models.CASCADE, related_name="points")
    paragraph = models.ForeignKey(Paragraph, null=True, on_delete=models.SET_NULL, related_name="points")
    about = models.CharField(max_length=200, help_text="how the delivered draft numbers the paragraph")
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=15, choices=AccuracyAnswer.choices, blank=True)
    answer_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            both_or_neither("point", "answered_at", "answered_by"),
            one_of("point", "answer", ["", *AccuracyAnswer.values]),
            models.CheckConstraint(name="point_says_something", condition=~models.Q(body="")),
            models.CheckConstraint(
                name="point_answer_says_why",
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & ~models.Q(answer_reason="") & models.Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.body[:80]


class Freeze(models.Model):
    """The words as they are to be signed and published, in two documents, each with its digest (SHA-256, hex).

    content: what the public will read, an allow-list of keys. provenance: paragraph to finding revisions to notes.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="freezes")
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    content = models.JSONField()
    provenance = models.JSONField()
    content_digest = models.CharField(max_length=64)
    provenance_digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="freeze_number_once_a_report"),
            models.CheckConstraint(name="freeze_content_digest", condition=models.Q(content_digest__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="freeze_provenance_digest", condition=models.Q(provenance_digest__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.report}"


class Signature(models.Model):
    """An inspectorate signs exactly these words: the digests are copied here and never change."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="signatures")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    content_digest = models.CharField(max_length=64)
    provenance_digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["inspectorate__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["freeze", "inspectorate"], name="signature_once_an_inspectorate")
        ]

    def __str__(self) -> str:
        return f"{self.inspectorate} signed {self.freeze}"


class FileFormat(models.TextChoices):
    """What is built of a freeze."""

    HTML = "html", _("Web page")
    PDF = "pdf", _("PDF")


class BuiltFile(models.Model):
    """One file built of a freeze; the stored bytes are the record."""

    freeze = models.ForeignKey(Freeze, on_delete=models.CASCADE, related_name="built_files")
    format = models.CharField(max_length=5, choices=FileFormat.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    built_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["freeze", "format"], name="built_file_once_a_format"),
            one_of("built_file", "format", FileFormat.values),
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()} of {self.freeze}"
