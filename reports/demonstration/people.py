"""Invented people with their organisations and roles, and the sign-in of each part."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from accounts.demonstration import PASSWORD, Person
from accounts.models import User
from agencies.commands import give_role, join
from agencies.models import Inspectorate, LocalArea, Membership, RoleKind
from agencies.queries import forget, inspectorates, partnership_agencies
from inspections.workflow import Status
from reports.demonstration.corpus import corpus

SINCE = date(2016, 1, 4)
SHOWN_AREA = "DEMO0001"
# Where a local area has something to do besides answering the information request.
AREA_STAGES = (Status.FACTUAL_ACCURACY, Status.PRE_PUBLICATION, Status.STATEMENT_DUE)
# What a job title says of the role that goes with it.
ROLES = {
    "programme lead": RoleKind.PROGRAMME_LEAD,
    "programme manager": RoleKind.PROGRAMME_LEAD,
    "quality assurance": RoleKind.QUALITY,
    "analyst": RoleKind.ANALYST,
    "signatory": RoleKind.SIGNATORY,
    "information governance": RoleKind.INFORMATION_GOVERNANCE,
    "observer": RoleKind.OBSERVER,
}
DECISION_MAKER = ("Yolande Marchetti", "yolande.marchetti@ofsted.example", "Chief Inspector’s decision maker")
# They let the others in and give them their roles. Ofsted has two, so that recovering an account can be tried.
ADMINISTRATORS = {
    "ofsted": (("Xanthe Mordaunt", "xanthe.mordaunt@ofsted.example"), ("Yusuf Rahimi", "yusuf.rahimi@ofsted.example")),
    "cqc": (("Orla Hennessy", "orla.hennessy@cqc.example"),),
    "hmicfrs": (("Patrick Anstruther", "patrick.anstruther@hmicfrs.example"),),
    "hmi-probation": (("Katya Brandreth", "katya.brandreth@hmi-probation.example"),),
}
# (name, address, job title) beside those who inspect. Two of information governance: neither finds the other's notes.
OTHERS = {
    "ofsted": (
        DECISION_MAKER,
        ("Philippa Okonjo", "philippa.okonjo@ofsted.example", "Information governance officer"),
        ("Ignatius Thorley", "ignatius.thorley@ofsted.example", "Policy adviser, observer"),
    ),
    "cqc": (("Marguerite Osei", "marguerite.osei@cqc.example", "Information governance officer"),),
}
ADMINISTERS = "Office manager, people and accounts"
SYSTEM_ADMINISTRATOR = ("Zachary Holm", "zachary.holm@service.example")


@dataclass
class Cast:
    """The people of one inspectorate by part."""

    inspectorate: Inspectorate
    inspectors: list[User]
    leads: list[User]
    by_role: dict[str, User]


def _person(name: str, email: str, password: str) -> User:
    person, made = User.objects.get_or_create(email=email, defaults={"name": name, "password": password, "demonstration": True})
    del made
    return person


def _here_since_long(person: User) -> None:
    """As if they had joined when their roles began: a role cannot begin before its person joined."""
    Membership.objects.filter(user=person).update(since=SINCE)
    forget(person)


def _administrator(inspectorate: Inspectorate, by: User, password: str) -> User:
    """The first of those who manage the inspectorate's people, named by a system administrator as everywhere, who name the others."""
    people = [_person(name, email, password) for name, email in ADMINISTRATORS[inspectorate.code]]
    for person in people:
        join(person, inspectorate=inspectorate, job_title=ADMINISTERS, by=by)
        _here_since_long(person)
        give_role(person, RoleKind.ADMINISTRATOR, valid_from=SINCE, by=by)
        by = people[0]
    return by


def _inspectorate_people(inspectorate: Inspectorate, system: User, password: str) -> Cast:
    by = _administrator(inspectorate, system, password)
    cast = Cast(inspectorate, [], [], {RoleKind.ADMINISTRATOR: by})
    rows = list(corpus("people")["inspectorates"][inspectorate.code])
    for name, email, title in OTHERS.get(inspectorate.code, ()):
        rows.append({"name": name, "email": email, "job_title": title})
    for row in rows:
        person = _person(row["name"], row["email"], password)
        join(person, inspectorate=inspectorate, job_title=row["job_title"], by=by)
        _here_since_long(person)
        title = row["job_title"].lower()
        kinds = [kind for words, kind in ROLES.items() if words in title]
        if row["email"] == DECISION_MAKER[1]:
            kinds = [RoleKind.DECISION_MAKER]
        for kind in kinds:
            give_role(person, kind, title=row["job_title"].split(",")[0], valid_from=SINCE, by=by)
            cast.by_role.setdefault(kind, person)
        if "lead inspector" in title:
            cast.leads.append(person)
        elif not kinds:
            cast.inspectors.append(person)
    return cast


AREA_JOBS = (
    ("Head of safeguarding and quality", "local-authority", True),
    ("Detective superintendent, public protection", "police", False),
    ("Designated nurse for safeguarding children", "icb", False),
)


def _area_people(area: LocalArea, names: list[str], by: User, password: str) -> list[User]:
    agencies = {agency.kind.code: agency for agency in partnership_agencies(area)}
    people = []
    for name, (title, kind, co_ordinator) in zip(names, AREA_JOBS, strict=False):
        person = _person(name, f"{slugify(name).replace('-', '.')}@{slugify(area.name)}.example", password)
        join(person, local_area=area, agency=agencies.get(kind), job_title=title, co_ordinator=co_ordinator, by=by)
        _here_since_long(person)
        people.append(person)
    return people


def make_people(areas: list[LocalArea]) -> dict[str, Cast]:
    """Everybody of the demonstration; returns the inspectorates' people by inspectorate code.

    The first local area has three people of three agencies, the others a co-ordinator each, and a second person
    where names last.
    """
    # One hash for all: a hundred slow ones would take a minute.
    password = make_password(PASSWORD)
    administrator = _person(*SYSTEM_ADMINISTRATOR, password)
    User.objects.filter(pk=administrator.pk).update(is_system_administrator=True)
    administrator.refresh_from_db()
    casts = {row.code: _inspectorate_people(row, administrator, password) for row in inspectorates()}
    names = list(corpus("people")["areas"])
    _area_people(areas[0], [names.pop(0) for _ in AREA_JOBS], administrator, password)
    for area in areas[1:]:
        _area_people(area, [names.pop(0) for _ in range(min(2, len(names)))], administrator, password)
    return casts


def sign_ins() -> list[Person]:
    """One person for each part, found by what they do; empty when the demonstration is not loaded."""
    rows = []
    for code, kind, part in (
        ("ofsted", RoleKind.PROGRAMME_LEAD, "Programme lead, Ofsted"),
        ("cqc", RoleKind.PROGRAMME_LEAD, "Programme lead, CQC"),
        ("hmicfrs", RoleKind.PROGRAMME_LEAD, "Programme lead, HMICFRS"),
        ("hmi-probation", RoleKind.PROGRAMME_LEAD, "Programme lead, HMI Probation"),
        ("ofsted", RoleKind.QUALITY, "Quality assurance, Ofsted"),
        ("ofsted", RoleKind.SIGNATORY, "Signatory, Ofsted"),
        ("cqc", RoleKind.SIGNATORY, "Signatory, CQC"),
        ("hmicfrs", RoleKind.SIGNATORY, "Signatory, HMICFRS"),
        ("hmi-probation", RoleKind.SIGNATORY, "Signatory, HMI Probation"),
        ("ofsted", RoleKind.DECISION_MAKER, "Chief Inspector’s decision maker"),
        ("ofsted", RoleKind.ANALYST, "Analyst, Ofsted"),
        ("ofsted", RoleKind.OBSERVER, "Observer, Ofsted"),
        ("ofsted", RoleKind.INFORMATION_GOVERNANCE, "Information governance, Ofsted"),
        ("cqc", RoleKind.INFORMATION_GOVERNANCE, "Information governance, CQC"),
        ("ofsted", RoleKind.ADMINISTRATOR, "Inspectorate administrator, Ofsted"),
        ("cqc", RoleKind.ADMINISTRATOR, "Inspectorate administrator, CQC"),
    ):
        people = User.objects.filter(
            demonstration=True, membership__inspectorate__code=code, roles__kind=kind, roles__valid_to=None
        )
        # Two administrators of Ofsted: one asks for the recovery of an account, the other confirms it.
        several = 2 if kind == RoleKind.ADMINISTRATOR else 1
        rows += [Person(part, person.name, person.email) for person in people.order_by("pk")[:several]]
    for code, words, part in (
        ("ofsted", "lead inspector", "Lead inspector, Ofsted"),
        ("ofsted", "social care", "Inspector, Ofsted"),
        ("cqc", "inspector, children", "Inspector, CQC"),
        ("hmicfrs", "inspection officer", "Inspector, HMICFRS"),
        ("hmi-probation", "youth", "Inspector, HMI Probation"),
    ):
        people = User.objects.filter(
            demonstration=True, membership__inspectorate__code=code, membership__job_title__icontains=words
        )
        rows += [Person(part, person.name, person.email) for person in people.order_by("pk")[:1]]
    of_areas = User.objects.filter(demonstration=True).select_related("membership__agency", "membership__local_area")
    for person in of_areas.filter(membership__local_area__code=SHOWN_AREA).order_by("pk"):
        place = person.membership
        part = "Co-ordinator" if place.co_ordinator else f"Contact ({place.agency})"
        rows.append(Person(f"{part}, {place.local_area}", person.name, person.email))
    for status in AREA_STAGES:
        waiting = of_areas.filter(membership__co_ordinator=True, membership__local_area__inspections__status=status)
        rows += [
            Person(f"Co-ordinator, {person.membership.local_area} ({status.label.lower()})", person.name, person.email)
            for person in waiting.order_by("pk")[:1]
        ]
    people = User.objects.filter(demonstration=True, is_system_administrator=True)
    rows += [Person("System administrator", person.name, person.email) for person in people[:1]]
    return rows
