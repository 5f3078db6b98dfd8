"""The letters that somebody sees, and everything that stands on the page of one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, Inspectorate, LocalArea
from files.models import StoredFile
from intelligence.content import CitedFacts, LetterFacts, Paragraph, paragraphs, withdrawn_in
from intelligence.models import Item, Letter, LetterDocument, LetterState, LetterWay, Marking
from intelligence.policies.letters import check_items
from intelligence.queries.handling import Counted, counted
from intelligence.visibility import held_by, letters_seen_by, office_of
from jobs.models import Job
from jtai.errors import Invalid, NotAllowed
from jtai.printed import clean
from writing.models import Revision
from writing.queries import history_of

MOST_OFFERED = 50
RELATED = ("inspectorate", "recipient", "local_area", "author", "text", "sent_by", "acknowledged_by")


@dataclass(frozen=True)
class LetterFilter:
    """What to show. way: of LetterWay. inspectorate, local_area: codes; the inspectorate wrote it or received it. sort: "oldest" or nothing."""

    text: str = ""
    state: str = ""
    way: str = ""
    inspectorate: str = ""
    local_area: str = ""
    late: bool = False
    sort: str = ""


SORTS = {"": ("-sent_at", "-pk"), "oldest": ("sent_at", "pk")}
WAITING = Q(sent_at__isnull=False, acknowledged_at=None)
STATES = {
    LetterState.SENT.value: Q(sent_at__isnull=False),
    LetterState.WAITING.value: WAITING,
    LetterState.ACKNOWLEDGED.value: Q(acknowledged_at__isnull=False),
    LetterState.DRAFT.value: Q(sent_at=None),
}


def _ways(own: Inspectorate | None) -> dict[str, Q]:
    return {LetterWay.RECEIVED.value: Q(recipient=own), LetterWay.WRITTEN.value: Q(inspectorate=own)}


def letters_seen(user: User, asked: LetterFilter | None = None) -> QuerySet[Letter]:
    """The letters that this person may see, those sent last first; drafts only when they are asked for."""
    asked = asked or LetterFilter()
    rows = Letter.objects.filter(letters_seen_by(user)).filter(STATES[asked.state])
    if asked.way:
        rows = rows.filter(_ways(office_of(user))[asked.way])
    if asked.text:
        rows = rows.filter(Q(subject__icontains=asked.text) | Q(text__body__icontains=asked.text))
    if asked.inspectorate:
        rows = rows.filter(Q(inspectorate__code=asked.inspectorate) | Q(recipient__code=asked.inspectorate))
    if asked.local_area:
        rows = rows.filter(local_area__code=asked.local_area)
    if asked.late:
        rows = rows.filter(WAITING, acknowledge_by__lt=localdate())
    return rows.select_related(*RELATED).order_by(*SORTS.get(asked.sort, SORTS[""]))


def days_of(letter: Letter) -> Counted | None:
    """How long it has waited to be acknowledged; None where it does not wait."""
    if letter.sent_at is None or letter.acknowledge_by is None or letter.acknowledged_at is not None:
        return None
    return counted(letter.acknowledge_by, letter.sent_at)


@dataclass(frozen=True)
class LettersWaiting:
    """How many letters wait for an inspectorate to acknowledge them, how many of them are late, and how many drafts it has."""

    number: int
    late: int
    drafts: int


def letters_waiting(user: User) -> LettersWaiting:
    """Of this person's inspectorate. One query."""
    own = office_of(user)
    waiting = WAITING & Q(recipient=own)
    found = Letter.objects.filter(letters_seen_by(user)).aggregate(
        number=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(acknowledge_by__lt=localdate())),
        drafts=Count("pk", filter=Q(sent_at=None)),
    )
    return LettersWaiting(**found)


def late_letters(today: date) -> QuerySet[Letter]:
    """What waits although its day has passed, and of which the programme office was not told yet."""
    return Letter.objects.filter(WAITING, escalated_at=None, acknowledge_by__lt=today)


def letter_for(user: User, pk: int) -> Letter:
    """One letter, or 404 when this person may not see it."""
    return get_object_or_404(Letter.objects.filter(letters_seen_by(user)).select_related(*RELATED), pk=pk)


def written_letter_for(user: User, pk: int) -> Letter:
    """One that the person's own inspectorate wrote, or 404: its drafts and earlier words are nobody else's."""
    rows = Letter.objects.filter(letters_seen_by(user), inspectorate=office_of(user))
    return get_object_or_404(rows.select_related(*RELATED), pk=pk)


def wrote(user: User, letter: Letter) -> bool:
    """Whether it is the person's own inspectorate that writes it."""
    own = office_of(user)
    return own is not None and own.pk == letter.inspectorate_id


def office_to_write_for(user: User) -> Inspectorate:
    """For whose casework this person acts; raises NotAllowed for everybody else."""
    own = office_of(user)
    if own is None:
        raise NotAllowed(_("Only people of an inspectorate can do this."))
    return own


def other_inspectorates(user: User) -> list[Inspectorate]:
    """To whom this person's inspectorate can write."""
    return list(Inspectorate.objects.exclude(pk=office_to_write_for(user).pk).order_by("position"))


def kept_words(letter: Letter, number: int) -> Revision:
    """Words that were kept beside the current ones, or 404."""
    return get_object_or_404(history_of(letter.text), number=number, kept_beside=True)


def _citable(sender: Inspectorate, recipient: Inspectorate) -> QuerySet[Item]:
    """Items that stand and that both have."""
    rows = Item.objects.filter(held_by(sender)).filter(held_by(recipient)).filter(withdrawn_at=None)
    return rows.select_related("local_area", "inspectorate").order_by("-sent_at", "-pk")


def items_to_cite(
    sender: Inspectorate, recipient: Inspectorate, area: LocalArea | None, chosen: list[int]
) -> tuple[list[Item], bool]:
    """Items to choose from: the newest that both have (of the local area, if there is one) and those of them that are chosen already.

    A chosen one that was withdrawn stays, so that it can be taken out. The second value: whether there are older ones that are not offered.
    """
    rows = _citable(sender, recipient)
    if area is not None:
        rows = rows.filter(local_area=area)
    offered = list(rows[: MOST_OFFERED + 1])
    more, offered = len(offered) > MOST_OFFERED, offered[:MOST_OFFERED]
    missing = set(chosen) - {item.pk for item in offered}
    if missing:
        others = Item.objects.filter(held_by(sender)).filter(held_by(recipient)).filter(pk__in=missing)
        offered += others.select_related("local_area", "inspectorate").order_by("-sent_at", "-pk")
    return offered, more


def why_not_cited(sender: Inspectorate, recipient: Inspectorate, item: int) -> str:
    """Why a letter cannot rest on this item, in a sentence; empty when it can."""
    try:
        check_items(sender, recipient, [item])
    except Invalid as refusal:
        return str(refusal)
    return ""


def items_held(sender: Inspectorate, keys: list[int]) -> QuerySet[Item]:
    """Items of these keys that the sender has."""
    return Item.objects.filter(held_by(sender), pk__in=keys).select_related("local_area").order_by("pk")


def cited_items(letter: Letter) -> QuerySet[Item]:
    """What the letter rests on."""
    return letter.items.select_related("local_area", "inspectorate").order_by("pk")


def facts_of(letter: Letter, *, draft: bool, on: date) -> LetterFacts:
    """What is printed of a letter as it stands. A draft without a marking is handled as the more sensitive."""
    items = [
        CitedFacts(
            item.pk, str(item.get_kind_display()), item.local_area.name, item.inspectorate.name, localdate(item.sent_at),
            item.local_area.demonstration, item.withdrawn_at and localdate(item.withdrawn_at),
        )
        for item in cited_items(letter)
    ]  # fmt: skip
    agencies, area = list(letter.agencies.all()), letter.local_area
    return LetterFacts(
        draft=draft,
        number=letter.pk,
        marking=str(letter.get_marking_display() or Marking.SENSITIVE.label),
        demonstration=(area is not None and area.demonstration) or any(row.demonstration for row in agencies),
        on=on,
        sender=letter.inspectorate.name,
        recipient=letter.recipient.name,
        subject=letter.subject,
        area=area.name if area else "",
        agencies=[row.name for row in agencies],
        text=letter.text.body,
        items=items,
        signs_name=letter.signs_name,
        signs_role=letter.signs_role,
    )


@dataclass(frozen=True)
class LetterShown:
    """Everything on the page of a letter. document: what was made of it, of these words; current: whether it says what was withdrawn.

    items: what it rests on; who sees the letter has them as well, also those that were withdrawn.
    """

    letter: Letter
    agencies: list[Agency]
    items: list[Item]
    document: LetterDocument | None
    current: bool
    days: Counted | None

    @property
    def job(self) -> Job | None:
        """That builds the document's PDF."""
        return self.document.job if self.document else None

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its words, laid out as they are printed."""
        return paragraphs(clean(self.letter.text.body))

    @property
    def demonstration(self) -> bool:
        """Something in it is invented."""
        area = self.letter.local_area
        among = [area, *self.agencies, *(item.local_area for item in self.items)]
        return any(row is not None and row.demonstration for row in among)


def document_of(letter: Letter) -> LetterDocument | None:
    """What was made of a letter: of a draft that of the words that stand, of a sent one what was frozen."""
    rows = LetterDocument.objects.filter(letter=letter, draft=letter.sent_at is None)
    return rows.select_related("job", "file").order_by("-pk").first()


def pdf_of(letter: Letter) -> tuple[LetterDocument, StoredFile]:
    """The same with its PDF, once that is there; 404 before."""
    found = document_of(letter)
    if found is None or found.file is None:
        raise Http404
    return found, found.file


def letter_shown(letter: Letter) -> LetterShown:
    """One letter with all that hangs on it; the number of queries does not grow with it."""
    document, items = document_of(letter), list(cited_items(letter))
    gone = {item.pk for item in items if item.withdrawn_at is not None}
    return LetterShown(
        letter=letter,
        agencies=list(letter.agencies.order_by("name")),
        items=items,
        document=document,
        current=document is not None and withdrawn_in(document.content) == gone,
        days=days_of(letter),
    )
