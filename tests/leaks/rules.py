"""Who may see what, and when: the table by which every answer of the product is judged.

Written from docs/permissions.md's sources (the tenancy and the life of an inspection as the architecture tells them, and the
2018 paper), and knows nothing of our policies, grants or querysets: a rule that is wrong in the product is wrong only there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.leaks.marks import Mark

LEAD, INSPECTOR, SIGNATORY, QUALITY, OBSERVER = "lead", "inspector", "signatory", "quality", "observer"
JUDGED_TOGETHER = {
    "moderation", "drafting", "quality-assurance", "factual-accuracy", "sign-off", "pre-publication", "published",
    "statement-due", "statement-received", "closed",
}  # fmt: skip
PUBLIC = {"published", "statement-due", "statement-received", "closed"}
AFTER_ACCURACY = PUBLIC | {"sign-off", "pre-publication"}


@dataclass(frozen=True)
class Look:
    """Somebody looks at something of one inspection.

    part: their place on its team, or nothing. inspectorate: that of the person now. office: of a programme office whose
    inspectorate takes part. decides: on statements, for the Chief Inspector. area: they answer for this inspection's area. agency: theirs there. known: the area was notified.
    schedules: a programme lead. administers: the inspectorate or local area whose people they manage. system: they
    administer the service. apart: they hold a role that keeps them from casework, of an observer too.
    """

    mark: Mark
    status: str
    part: str = ""
    inspectorate: str = ""
    office: bool = False
    decides: bool = False
    area: bool = False
    co_ordinator: bool = False
    agency: str = ""
    reader: bool = False
    known: bool = True
    sent: bool = True  # the area's points have been sent
    governs: bool = False  # information governance of an inspectorate that takes part: of what is known
    self_: bool = False  # the thing belongs to this very person
    schedules: bool = False
    administers: str = ""
    system: bool = False
    apart: bool = False  # administrator, information governance or observer of an inspectorate

    @property
    def casework(self) -> bool:
        """They do casework for an inspectorate, whether or not in this inspection."""
        return self.inspectorate != "" and not self.apart

    @property
    def views(self) -> bool:
        """The inspection as such: its team in every part, the offices of those who take part; once notified, who decides on its statement."""
        return bool(self.part) or self.office or (self.decides and self.known)

    @property
    def evidence(self) -> bool:
        """Lead, inspectors and signatories; the reviewer while the draft is theirs to review. Observers look, no more."""
        return self.part in {LEAD, INSPECTOR, SIGNATORY} or (self.part == QUALITY and self.status == "quality-assurance")

    @property
    def own(self) -> bool:
        """Recorded by the person's own inspectorate."""
        return self.mark.owner == self.inspectorate

    @property
    def manages(self) -> bool:
        """Administrators manage their own organisation's people; system administrators manage accounts."""
        return self.system or (self.administers != "" and self.administers == self.mark.owner)

    @property
    def inside(self) -> bool:
        """The area's people, once they were told."""
        return self.area and self.known

    @property
    def public(self) -> bool:
        """Everybody may read."""
        return self.status in PUBLIC


def _apart(look: Look) -> bool:
    """Judge apart, then moderate together."""
    return look.evidence and (look.own or look.status in JUDGED_TOGETHER)


def _answer(look: Look) -> bool:
    """The team; inside the area the co-ordinator, the owner agency, and everybody for what is asked of the partnership."""
    return look.evidence or (look.inside and (look.co_ordinator or look.mark.owner in {"", look.agency}))


def _words(look: Look, *, delivered: bool) -> bool:
    decides = look.views and look.decides
    area = look.inside and delivered and look.status == "factual-accuracy"
    embargo = look.inside and look.reader and look.status == "pre-publication"
    return look.evidence or decides or area or embargo or look.public


def _drafts(look: Look) -> bool:
    """Its author, and the programme leads of that inspectorate."""
    return look.self_ or (look.own and look.schedules and not look.apart)


def _holds(look: Look) -> bool:
    """The casework people of the sender and of the recipient."""
    return look.inspectorate in {"ofsted", "cqc"} and not look.apart


def _sends(look: Look) -> bool:
    """The casework people of the sender alone."""
    return look.inspectorate == "ofsted" and not look.apart


NEVER_STOOD = ("draft of a shared item", "correction kept beside", "reason of a correction kept beside")
DRAFTED = ("draft item", "file of a draft item", "name of a file of a draft item")
LETTERS = ("letter", "subject of a letter")
DRAFTS_OF_LETTERS = ("draft letter", "subject of a draft letter")
SHARED = (
    "shared item", "earlier words of a shared item", "correction of a shared item", "decision about a shared item",
    "withdrawn item", "reason of a withdrawal", "file of a shared item", "name of a file of a shared item",
)  # fmt: skip
RULES: dict[str, Callable[[Look], bool]] = {
    # Recorded in set-up and fieldwork.
    "note": lambda look: look.evidence and look.own,
    "note of a person who was removed": lambda look: look.evidence and look.own,
    "earlier words of a note": lambda look: look.evidence and look.own,
    "kept words of a note": lambda look: look.evidence and look.own,
    "shared note": lambda look: look.evidence,
    "cited note": _apart,
    "finding": _apart,
    "finding that is set aside": _apart,
    "reason for setting aside": lambda look: look.evidence,
    "evaluation": _apart,
    "child": lambda look: look.evidence,
    "answer": _answer,
    "reason for returning an answer": _answer,
    "name of a file": _answer,
    "words of a file": _answer,
    # Of the inspection itself.
    # That a person is there at all is no secret to those who manage them; differing.py asks whether the place shows.
    "name on the team": lambda look: look.views or look.inside or look.manages,
    "week": lambda look: look.views or look.inside or look.public,
    "reason for another date": lambda look: look.views,
    "reason for a side state": lambda look: look.views,
    # The report in the making.
    "words": lambda look: _words(look, delivered=True),
    "words written after delivery": lambda look: _words(look, delivered=False),
    "words taken out": lambda look: look.evidence,
    "earlier words": lambda look: look.evidence,
    "comment": lambda look: look.evidence,
    "review": lambda look: look.evidence,
    "point": lambda look: look.inside or (look.evidence and look.sent),
    "answer to a point": lambda look: look.evidence or (look.inside and look.status in AFTER_ACCURACY),
    "reason for the decision": lambda look: look.evidence or (look.views and (look.decides or look.public)),
    "error of a job": lambda look: look.evidence,
    # After publication.
    "who received it": lambda look: look.views or look.inside,
    "statement": lambda look: (look.views or look.inside) and look.public,
    # Of the programmes: what an inspectorate records is its own until it is shared; why and earlier words stay its own.
    "activity of one inspectorate": lambda look: look.casework and look.own,
    "shared activity": lambda look: look.casework,
    "reason for the time": lambda look: look.casework and look.own,
    "earlier words of an activity": lambda look: look.casework and look.own,
    "kept words of an activity": lambda look: look.casework and look.own,
    "thing to look at": lambda look: look.casework and look.own,
    # Of plans of a year: Ofsted's programme leads, who own it.
    "plan of a year": lambda look: look.schedules and look.inspectorate == "ofsted",
    # A person's own.
    # The trail of an account, its tokens among it, is for its administrators too.
    "name of a token": lambda look: look.self_ or look.manages,
    "interest": lambda look: look.self_ or look.administers == look.mark.owner,
    "kept words": lambda look: look.self_,
    # Of the others one learns how many inspectors there are.
    "leave": lambda look: look.self_ or (look.own and look.schedules and not look.apart),
    # Of who lets whom in. Two others decide what one must not do alone (docs/adr/0010).
    "reason of an override": lambda look: look.views and look.schedules,
    # Decided or withdrawn: the reasons are for the person's own inspectorate and for those who wrote them.
    "reason of a decided override": lambda look: look.views and look.schedules and (look.own or look.self_),
    "reason of a recovery": lambda look: look.manages,
    "invitation": lambda look: look.manages,
    # Of what the inspectorates share: CQC's draft, and what Ofsted sent to CQC.
    **dict.fromkeys(DRAFTED, _drafts),
    **dict.fromkeys(SHARED, _holds),
    # Letters: a draft is of the inspectorate that writes it, and so are its earlier words once it was sent.
    **dict.fromkeys(LETTERS, _holds),
    **dict.fromkeys(DRAFTS_OF_LETTERS, lambda look: look.own and not look.apart),
    "earlier words of a letter": lambda look: look.own and not look.apart,
    **dict.fromkeys(NEVER_STOOD, _sends),
}

# What information governance finds for a request for access (ADR 16): its own inspectorate's words, and the joint ones once
# they are there; never another's notes, not even shared ones. Of an inspection nothing before its local area is told.
GOVERNED: dict[str, Callable[[Look], bool]] = {
    **dict.fromkeys(
        (
            "note", "note of a person who was removed", "earlier words of a note", "kept words of a note", "shared note",
            "cited note", "finding that is set aside",
        ),
        lambda look: look.own,
    ),
    **dict.fromkeys(
        (
            "child", "answer", "reason for returning an answer", "words", "words written after delivery", "words taken out",
            "earlier words", "comment", "review", "week", "name of a file",
        ),
        lambda _look: True,
    ),
    # The draft is composed of everybody's evaluations: from then on they are its first words.
    "evaluation": lambda look: look.own or look.status in JUDGED_TOGETHER - {"moderation"},
    "finding": lambda look: look.own or look.status in JUDGED_TOGETHER,
    "point": lambda look: look.sent,
    "answer to a point": lambda look: look.sent,
    # Of what is shared, and of letters: what it wrote with its older words, and what it received in its present ones; files by their names.
    **dict.fromkeys(
        (
            "draft item", "name of a file of a draft item", "decision about a shared item", "earlier words of a shared item",
            *DRAFTS_OF_LETTERS, "earlier words of a letter",
        ),
        lambda look: look.own,
    ),
    **dict.fromkeys(
        (
            "shared item", "correction of a shared item", "withdrawn item", "reason of a withdrawal",
            "name of a file of a shared item", *LETTERS,
        ),
        lambda look: look.inspectorate in {"ofsted", "cqc"},
    ),
    # Of programmes its own, whatever the others share.
    **dict.fromkeys(
        (
            "activity of one inspectorate", "shared activity", "reason for the time", "earlier words of an activity",
            "kept words of an activity", "thing to look at",
        ),
        lambda look: look.own,
    ),
    # Acts of the inspectorate's own people, whose audit words are its own.
    "name of a token": lambda look: look.inspectorate == "cqc",
}  # fmt: skip

# May be seen, and need not: no page promises to show them to everybody who may.
NEED_NOT = {
    "week", "name on the team", "reason for another date", "reason for a side state", "who received it",
    "reason for the decision", "answer to a point", "name of a token",
    "interest", "leave", "kept words", "reason of an override", "reason of a decided override", "reason of a recovery", "invitation",
}  # fmt: skip


def may_see(look: Look) -> bool:
    """Whether this is theirs to see."""
    governed = GOVERNED.get(look.mark.kind)
    return RULES[look.mark.kind](look) or (look.governs and look.known and governed is not None and governed(look))
