"""A programme as data: its kinds of activity, its scales, what is judged, and its rules. From programmes/reference/."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import AgencyKind, Inspectorate
from jtai.constraints import in_order, one_of
from jtai.labels import display


class Subject(models.TextChoices):
    """What one activity of a programme is of: one agency, or one local area with all its services."""

    AGENCY = "agency", _("An agency")
    AREA = "area", _("A local area")


class Sharing(models.TextChoices):
    """What the other inspectorates see of a programme; its own inspectorate sets it."""

    OWN = "own", _("Nothing: only our own people see it")
    PUBLISHED = "published", _("Activities that are published, with what they showed")
    ALL = "all", _("Everything, planned activities included")


class Programme(models.Model):
    """A routine programme of one inspectorate (2018 paper, Annex A), or "other activity" without rules.

    kinds: of agency, whose members are its subjects; for an area programme the agencies that it looks at.
    source: where its rules are written.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=40)
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="programmes")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    kinds = models.ManyToManyField(AgencyKind, related_name="+")
    description = models.TextField()
    source = models.CharField(max_length=300)
    sharing = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.PUBLISHED)
    position = models.PositiveSmallIntegerField(unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    get_sharing_display = display("sharing", Sharing)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            in_order("programme", "valid_from", "valid_to"),
            one_of("programme", "subject", Subject.values),
            one_of("programme", "sharing", Sharing.values),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("programme", args=[self.code])


class ActivityKind(models.Model):
    """A kind of activity: focused visit, monitoring visit, standard inspection. weeks: how long it lasts on site.

    after: in one year it comes after that other kind (the annual conversation after the self-assessment).
    judges: whether it ends with judgements. counts_jtai: a JTAI of the area may stand for one of these. has_focus: it looks at an
    identified strength or weakness.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="activity_kinds")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    weeks = models.PositiveSmallIntegerField(null=True)
    after = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    judges = models.BooleanField(default=False)
    counts_jtai = models.BooleanField(default=False)
    has_focus = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["programme__position", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "code"], name="activity_kind_once_a_programme"),
        ]

    def __str__(self) -> str:
        return self.name


class Scale(models.Model):
    """A scale of judgement, such as the four points from outstanding to inadequate. Never applied to a JTAI."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class ScaleValue(models.Model):
    """One point of a scale, best first. failing: what rules call inadequate, not met or in need of enforcement."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="values")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    failing = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["scale", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["scale", "code"], name="scale_value_once_a_scale")]

    def __str__(self) -> str:
        return self.name


class JudgementArea(models.Model):
    """What a programme judges, dated: ILACS has no overall judgement from 1 April 2026.

    decides: it settles which inspection comes next. safeguarding: it speaks of children at risk, and is shown first.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="judgement_areas")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    decides = models.BooleanField(default=False)
    safeguarding = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["programme__position", "position"]
        constraints: ClassVar = [
            in_order("judgement_area", "valid_from", "valid_to"),
            models.UniqueConstraint(fields=["programme", "code", "valid_from"], name="judgement_area_once_from_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Evaluator(models.TextChoices):
    """The pure functions that a rule can name (programmes/rules/)."""

    EVERY_YEAR = "every-year", _("Once in every year, for every subject")
    SHARE = "share-a-year", _("A share of all subjects in every year")
    WHILE_FAILING = "while-failing", _("So many times a year while the last outcome is failing")
    EVERY_PERIOD = "every-period", _("Once in every period of years, its kind by the last outcome")
    EVERY_SUBJECT = "every-subject", _("Every subject at least once, and again within so many years where that is said")
    FOLLOW_UP = "follow-up", _("Something follows within so many days")
    UNTIL_RESOLVED = "until-resolved", _("What was found stays open until it is resolved, by its date")


class Rule(models.Model):
    """A rule of a programme, as data: an evaluator and its parameters (rules/parameters.py says which), from one day to another.

    says: the rule in one sentence. source: the paragraph that it is taken from.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rules")
    code = models.SlugField(max_length=60)
    evaluator = models.CharField(max_length=20, choices=Evaluator.choices)
    parameters = models.JSONField(default=dict)
    says = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["programme__position", "position"]
        constraints: ClassVar = [
            in_order("rule", "valid_from", "valid_to"),
            one_of("rule", "evaluator", Evaluator.values),
            models.UniqueConstraint(fields=["programme", "code", "valid_from"], name="rule_once_from_a_day"),
        ]

    def __str__(self) -> str:
        return self.says
