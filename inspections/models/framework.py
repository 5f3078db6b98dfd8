"""What the rules of a year were: framework versions, strands, criteria, offsets, sections, topics. Data, not code."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Inspectorate
from jtai.constraints import in_order, one_of
from jtai.workingdays import Counting


class MilestoneKind(models.TextChoices):
    """The dates of an inspection, in the order in which they come."""

    NOTIFICATION = "notification", _("Notification")
    SET_UP_START = "set_up_start", _("Set-up starts")
    REQUEST_DUE = "request_due", _("Information request due")
    FIELDWORK_START = "fieldwork_start", _("Fieldwork starts")
    FIELDWORK_END = "fieldwork_end", _("Fieldwork ends")
    FEEDBACK = "feedback", _("Feedback to leaders")
    DRAFT_DUE = "draft_due", _("Draft to the local area")
    COMMENTS_DUE = "comments_due", _("Factual accuracy comments due")
    PRE_PUBLICATION = "pre_publication", _("Pre-publication copies")
    PUBLICATION = "publication", _("Publication")
    STATEMENT_DUE = "statement_due", _("Statement of proposed action due")


class Anchor(models.TextChoices):
    """The day from which an offset counts; the last two are known only when they happen."""

    FIELDWORK_START = "fieldwork_start", _("start of fieldwork")
    FIELDWORK_END = "fieldwork_end", _("end of fieldwork")
    PUBLICATION = "publication", _("publication")
    DRAFT_DELIVERED = "draft_delivered", _("delivery of the draft")
    REPORT_RECEIVED = "report_received", _("receipt of the report")


class FrameworkVersion(models.Model):
    """One dated set of rules. A version that an inspection uses is never changed: a change is a new version."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    summary = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    has_topic = models.BooleanField()
    minimum_tracked = models.PositiveSmallIntegerField()
    inspectorates = models.ManyToManyField(Inspectorate, through="Participation", related_name="frameworks")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-valid_from", "name"]
        constraints: ClassVar = [in_order("framework", "valid_from", "valid_to")]

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """An inspectorate takes part under this framework, typically with so many inspectors."""

    framework = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="participations")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="participations")
    typical_team = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["inspectorate__position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["framework", "inspectorate"], name="participation_once")]

    def __str__(self) -> str:
        return f"{self.inspectorate} under {self.framework}"


class Strand(models.Model):
    """Front door, deep dive or leadership."""

    framework = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="strands")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    summary = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["framework", "code"], name="strand_once_a_framework")]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """One thing that a strand looks at."""

    strand = models.ForeignKey(Strand, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    text = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["strand__position", "position"]
        verbose_name_plural = "criteria"
        constraints: ClassVar = [models.UniqueConstraint(fields=["strand", "code"], name="criterion_once_a_strand")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Offset(models.Model):
    """How a milestone is computed: so many working days from an anchor, counted exclusively or inclusively."""

    framework = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="offsets")
    milestone = models.CharField(max_length=20, choices=MilestoneKind.choices)
    anchor = models.CharField(max_length=20, choices=Anchor.choices)
    days = models.SmallIntegerField(help_text="working days")
    counting = models.CharField(max_length=10, choices=[(item.value, item.value) for item in Counting])
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "milestone"], name="offset_once_a_framework"),
            one_of("offset", "milestone", MilestoneKind.values),
            one_of("offset", "anchor", Anchor.values),
            one_of("offset", "counting", [item.value for item in Counting]),
            models.CheckConstraint(name="offset_inclusive_counts_from_one", condition=~models.Q(counting="inclusive", days=0)),
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.days:+d} from {self.anchor}, {self.counting}"


class SectionForm(models.TextChoices):
    """How a section of the report is built."""

    ADDRESSEES = "addressees", _("Addressees")
    SUMMARY = "summary", _("Summary")
    CONTEXT = "context", _("Context")
    BULLETS = "bullets", _("Bullets")
    PARAGRAPHS = "paragraphs", _("Numbered paragraphs")
    BOXES = "boxes", _("Boxes")
    NEXT_STEPS = "next_steps", _("Next steps")
    SIGNATORIES = "signatories", _("Signatories")


class SectionKind(models.Model):
    """A section of the report letter, in the framework's order. draws: the kinds of finding that come into it."""

    framework = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="sections")
    kind = models.SlugField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=20, choices=SectionForm.choices)
    optional = models.BooleanField()
    shows_empty = models.BooleanField()
    empty_text = models.CharField(max_length=300, blank=True)
    draws = models.JSONField(default=list)
    split_by_strand = models.BooleanField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "kind"], name="section_once_a_framework"),
            one_of("section", "form", SectionForm.values),
            models.CheckConstraint(
                name="section_shown_empty_says_so", condition=models.Q(shows_empty=False) | ~models.Q(empty_text="")
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_form_display()


class RequestTemplate(models.Model):
    """One item of the information request under this framework. No agency kind: the partnership answers it."""

    framework = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="request_items")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    detail = models.TextField()
    agency_kind = models.ForeignKey(AgencyKind, null=True, on_delete=models.PROTECT, related_name="+")
    contains_child_level = models.BooleanField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["framework", "code"], name="request_item_once_a_framework")]

    def __str__(self) -> str:
        return self.title


class DeepDiveTopic(models.Model):
    """The agreed topic of a deep dive, for one cohort of children. Ages in years; -1 stands for unborn."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=80)
    description = models.TextField()
    age_from = models.SmallIntegerField(null=True)
    age_to = models.SmallIntegerField(null=True)
    used_from = models.DateField(null=True)
    used_to = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [in_order("topic", "age_from", "age_to"), in_order("topic", "used_from", "used_to")]

    def __str__(self) -> str:
        return self.name
