"""The world in which every door is tried: inspections at several points of their lives, made by the real commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from accounts.commands import create_token
from accounts.models import Token, User
from agencies.queries import forget_holidays
from inspections import commands
from inspections.models import Child, Evaluation, EvidenceNote, Finding, Inspection, RequestFile, RequestItem, TeamPlace
from scheduling.commands import make_feed, open_year
from scheduling.models import ProgrammeYear
from tests.doors.access_world import Access, build_access
from tests.doors.letters_world import Letters, build_letters
from tests.doors.people_world import Admissions, build_admissions
from tests.doors.plans_world import Plans, build_plans
from tests.doors.programmes_world import Programmes, build_programmes
from tests.doors.replacing_world import Places, build_places
from tests.doors.reports_world import Reports, build_reports
from tests.doors.sharing_world import Sharing, build_sharing
from tests.doors.sign_in_world import SignIns, build_sign_ins
from tests.doors.terms_world import build_terms
from tests.doors.years_world import Away, build_away
from tests.walk import Cast, agency_of, cast, finding, inspection_at, note, strand_of
from writing.models import Revision

# Far off: in them an inspection can still be planned, whenever the tests run.
OPEN_YEAR, OTHER_YEAR = 2098, 2099
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class World:
    """Names for what the rows of the matrix speak of. All inspections are of the same area, in different years."""

    people: Cast
    planned: Inspection
    set_up: Inspection
    fieldwork: Inspection
    moderation: Inspection
    deferred: Inspection
    year: ProgrammeYear
    # In fieldwork, all recorded by CQC's inspector:
    note: EvidenceNote
    finding: Finding
    evaluation: Evaluation
    kept: Revision  # words of the note that were kept beside the current ones
    child: Child  # nothing recorded about it
    asked: RequestItem  # of the council, whose person co-ordinates
    answered: RequestItem
    place: TeamPlace  # the observer's
    # In moderation:
    proposed: Finding
    aside: Finding
    token: Token  # of CQC's inspector
    sign_ins: SignIns
    file: RequestFile  # of the council's item that waits for an answer
    calendar_secret: str = ""  # of the link of CQC's inspector
    made_reports: Reports | None = None
    admissions: Admissions | None = None
    made_access: Access | None = None
    made_programmes: Programmes | None = None
    made_sharing: Sharing | None = None
    made_letters: Letters | None = None
    made_away: Away | None = None
    made_plans: Plans | None = None
    made_places: Places | None = None
    sessions: dict[str, str] = field(default_factory=dict)

    @property
    def reports(self) -> Reports:
        """The reports, in a world that was made with them."""
        assert self.made_reports is not None
        return self.made_reports

    @property
    def access(self) -> Access:
        """CQC's request for access."""
        assert self.made_access is not None
        return self.made_access

    @property
    def programmes(self) -> Programmes:
        """What CQC recorded under its programmes."""
        assert self.made_programmes is not None
        return self.made_programmes

    @property
    def sharing(self) -> Sharing:
        """What the inspectorates share."""
        assert self.made_sharing is not None
        return self.made_sharing

    @property
    def away(self) -> Away:
        """Leave that was entered."""
        assert self.made_away is not None
        return self.made_away

    @property
    def places(self) -> Places:
        """Places of the open year that were given back."""
        assert self.made_places is not None
        return self.made_places

    @property
    def letters(self) -> Letters:
        """Letters between the inspectorates."""
        assert self.made_letters is not None
        return self.made_letters

    @property
    def plans(self) -> Plans:
        """Plans of the year."""
        assert self.made_plans is not None
        return self.made_plans


def person_of(people: Cast, part: str) -> User:
    """Who plays this part of the matrix."""
    played = {"area": people.co_ordinator, "inspector": people.cqc, "signatory": people.cqc_signatory}
    return played.get(part) or getattr(people, part)


def signed_in(person: User) -> str:
    """The key of a session."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _fresh(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


def build(*, reports: bool) -> World:
    """Everything, through the real commands. reports: with those, which take some seconds more."""
    people = cast()
    people.stranger.set_password(PASSWORD)
    people.stranger.save(update_fields=["password"])
    fieldwork = inspection_at("fieldwork", year=OPEN_YEAR)
    council = agency_of(fieldwork, "local-authority")
    seen = note(fieldwork, by=people.cqc, agency=council)
    facts = {"activity": seen.activity, "strand": seen.strand}
    commands.edit_note(seen, base=1, text="The worker knew the child and the family well.", by=people.cqc, **facts)
    saved = commands.edit_note(seen, base=1, text="The worker knew T1 well.", by=people.cqc, **facts)
    assert saved.kept is not None
    found = finding(fieldwork, by=people.cqc, notes=[seen])
    written = commands.add_evaluation(
        fieldwork,
        strand=strand_of(fieldwork),
        agency=council,
        effect="improves",
        text="Help comes early.",
        findings=[found],
        by=people.cqc,
    )
    asked = fieldwork.request_items.filter(agency=council).first()
    answered = fieldwork.request_items.exclude(pk=asked.pk).filter(agency=council).first()
    commands.answer_request_item(answered, held=True, answer="Sent through the portal.", by=people.co_ordinator)
    draft = fieldwork.milestones.get(kind="draft_due")
    commands.override_date(draft, day=date(2026, 4, 20), reason="Easter", by=people.lead)
    moderation = inspection_at("moderation", year=2024)
    proposed = finding(moderation, by=people.cqc, statement="Partners act early.")
    aside = finding(moderation, by=people.cqc, statement="One case only.")
    commands.set_finding_aside(aside, reason="A single case", by=people.lead)
    made = World(
        people=cast(),
        planned=inspection_at("planned", year=2023),
        set_up=inspection_at("set-up", year=2022),
        fieldwork=fieldwork,
        moderation=moderation,
        deferred=inspection_at("deferred", year=2021),
        year=_year(people),
        note=seen,
        finding=found,
        evaluation=written,
        kept=saved.kept,
        child=fieldwork.children.order_by("pk").last(),
        asked=asked,
        answered=answered,
        place=fieldwork.team.get(user=people.observer),
        proposed=proposed,
        aside=aside,
        token=_token(people.cqc),
        sign_ins=build_sign_ins(people.cqc, PASSWORD),
        file=commands.add_request_file(asked, data=b"Minutes of March", name="minutes.txt", by=people.co_ordinator),
        made_reports=build_reports() if reports else None,
    )
    made = replace(made, admissions=build_admissions(people, made.planned), made_access=build_access(people, seen, proposed))
    made = replace(made, made_programmes=build_programmes(people), made_away=build_away(people))
    made = replace(made, made_sharing=build_sharing(people))
    made = replace(made, made_letters=build_letters(people, made.sharing.sent), calendar_secret=make_feed(by=people.cqc)[1])
    made = replace(made, made_plans=build_plans(people, made.year))
    made = replace(made, made_places=build_places(people, made.year))
    build_terms(people, OPEN_YEAR)
    made.sessions.update({part: signed_in(person_of(made.people, part)) for part in SIGNED_IN})
    made.sessions.update(made.sign_ins.sessions)
    return made


SIGNED_IN = (
    "stranger",
    "area",
    "observer",
    "inspector",
    "lead",
    "programme_lead",
    "cqc_programme_lead",
    "administrator",
    "reviewer",
    "signatory",
    "hmicfrs_signatory",
    "decision_maker",
    "police",
    "other_area",
    "ofsted_administrator",
    "second_administrator",
    "cqc_administrator",
    "governance",
    "ofsted_governance",
)


def _year(people: Cast) -> ProgrammeYear:
    return open_year(OPEN_YEAR, by=people.programme_lead)


def _token(person: User) -> Token:
    return create_token(name="Export", scope="read", days=30, by=person)[0]


@contextmanager
def furnished(blocker: Any, *, reports: bool = False) -> Iterator[World]:
    """The world for one module of tests: one transaction around all of them, undone at the end."""
    with blocker.unblock(), transaction.atomic():
        forget_holidays()
        made = build(reports=reports)
        # What the rows refer to is looked at once, here. Left to the end of the transaction it would be at the end of each test.
        connection.check_constraints()
        # The planner still believes what it last knew of these tables: nothing, or a world that was undone.
        connection.cursor().execute("ANALYZE")
        yield made
        transaction.set_rollback(True)
