"""Who looks: every role and every relation to the planted inspections, also of people whose right has just ended."""

from dataclasses import dataclass

from accounts.models import User
from agencies.models import Agency, Inspectorate, LocalArea, Membership
from tests.leaks.rules import INSPECTOR, LEAD, OBSERVER, QUALITY, SIGNATORY
from tests.walk import AREA, OTHER_AREA, SINCE, Cast


@dataclass(frozen=True)
class Viewer:
    """One who looks. part: the place held now on each planted inspection; elsewhere: the same on the one of another team.

    inspectorate, area: where the person belongs now. decides: holds the role that decides on statements.
    schedules: holds the programme lead's role. administers: code of the inspectorate or local area whose people they manage.
    apart: administers, governs information or observes: no casework of shared items.
    token: asks with a token instead of a session ("read" or "revoked"). half: has shown a password only.
    apart: holds a role that keeps from casework: administrator, information governance, observer.
    """

    name: str
    part: str = ""
    elsewhere: str = ""
    inspectorate: str = ""
    office: bool = False
    decides: bool = False
    area: str = ""
    co_ordinator: bool = False
    agency: str = ""
    governs: bool = False
    token: str = ""
    schedules: bool = False
    administers: str = ""
    system: bool = False
    half: bool = False
    apart: bool = False
    plays: str = ""  # the person behind the viewer, where that has another name

    @property
    def person(self) -> str:
        """Name of the person in the cast or among the extras."""
        return self.plays or self.name


VIEWERS = (
    Viewer("nobody"),
    Viewer("stranger", elsewhere=LEAD, inspectorate="ofsted"),
    Viewer("stranger_cqc", elsewhere=INSPECTOR, inspectorate="cqc"),
    Viewer("probation", inspectorate="hmi-probation"),  # its inspectorate takes no part
    Viewer("observer", OBSERVER, OBSERVER, "ofsted", apart=True),
    Viewer("reviewer", QUALITY, QUALITY, "ofsted"),
    Viewer("cqc_signatory", SIGNATORY, inspectorate="cqc"),
    Viewer("ofsted_signatory", SIGNATORY, inspectorate="ofsted"),
    Viewer("lead", LEAD, inspectorate="ofsted"),
    Viewer("cqc", INSPECTOR, inspectorate="cqc"),
    Viewer("hmicfrs", INSPECTOR, inspectorate="hmicfrs"),
    Viewer("programme_lead", inspectorate="ofsted", office=True, schedules=True),
    Viewer("cqc_programme_lead", inspectorate="cqc", office=True, schedules=True),
    Viewer("decision_maker", inspectorate="ofsted", decides=True),
    Viewer("governance", inspectorate="cqc", governs=True, apart=True),
    Viewer("ofsted_governance", inspectorate="ofsted", apart=True),  # the planted request is CQC's
    Viewer("administrator", system=True),
    Viewer("ofsted_administrator", inspectorate="ofsted", administers="ofsted", apart=True),
    Viewer("cqc_administrator", inspectorate="cqc", administers="cqc", apart=True),
    Viewer("co_ordinator", area=AREA, co_ordinator=True, administers=AREA),
    Viewer("council", area=AREA, agency="local-authority"),
    Viewer("police", area=AREA, agency="police"),
    Viewer("other_area", area=OTHER_AREA, co_ordinator=True, administers=OTHER_AREA),
    Viewer("removed", inspectorate="hmicfrs"),  # from every team, yesterday
    Viewer("replaced", inspectorate="ofsted"),  # led every team until it was handed over
    Viewer("half", half=True, plays="lead"),
    Viewer("moved", inspectorate="ofsted"),  # was CQC's, on every team
    Viewer("left"),  # was HMICFRS's, on every team
    Viewer("former", area=OTHER_AREA, agency="police"),  # answered for the first area before
    Viewer("holder", INSPECTOR, inspectorate="cqc", token="read", plays="cqc"),
    Viewer("revoked", token="revoked", plays="cqc"),
)
BY_NAME = {viewer.name: viewer for viewer in VIEWERS}

# name → (inspectorate or area, kind of agency)
EXTRAS = {
    "stranger_cqc": ("cqc", ""),
    "hmicfrs_elsewhere": ("hmicfrs", ""),
    "removed": ("hmicfrs", ""),
    "moved": ("cqc", ""),
    "left": ("hmicfrs", ""),
    "replaced": ("ofsted", ""),
    "tied": ("ofsted", ""),  # has an interest in the first area
    "lost": ("ofsted", ""),  # cannot sign in; the recovery waits
    "lost_too": ("ofsted", ""),  # the recovery was confirmed
    "council": (AREA, "local-authority"),
    "former": (AREA, "police"),
}


def make_extras() -> dict[str, User]:
    """The people whom tests/walk.py does not have, by name."""
    made = {}
    for name, (organisation, kind) in EXTRAS.items():
        person = User.objects.create(email=f"{name}@leaks.example", name=name.replace("_", " ").title(), password="!")
        area = LocalArea.objects.filter(code=organisation).first()
        Membership.objects.create(
            user=person,
            inspectorate=Inspectorate.objects.filter(code=organisation).first(),
            local_area=area,
            agency=Agency.objects.get(kind__code=kind, partnerships__local_area=area) if kind else None,
            job_title="Inspector" if area is None else "Head of service",
            since=SINCE,
        )
        made[name] = person
    return made


def person_of(name: str, people: Cast, extras: dict[str, User]) -> User:
    """The person with this name."""
    return extras[name] if name in extras else getattr(people, name)
