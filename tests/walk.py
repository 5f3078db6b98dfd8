"""Takes an inspection to a point of its life through the real commands, with people as parts of a play.

`cast()` finds (or makes) the people; each call gives fresh rows, so no test carries grants read before a change.
`inspection_at("fieldwork")` walks there. What lies beyond moderation is walked by tests/walk_reports.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group

from accounts.models import User
from agencies.loading import load_agency_kinds, load_inspectorates
from agencies.models import (
    Agency,
    AgencyKind,
    Inspectorate,
    LocalArea,
    Membership,
    Partnership,
    PartnershipMember,
    Region,
    Role,
    RoleKind,
)
from agencies.queries import forget_holidays, inspectorate_of
from inspections import commands
from inspections.framework_loading import load_framework
from inspections.models import (
    Activity,
    AgeBand,
    ChildKind,
    DeepDiveTopic,
    Effect,
    EvaluationEffect,
    EvidenceNote,
    Finding,
    FindingKind,
    FrameworkVersion,
    Inspection,
    Level,
    Part,
    Strand,
)
from inspections.workflow import MAIN_LINE, Status

AGENCIES = Path(settings.BASE_DIR) / "agencies" / "reference"
FRAMEWORKS = Path(settings.BASE_DIR) / "inspections" / "reference" / "frameworks"
SINCE = date(2020, 1, 1)
WEEK = date(2026, 3, 9)  # a Monday without bank holidays, outside the closed periods
WEEK_TO_COME = date(2099, 3, 9)  # a Monday for the tests of pages and API, which plan nothing that is over
YEAR = 2025
AREA, OTHER_AREA = "X001", "X002"
THEMATIC, FRONT_DOOR = "2022-thematic", "2022-front-door"
# The parts of an area: kind of agency → its name in that area.
SERVES = {
    "local-authority": "{area} Council",
    "police": "{area} Police",
    "icb": "{area} Integrated Care Board",
    "health-provider": "{area} Hospitals",
    "youth-justice-service": "{area} Youth Justice Service",
    "probation-service": "{area} Probation",
}


@dataclass(frozen=True)
class Cast:
    """The people of every test. Their names say what they are."""

    programme_lead: User  # Ofsted's office: owns the year
    cqc_programme_lead: User
    lead: User  # lead inspector, Ofsted
    ofsted: User  # inspector on the team
    cqc: User
    hmicfrs: User
    probation: User
    ofsted_signatory: User
    cqc_signatory: User
    hmicfrs_signatory: User
    probation_signatory: User
    reviewer: User  # quality assurance, Ofsted
    decision_maker: User  # decides whether a statement is needed
    observer: User
    stranger: User  # an Ofsted inspector who is not on the team
    co_ordinator: User  # of the area, in the council
    police: User  # of the area's force
    other_area: User  # co-ordinator of another area
    administrator: User  # system administrator: no casework
    ofsted_administrator: User  # inspectorate administrators: own people only
    second_administrator: User  # of Ofsted as well
    cqc_administrator: User
    governance: User  # information governance of CQC
    ofsted_governance: User

    def inspectors(self, inspection: Inspection) -> list[User]:
        """One inspector of each inspectorate that takes part, in order of signing."""
        taking_part = set(inspection.inspectorates.values_list("code", flat=True))
        everybody = {"ofsted": self.ofsted, "cqc": self.cqc, "hmicfrs": self.hmicfrs, "hmi-probation": self.probation}
        return [person for code, person in everybody.items() if code in taking_part]

    def signatories(self, inspection: Inspection) -> list[User]:
        """The signatory of each inspectorate that takes part, in order of signing."""
        by_name = {
            "ofsted": self.ofsted_signatory,
            "cqc": self.cqc_signatory,
            "hmicfrs": self.hmicfrs_signatory,
            "hmi-probation": self.probation_signatory,
        }
        return [by_name[code] for code in inspection.inspectorates.order_by("position").values_list("code", flat=True)]


# part → (organisation, job title, roles)
WHO: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "programme_lead": ("ofsted", "Programme lead", (RoleKind.PROGRAMME_LEAD,)),
    "cqc_programme_lead": ("cqc", "Programme lead", (RoleKind.PROGRAMME_LEAD,)),
    "lead": ("ofsted", "His Majesty’s Inspector", ()),
    "ofsted": ("ofsted", "Inspector", ()),
    "cqc": ("cqc", "Inspector", ()),
    "hmicfrs": ("hmicfrs", "Inspector", ()),
    "probation": ("hmi-probation", "Inspector", ()),
    "ofsted_signatory": ("ofsted", "National director", (RoleKind.SIGNATORY,)),
    "cqc_signatory": ("cqc", "Director", (RoleKind.SIGNATORY,)),
    "hmicfrs_signatory": ("hmicfrs", "Inspector of Constabulary", (RoleKind.SIGNATORY,)),
    "probation_signatory": ("hmi-probation", "Chief Inspector of Probation", (RoleKind.SIGNATORY,)),
    "reviewer": ("ofsted", "Quality assurance manager", (RoleKind.QUALITY,)),
    "decision_maker": ("ofsted", "Deputy director", (RoleKind.DECISION_MAKER,)),
    "observer": ("ofsted", "Policy adviser", (RoleKind.OBSERVER,)),
    "stranger": ("ofsted", "Inspector", ()),
    "co_ordinator": (AREA, "Head of safeguarding", ()),
    "police": (AREA, "Detective superintendent", ()),
    "other_area": (OTHER_AREA, "Head of safeguarding", ()),
    "administrator": ("", "", ()),
    "ofsted_administrator": ("ofsted", "Office manager", (RoleKind.ADMINISTRATOR,)),
    "second_administrator": ("ofsted", "Office manager", (RoleKind.ADMINISTRATOR,)),
    "cqc_administrator": ("cqc", "Office manager", (RoleKind.ADMINISTRATOR,)),
    "governance": ("cqc", "Information governance officer", (RoleKind.INFORMATION_GOVERNANCE,)),
    "ofsted_governance": ("ofsted", "Information governance officer", (RoleKind.INFORMATION_GOVERNANCE,)),
}


def address_of(part: str) -> str:
    """The e-mail address of a part."""
    return f"{part.replace('_', '.')}@walk.example"


def cast() -> Cast:
    """Everybody, read anew; made on the first call in a test."""
    people = _people()
    if not people:
        _furnish()
        people = _people()
    return Cast(**{field.name: people[address_of(field.name)] for field in fields(Cast)})


def _people() -> dict[str, User]:
    rows = User.objects.filter(email__endswith="@walk.example")
    return {person.email: person for person in rows}


def _furnish() -> None:
    forget_holidays()
    load_inspectorates(AGENCIES / "inspectorates.csv")
    load_agency_kinds(AGENCIES / "agency_kinds.csv")
    DeepDiveTopic.objects.get_or_create(
        code="walk-topic", defaults={"name": "Children who live with neglect", "short_name": "Neglect", "description": "…"}
    )
    areas = {code: local_area(code) for code in (AREA, OTHER_AREA)}
    User.objects.bulk_create(
        User(
            email=address_of(part),
            name=part.replace("_", " ").capitalize(),
            password="!",
            is_system_administrator=part == "administrator",
        )
        for part in WHO
    )
    people = _people()
    inspectorates = {row.code: row for row in Inspectorate.objects.all()}
    force = Agency.objects.get(code=f"{AREA.lower()}-police")
    Membership.objects.bulk_create(
        Membership(
            user=people[address_of(part)],
            inspectorate=inspectorates.get(organisation),
            local_area=areas.get(organisation),
            agency=force if part == "police" else None,
            co_ordinator=part in {"co_ordinator", "other_area"},
            job_title=title,
            since=SINCE,
        )
        for part, (organisation, title, _roles) in WHO.items()
        if organisation
    )
    Role.objects.bulk_create(
        Role(user=people[address_of(part)], kind=kind, title=title if kind == RoleKind.SIGNATORY else "", valid_from=SINCE)
        for part, (_organisation, title, kinds) in WHO.items()
        for kind in kinds
    )
    for part, group in (("programme_lead", "office"), ("cqc_programme_lead", "office"), ("decision_maker", "decisions")):
        Group.objects.get_or_create(name=f"{group}:{WHO[part][0]}")[0].user_set.add(people[address_of(part)])


def local_area(code: str) -> LocalArea:
    """An invented local area with a whole partnership; the same code gives the same area."""
    found = LocalArea.objects.filter(code=code).first()
    if found is not None:
        return found
    number = LocalArea.objects.count()
    name = {AREA: "Fellmoor", OTHER_AREA: "Ravenholt"}.get(code, f"Saltmere {code}")
    region, _made = Region.objects.get_or_create(code="walk", defaults={"name": "Invented North", "demonstration": True})
    area = LocalArea.objects.create(
        code=code,
        name=name,
        official_name=f"{name} Council",
        type="unitary",
        region=region,
        population_0_17=50_000,
        population_year=2024,
        deprivation_score=20,
        deprivation_rank=50,
        hex_q=900 + number,
        hex_r=900,
        demonstration=True,
    )
    partnership = Partnership.objects.create(local_area=area, name=f"{name} Safeguarding Partnership")
    kinds = {kind.code: kind for kind in AgencyKind.objects.all()}
    made = Agency.objects.bulk_create(
        Agency(kind=kinds[kind], code=f"{code.lower()}-{kind}", name=title.format(area=name), demonstration=True)
        for kind, title in SERVES.items()
    )
    PartnershipMember.objects.bulk_create(PartnershipMember(partnership=partnership, agency=agency) for agency in made)
    return area


def framework_version(code: str = THEMATIC) -> FrameworkVersion:
    """One of the product's own framework versions, from its file."""
    if not FrameworkVersion.objects.filter(code=code).exists():
        cast()
        load_framework(FRAMEWORKS / f"{code}.json")
    return FrameworkVersion.objects.get(code=code)


def agency_of(inspection: Inspection, kind: str) -> Agency:
    """The area's agency of this kind, such as "police"."""
    return Agency.objects.get(kind__code=kind, partnerships__local_area=inspection.local_area)


def strand_of(inspection: Inspection, position: int = 1) -> Strand:
    """A strand of its framework, by place."""
    return inspection.framework.strands.get(position=position)


def note(inspection: Inspection, *, by: User, text: str = "The worker knew the child well.", **facts: object) -> EvidenceNote:
    """An evidence note."""
    given = {"activity": Activity.CASE_TRACKING, "strand": strand_of(inspection), **facts}
    return commands.add_note(inspection, text=text, by=by, **given)


def finding(
    inspection: Inspection, *, by: User, statement: str = "Agencies share information early.", **facts: object
) -> Finding:
    """A finding; a strength at practice level unless said otherwise."""
    given = {
        "strand": strand_of(inspection),
        "level": Level.PRACTICE,
        "kind": FindingKind.STRENGTH,
        "effect": Effect.IMPROVES,
        **facts,
    }
    return commands.add_finding(inspection, statement=statement, by=by, **given)


def _planned(inspection: Inspection, people: Cast, lead: User, partners: Iterable[str]) -> None:
    office = people.programme_lead
    commands.assign(inspection, person=lead, part=Part.LEAD, by=office)
    wanted = set(partners)
    for person in [*people.inspectors(inspection), *people.signatories(inspection)]:
        if inspectorate_of(person).code in wanted:
            part = Part.SIGNATORY if person.email.split("@", maxsplit=1)[0].endswith("signatory") else Part.INSPECTOR
            commands.assign(inspection, person=person, part=part, by=office)
    commands.assign(inspection, person=people.reviewer, part=Part.QUALITY, by=office)
    commands.assign(inspection, person=people.observer, part=Part.OBSERVER, by=office)


def _fieldwork(inspection: Inspection, people: Cast, lead: User) -> None:
    for number in range(inspection.framework.minimum_tracked):
        bands = (AgeBand.FROM_10_TO_15, AgeBand.UNDER_1)
        commands.add_child(inspection, kind=ChildKind.TRACKED, age_band=bands[number % 2], by=people.ofsted)
    commands.take_step("start_fieldwork", inspection, by=lead)


def _moderation(inspection: Inspection, people: Cast, lead: User) -> None:
    for person in people.inspectors(inspection):
        if not inspection.findings.filter(inspectorate=inspectorate_of(person)).exists():
            finding(inspection, by=person, notes=[note(inspection, by=person)])
    commands.take_step("begin_moderation", inspection, by=lead)


def agree_all(inspection: Inspection, people: Cast | None = None) -> None:
    """Each inspectorate agrees every finding that is not set aside."""
    people = people or cast()
    for each in Finding.objects.filter(inspection=inspection, set_aside=None).select_related("text"):
        each.inspection = inspection
        agreed = set(each.agreements.values_list("inspectorate", flat=True))
        for person in people.inspectors(inspection):
            if inspectorate_of(person).pk not in agreed:
                commands.agree_finding(each, version=each.text.version, by=person)


def evaluate_all(inspection: Inspection, people: Cast | None = None) -> None:
    """An evaluation of each strand for the partnership by Ofsted, drawing on the strand's findings."""
    people = people or cast()
    for strand in inspection.framework.strands.all():
        if not inspection.evaluations.filter(strand=strand).exists():
            commands.add_evaluation(
                inspection,
                strand=strand,
                agency=None,
                effect=EvaluationEffect.IMPROVES,
                text=f"Taken together, arrangements help children: {strand.name.lower()}.",
                findings=inspection.findings.filter(strand=strand),
                by=people.ofsted,
            )


def ready_to_draft(inspection: Inspection) -> Inspection:
    """Moderation, finished: everything is agreed and evaluated, so that drafting can begin."""
    people = cast()
    agree_all(inspection, people)
    evaluate_all(inspection, people)
    inspection.refresh_from_db()
    return inspection


ON: dict[Status, Callable[[Inspection, Cast, User], object]] = {
    Status.NOTIFIED: lambda inspection, _people, lead: commands.take_step("notify", inspection, by=lead),
    Status.SET_UP: lambda inspection, _people, lead: commands.take_step("start_set_up", inspection, by=lead),
    Status.FIELDWORK: _fieldwork,
    Status.MODERATION: _moderation,
}


def inspection_at(
    status: str,
    *,
    lead: User | None = None,
    framework: str = THEMATIC,
    partners: Iterable[str] = ("ofsted", "cqc", "hmicfrs", "hmi-probation"),
    area: str = AREA,
    week: date = WEEK,
    year: int = YEAR,
    staffed: bool = True,
) -> Inspection:
    """Walk there through the real commands, and give the inspection as it then stands.

    status: up to "moderation", or "deferred" (from planned), "paused" (from fieldwork), "cancelled" (from notified).
    partners: codes of the inspectorates whose inspector and signatory get a place. staffed: False leaves the team empty.
    """
    people = cast()
    version = framework_version(framework)
    inspection = commands.plan(
        local_area=local_area(area),
        framework=version,
        topic=DeepDiveTopic.objects.get(code="walk-topic") if version.has_topic else None,
        fieldwork_start=week,
        programme_year=year,
        by=people.programme_lead,
    )
    lead = lead or people.lead
    if staffed:
        _planned(inspection, people, lead, partners)
    return walk_on(inspection, status, lead=lead)


def walk_on(inspection: Inspection, status: str, *, lead: User | None = None) -> Inspection:
    """From where it stands to `status`, step by step."""
    people = cast()
    lead = lead or people.lead
    goal = Status(status)
    along = {Status.DEFERRED: Status.PLANNED, Status.PAUSED: Status.FIELDWORK, Status.CANCELLED: Status.NOTIFIED}.get(
        goal, goal
    )
    inspection.refresh_from_db()
    passed = MAIN_LINE.index(Status(inspection.status))
    for stage in MAIN_LINE[passed + 1 : MAIN_LINE.index(along) + 1]:
        ON[stage](inspection, people, lead)
        inspection.refresh_from_db()
    if goal == Status.DEFERRED:
        commands.defer(inspection, asked_by="Director of children’s services", reason="Flood", by=people.programme_lead)
    elif goal == Status.PAUSED:
        commands.take_step("pause", inspection, reason="A serious incident", by=lead)
    elif goal == Status.CANCELLED:
        commands.take_step("cancel", inspection, reason="The council is being abolished", by=people.programme_lead)
    # Read anew, with nothing kept: the test begins where a request would.
    return Inspection.objects.select_related("local_area__region", "framework", "topic").get(pk=inspection.pk)
