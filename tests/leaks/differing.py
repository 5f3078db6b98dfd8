"""Two worlds that differ by one hidden thing look alike, to the last byte, to whoever may not see it: counts leak too."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from inspections import commands
from inspections.models import EvidenceNote, Inspection, RequestItem
from jobs.models import Email
from reports import commands as reporting
from reports import policies
from tests import letters, sharing
from tests.leaks import plans
from tests.leaks.addresses import ALIKE
from tests.leaks.asking import Ask, asks
from tests.leaks.planting import Planted
from tests.leaks.searching import body_of, client_of, send
from tests.leaks.targets import ABSENT, ELSEWHERE
from tests.leaks.viewers import BY_NAME
from tests.walk import AREA, FRONT_DOOR, agency_of, cast, finding, inspection_at, note, strand_of
from tests.walk_reports import read_anew

# What differs from one answer to the next even where nothing else does.
FLEETING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|data-session-seconds="\d+"|'
    rb"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|"
    # The sheet of who opened what has this very download in its own first line.
    rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?=,[^\r\n]*Who opened what, downloaded)"
)
NOT_COMPARED = {"content-security-policy", "set-cookie", "date", "expires"}
# Of the service itself: they read no rows, or describe only addresses. A new app's secret is another one each time.
OF_THE_SERVICE = {"api_schema", "api_docs", "api_nothing", "components", "accessibility", "privacy", "healthz", "totp_add"}
# Whoever holds the link of CQC's inspector reads what that inspector may: it says nothing of what the holder may tell.
OF_WHOSE_LINK = {"calendar_file"}
Answer = tuple[int, bytes, tuple[tuple[str, str], ...]]


def answer(planted: Planted, viewer: str, ask: Ask) -> Answer:
    """Status, body and headers, without what is fleeting; the world is as before."""
    client, headers = client_of(planted, BY_NAME[viewer])
    with transaction.atomic():
        try:
            response = send(client, headers, ask)
            whole = body_of(response)
        finally:
            transaction.set_rollback(True)
    # A token's length is always the same, so the length of the body is compared with it.
    body = FLEETING.sub(b"", unpacked(whole))
    apart = NOT_COMPARED | ({"content-length"} if zipfile.is_zipfile(io.BytesIO(whole)) else set())
    told = sorted((name.lower(), value) for name, value in response.headers.items() if name.lower() not in apart)
    return response.status_code, body, tuple(told)


def unpacked(body: bytes) -> bytes:
    """The parts of a workbook but that which says when it was made; anything else as it is."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return b"".join(name.encode() + book.read(name) for name in book.namelist() if name != "docProps/core.xml")


def reading(planted: Planted, key: str) -> list[Ask]:
    """Every address that can be read about one inspection, and those that are the same for all."""
    alike = [ask for ask in asks(planted, ELSEWHERE) if ask.name in ALIKE - OF_THE_SERVICE]
    return [
        ask for ask in [*asks(planted, key), *alike] if ask.method == "get" and not ask.mixed and ask.name not in OF_WHOSE_LINK
    ]


@dataclass(frozen=True)
class Hidden:
    """Something that some people must not notice. key: of the inspection that they look at meanwhile."""

    what: str
    key: str
    hide: Callable[[Planted], object]
    viewers: tuple[str, ...]


def _inspection(planted: Planted, key: str) -> Inspection:
    return Inspection.objects.get(pk=planted.targets[key].pk)


def _note(key: str) -> Callable[[Planted], object]:
    return lambda planted: note(_inspection(planted, key), by=cast().hmicfrs, text="A note of our own that stands here.")


def _edit(planted: Planted) -> object:
    seen = EvidenceNote.objects.get(pk=planted.targets["fieldwork"].ids["versioned"][0])
    facts = {"activity": "interview", "strand": seen.strand, "by": cast().hmicfrs}
    return commands.edit_note(seen, base=seen.text.version, text="Other words of our own stand here.", **facts)


def _finding(planted: Planted) -> object:
    return finding(_inspection(planted, "fieldwork"), by=cast().hmicfrs, statement="A finding of our own stands here.")


def _evaluation(planted: Planted) -> object:
    inspection = _inspection(planted, "fieldwork")
    council = agency_of(inspection, "local-authority")
    facts = {"strand": strand_of(inspection), "agency": council, "effect": "both", "findings": []}
    return commands.add_evaluation(inspection, text="An evaluation of our own stands here.", by=cast().hmicfrs, **facts)


def _answer(planted: Planted) -> object:
    inspection = _inspection(planted, "fieldwork")
    council = agency_of(inspection, "local-authority")
    item = RequestItem.objects.filter(inspection=inspection, agency=council, state="asked").first()
    assert item is not None
    return commands.answer_request_item(item, held=True, answer="The council's own list stands here.", by=cast().co_ordinator)


def _file(planted: Planted) -> object:
    inspection = _inspection(planted, "fieldwork")
    council = agency_of(inspection, "local-authority")
    item = RequestItem.objects.filter(inspection=inspection, agency=council, state="asked").first()
    assert item is not None
    return commands.add_request_file(item, data=b"The council's own file", name="list.txt", by=cast().co_ordinator)


def _point(planted: Planted) -> object:
    report = planted.targets["factual-accuracy"].report
    assert report is not None
    newest = policies.latest_round(read_anew(report))
    assert newest is not None
    return reporting.add_point(newest, body="A point that is not sent stands here.", by=cast().co_ordinator)


def _words(planted: Planted) -> object:
    report = planted.targets["drafting"].report
    assert report is not None
    first = report.paragraphs.select_related("section", "strand").get(pk=planted.targets["drafting"].ids["paragraph"][0])
    place = {"section": first.section, "strand": first.strand}
    return reporting.add_paragraph(read_anew(report), text="More words stand here.", by=cast().lead, **place)


def plan(_planted: Planted) -> Inspection:
    """A week of the first area that nobody there knows of, with a whole team."""
    return inspection_at("planned", framework=FRONT_DOOR, area=AREA, year=2199, partners=("ofsted", "cqc", "hmicfrs"))


UNTOLD = ("co_ordinator", "council", "police", "other_area", "nobody", "administrator", "stranger_cqc", "probation")
OTHERS = (
    "cqc", "lead", "cqc_signatory", "observer", "programme_lead", "co_ordinator", "stranger", "removed", "governance",
)  # fmt: skip
NOT_TOLD = ("hmicfrs", "probation", "co_ordinator", "observer", "administrator", "cqc_administrator", "nobody")


def _shared(_planted: Planted) -> object:
    return sharing.sent(by=cast().ofsted, text="Words of an item stand here.", urgent=True)


def _draft(_planted: Planted) -> object:
    return sharing.draft(by=cast().ofsted, text="Words of a draft stand here.")


def _letter(_planted: Planted) -> object:
    return letters.posted(by=cast().ofsted, text="Words of a letter stand here.")


def _draft_letter(_planted: Planted) -> object:
    return letters.letter(by=cast().ofsted, text="Words of a draft stand here.")


def _plan_of_a_year(planted: Planted) -> object:
    return plans.another(planted.targets[ELSEWHERE])


HIDDEN = (
    Hidden("a private note of HMICFRS in fieldwork", "fieldwork", _note("fieldwork"), OTHERS),
    Hidden("other words of a private note", "fieldwork", _edit, OTHERS),
    Hidden("a finding of HMICFRS in fieldwork", "fieldwork", _finding, OTHERS),
    Hidden("an evaluation of HMICFRS in fieldwork", "fieldwork", _evaluation, OTHERS),
    Hidden("a private note of HMICFRS in moderation", "moderation", _note("moderation"), OTHERS),
    Hidden("an answer of the council", "fieldwork", _answer, ("police",)),
    Hidden("a point that is not sent", "factual-accuracy", _point, ("lead", "cqc", "observer", "programme_lead", "other_area")),
    Hidden("more words of a draft", "drafting", _words, ("co_ordinator", "police", "observer", "programme_lead", "reviewer")),
    Hidden("a planned week", "fieldwork", plan, UNTOLD),
    # People of theirs are on its team: trails, lists of people and invitations stay as they were.
    Hidden("a planned week with people of CQC", "fieldwork", plan, ("cqc_administrator",)),
    Hidden("a planned week with people of Ofsted", "fieldwork", plan, ("ofsted_administrator",)),
    Hidden("a file of the council", "fieldwork", _file, ("police",)),
    Hidden(
        "a plan of a year",
        "fieldwork",
        _plan_of_a_year,
        ("cqc_programme_lead", "ofsted_administrator", "lead", "observer", "governance", *UNTOLD),
    ),
    Hidden("an item that Ofsted sends to CQC", "fieldwork", _shared, NOT_TOLD),
    Hidden("a letter that Ofsted sends to CQC", "fieldwork", _letter, NOT_TOLD),
    Hidden("a draft of a letter", "fieldwork", _draft_letter, ("cqc", "cqc_programme_lead", *NOT_TOLD)),
    Hidden("a draft of an item", "fieldwork", _draft, ("lead", "stranger", "cqc", "hmicfrs", "observer", "co_ordinator")),
)


# The trail of an inspection is its lead's: that something was done there, when and by whom; never what.
TOLD_BY_DESIGN = {"lead": {"inspection_trail", "inspection_trail_csv"}}


# Pages and lists that count, or stand for what others have done.
COUNTING = {
    "inspection", "notes", "findings", "evaluations", "moderation", "children", "request", "team", "home", "inspections", "report",
    "response", "response_request", "api_inspection", "api_notes", "api_findings", "api_inspections", "people", "person_trail",
    "person_trail_csv", "local_areas", "local_area", "agencies", "agency", "report_accuracy", "items", "item_queue", "api_items", "api_item_queue",
    "api_item_signals", "api_item_similar", "items_export", "item_signals", "api_item_signals_areas", "api_item_signals_topics",
    "letters", "api_letters",
}  # fmt: skip


def thinned(questions: list[Ask], number: int, of: int = 3) -> list[Ask]:
    """What counts, and one in three of the rest."""
    return [ask for place, ask in enumerate(questions) if ask.name in COUNTING or place % of == number % of]


def differences(
    planted: Planted,
    hidden: Hidden,
    viewer: str,
    before: dict[str, Answer] | None = None,
    questions: list[Ask] | None = None,
) -> list[str]:
    """What this viewer could tell by, in words. before: the answers of the world without it, when they are known.

    questions: the addresses that are asked, all unless given.
    """
    by_design = TOLD_BY_DESIGN.get(viewer, set())
    questions = questions if questions is not None else reading(planted, hidden.key)
    questions = [ask for ask in questions if ask.name not in by_design]
    before = before if before is not None else answers(planted, viewer, questions)
    told: list[str] = []
    with transaction.atomic():
        try:
            mail = Email.objects.count()
            made = hidden.hide(planted)
            after = answers(planted, viewer, questions)
            told += [
                f"{viewer} can tell {hidden.what} by {ask}: {_differs(before[ask.address], after[ask.address])}"
                for ask in questions
                if after[ask.address] != before[ask.address]
            ]
            if isinstance(made, Inspection):
                told += _not_there(planted, viewer, made, hidden, questions)
                told += _mail(planted, viewer, mail, hidden)
        finally:
            transaction.set_rollback(True)
    return told


def answers(planted: Planted, viewer: str, questions: list[Ask]) -> dict[str, Answer]:
    """All answers as they are now."""
    return {ask.address: answer(planted, viewer, ask) for ask in questions}


def _differs(before: Answer, after: Answer) -> str:
    """Where two answers part, for whoever has to find out why."""
    for old, new in zip(before, after, strict=True):
        if old != new:
            was, now = (one if isinstance(one, bytes) else str(one).encode() for one in (old, new))
            at = next((at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), 0)
            return f"{was[max(0, at - 60) : at + 60]!r} was, {now[max(0, at - 60) : at + 60]!r} is"
    return ""


def _not_there(planted: Planted, viewer: str, made: Inspection, hidden: Hidden, questions: list[Ask]) -> list[str]:
    """An inspection that they must not know of answers like one that is not there."""
    known = f"/{planted.targets[hidden.key].pk}/"
    told = []
    for ask in questions:
        if known in ask.address:
            there, absent = (_without_id(planted, viewer, ask, known, pk) for pk in (made.pk, ABSENT))
            if there != absent:
                told.append(f"{viewer} can tell {hidden.what}: {ask.name} answers {there[0]}, and {absent[0]} where nothing is")
    return told


def _without_id(planted: Planted, viewer: str, ask: Ask, known: str, pk: int) -> tuple[int, bytes]:
    """The answer about another inspection, without its key, which the address repeats."""
    address = ask.address.replace(known, f"/{pk}/", 1)
    status, body, _headers = answer(planted, viewer, Ask(ask.name, "get", address, ask.target))
    return status, body.replace(b"/%d/" % pk, b"")


def _mail(planted: Planted, viewer: str, before: int, hidden: Hidden) -> list[str]:
    person = planted.person(viewer)
    if person is None:
        return []
    got = Email.objects.order_by("pk")[before:].values_list("to", flat=True)
    return [f"{viewer} can tell {hidden.what} by an e-mail"] if person.email in list(got) else []
