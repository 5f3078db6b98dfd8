"""What an inspectorate's information governance finds: the one place of this rule.

Only in inspections in which it takes part (the grant is the boundary), and that were announced: before their local areas are told,
and again from a new week until they are told of that, nothing of them is there, nor an e-mail that leads to them. Its own: notes, findings, evaluations with
all their older words; audit words of what its people did, and e-mails to them, while they were its people. Joint, once it is
there: findings that it agreed, from moderation on; the draft, its older words, comments and reviews; points that the area has
sent; what the area answered, its files by name; children as references. Another inspectorate's notes stay that
inspectorate's, also where they were shared with the team: it answers for them itself. What lies beyond inspections: `beyond`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.streams import PERSON
from agencies.models import Inspectorate
from agencies.queries import Stay, stays_at
from audit.models import Event
from disclosure import beyond
from disclosure.columns import NOWHERE, Rows, told
from disclosure.waiting import LEADS_TO_UNANNOUNCED
from inspections.access import known_to_office
from inspections.models import (
    AgeBand,
    Child,
    ConflictOverride,
    Evaluation,
    EvidenceNote,
    Finding,
    FindingAgreement,
    RequestFile,
    RequestItem,
)
from inspections.workflow import TOGETHER, Status
from jobs.models import Email
from reports.models import AccuracyPoint, Paragraph, QualityComment, QualityReview
from writing.models import Revision

INSPECTION, ACTOR, OVERRIDE = "inspection:", "accounts.user:", "inspections.conflictoverride:"
OVERRIDES = ("inspection.ask_override", "inspection.decide_override", "inspection.withdraw_asking")


def _chains(inspectorate: Inspectorate) -> list[str]:
    """The chains of all that is its own or joint. Asked once of this object, which lives as long as a request.

    As values: with the same question in each of the parts, the planner multiplies its guesses of how many there are.
    """
    if not hasattr(inspectorate, "_own_chains"):
        inspections = (
            known_to_office(inspectorate)
            .order_by()
            .values_list(Concat(Value(INSPECTION), Cast("pk", TextField()), output_field=TextField()))
        )
        chains = [chain for (chain,) in inspections.union(*beyond.chains_of(inspectorate), all=True)]
        setattr(inspectorate, "_own_chains", chains)  # noqa: B010 -- the model declares no such field
    kept: list[str] = getattr(inspectorate, "_own_chains")  # noqa: B009 -- as above
    return kept


def inspections_of(inspectorate: Inspectorate) -> list[int]:
    """The keys of those in which something may be found."""
    return [int(chain.removeprefix(INSPECTION)) for chain in _chains(inspectorate) if chain.startswith(INSPECTION)]


def _is_together() -> Q:
    paused = Q(inspection__status=Status.PAUSED, inspection__paused_from__in=TOGETHER)
    return Q(inspection__status__in=TOGETHER) | paused


def _notes(own: Inspectorate) -> Rows:
    return EvidenceNote.objects.filter(inspection__in=inspections_of(own), inspectorate=own)


def _findings(own: Inspectorate) -> Rows:
    agreed = Exists(FindingAgreement.objects.filter(finding=OuterRef("pk"), inspectorate=own))
    return Finding.objects.filter(Q(inspectorate=own) | (_is_together() & agreed), inspection__in=inspections_of(own))


def _evaluations(own: Inspectorate) -> Rows:
    return Evaluation.objects.filter(inspection__in=inspections_of(own), inspectorate=own)


def _paragraphs(own: Inspectorate) -> Rows:
    return Paragraph.objects.filter(report__inspection__in=inspections_of(own))


def _older(owners: Callable[[Inspectorate], Rows], inspection: str) -> Callable[[Inspectorate, str], Rows]:
    """All that was ever written into these texts but what stands there now. Another's finding: only the agreed words."""

    def rows(own: Inspectorate, kind: str) -> Rows:
        texts = owners(own)
        if texts.model is Finding:
            texts = texts.filter(inspectorate=own)
        found = Revision.objects.filter(text__in=texts.values("text")).exclude(number=F("text__version")).exclude(body="")
        where = Subquery(texts.filter(text=OuterRef("text")).order_by().values(inspection)[:1])
        return told(found, kind, where, "body", "author__name")

    return rows


def _of(
    rows: Callable[[Inspectorate], Rows], inspection: str, words: Any, who: str = ""
) -> Callable[[Inspectorate, str], Rows]:
    return lambda own, kind: told(rows(own), kind, F(inspection), words, who)


def _stays(own: Inspectorate) -> list[Stay]:
    """Asked once of this object, as `inspections_of`."""
    if not hasattr(own, "_stays_there"):
        setattr(own, "_stays_there", stays_at(own))  # noqa: B010 -- the model declares no such field
    kept: list[Stay] = getattr(own, "_stays_there")  # noqa: B009 -- as above
    return kept


class _Belonged(Func):
    """Whether whoever this names belonged to the inspectorate at that moment, wherever they are now.

    As values, joined once: asked of the tables for each row, ten thousand events took ten seconds.
    """

    output_field = BooleanField()

    def __init__(self, who: str, at: str, stays: Iterable[tuple[str, Stay]]) -> None:
        super().__init__(F(who), F(at))
        rows = [(name, stay.first, stay.last) for name, stay in stays]
        self.values = [[row[column] for row in rows] for column in range(3)]

    def as_sql(self, compiler: Any, *_given: Any, **_more: Any) -> Any:
        """An EXISTS that the planner turns into a join."""
        (who, named), (at, moment) = (compiler.compile(one) for one in self.source_expressions)
        stays = "unnest(%s::text[], %s::timestamptz[], %s::timestamptz[]) AS stay(who, first, last)"
        then = f"{at} >= stay.first AND {at} < coalesce(stay.last, 'infinity')"
        sql = f"EXISTS (SELECT 1 FROM {stays} WHERE stay.who = {who} AND {then})"  # noqa: S608 -- compiled columns
        return sql, [*self.values, *named, *moment, *moment]


# The words of an event, one a line: as JSON a line's end inside a name would be two letters, which no redaction finds.
# What something shared was used in is a key, and may be that of an inspection which nobody outside may know of yet.
SAID = Func(
    F("words__data"),
    template="(SELECT string_agg(key || ': ' || value, E'\\n' ORDER BY key) FROM jsonb_each_text(%(expressions)s - 'used_in'))",
    output_field=TextField(),
)


def _events(own: Inspectorate, kind: str) -> Rows:
    stays = _stays(own)
    here = Q(stream__in=[*_chains(own), *{f"{PERSON}{stay.person}" for stay in stays}])
    then = _Belonged("actor", "at", [(f"{ACTOR}{stay.person}", stay) for stay in stays])
    number = Cast(Substr("stream", len(INSPECTION) + 1), BigIntegerField())
    where = Case(When(stream__startswith=INSPECTION, then=number), default=None, output_field=BigIntegerField())
    # Why somebody may have a place in spite of an interest can say what it is: that is for their own inspectorate alone.
    about_own = Q(verb__in=OVERRIDES, target__in=_overrides_for(stays))
    whose = (Q(then) & ~Q(verb__in=OVERRIDES)) | about_own
    rows = Event.objects.filter(here, whose, words__erased_by=None).exclude(words__data={})
    return told(rows, kind, where, SAID, under=beyond.OF_EVENT)


def _overrides_for(stays: list[Stay]) -> Rows:
    """The targets of events about overrides for these people, asked for while they were there. By key: a name is not one person's."""
    here = _Belonged("whom", "asked_at", [(str(stay.person), stay) for stay in stays])
    rows = ConflictOverride.objects.annotate(whom=Cast("user", TextField())).filter(here)
    return rows.order_by().values(key=Concat(Value(OVERRIDE), Cast("pk", TextField()), output_field=TextField()))


def _emails(own: Inspectorate, kind: str) -> Rows:
    """Sent ones. Those with secret links lose their body once they have gone, and are nobody's to search before."""
    theirs = _Belonged("to", "sent_at", [(stay.email, stay) for stay in _stays(own)])
    rows = Email.objects.filter(theirs, ~LEADS_TO_UNANNOUNCED, sent_at__isnull=False, forget=False)
    return told(rows, kind, NOWHERE, Concat("subject", Value("\n"), "body", output_field=TextField()), "to")


def _here(model: type[Model], **more: Any) -> Callable[[Inspectorate], Rows]:
    return lambda own: model._default_manager.filter(inspection__in=inspections_of(own), **more)  # noqa: SLF001 -- documented


def _there(model: type[Model], path: str, **more: Any) -> Callable[[Inspectorate], Rows]:
    return lambda own: model._default_manager.filter(**{f"{path}__in": inspections_of(own)}, **more)  # noqa: SLF001 -- documented


def _children(own: Inspectorate, kind: str) -> Rows:
    """With the age in words, as everywhere. In the product's own language: marks are passages of these words."""
    with override(settings.LANGUAGE_CODE):
        bands = [When(age_band=value, then=Value(str(label))) for value, label in AgeBand.choices]
    words = Concat(
        "reference", Value(", "), Case(*bands, default=F("age_band"), output_field=TextField()), output_field=TextField()
    )
    return told(_here(Child)(own), kind, F("inspection"), words)


ANSWER = Concat("answer", Value("\n"), "returned_why", output_field=TextField())
POINT = Concat("body", Value("\n"), "answer_reason", output_field=TextField())
# kind → (its name, its rows with COLUMNS)
KINDS: Mapping[str, tuple[str | Promise, Callable[[Inspectorate, str], Rows]]] = {
    "note": (_("Note"), _of(_notes, "inspection", "text__body", "author__name")),
    "note-words": (_("Older words of a note"), _older(_notes, "inspection")),
    "finding": (_("Finding"), _of(_findings, "inspection", "text__body", "author__name")),
    "finding-words": (_("Older words of a finding"), _older(_findings, "inspection")),
    "evaluation": (_("Evaluation"), _of(_evaluations, "inspection", "text__body", "author__name")),
    "evaluation-words": (_("Older words of an evaluation"), _older(_evaluations, "inspection")),
    "paragraph": (_("Paragraph of the draft"), _of(_paragraphs, "report__inspection", "text__body")),
    "paragraph-words": (_("Older words of a paragraph"), _older(_paragraphs, "report__inspection")),
    "comment": (
        _("Comment of quality assurance"),
        _of(_there(QualityComment, "report__inspection"), "report__inspection", "body", "author__name"),
    ),
    "review": (
        _("Review of quality assurance"),
        _of(_there(QualityReview, "report__inspection"), "report__inspection", "summary", "reviewer__name"),
    ),
    "point": (
        _("Point of factual accuracy"),
        _of(
            _there(AccuracyPoint, "round__report__inspection", round__submitted_at__isnull=False),
            "round__report__inspection",
            POINT,
            "author__name",
        ),
    ),
    "answer": (
        _("Answer to the information request"),
        _of(_here(RequestItem, answered_at__isnull=False), "inspection", ANSWER, "answered_by__name"),
    ),
    "file": (
        _("File with an answer, by its name"),
        _of(_there(RequestFile, "item__inspection"), "item__inspection", "name", "added_by__name"),
    ),
    "child": (_("Child, as a reference"), _children),
    **beyond.KINDS,
    "event": (_("Entry of the trail"), _events),
    "email": (_("E-mail"), _emails),
}


def rows_of(kind: str, own: Inspectorate) -> Rows:
    """Everything of one kind that this inspectorate's officer may find, with COLUMNS."""
    return KINDS[kind][1](own, kind)
