"""The world of the search: one inspection at each point of its life, every secret in it marked, made by the real commands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.test import Client

from accounts.commands import create_token, revoke_token
from accounts.models import User
from agencies.commands import join, leave
from agencies.models import Agency, Inspectorate, LocalArea
from disclosure import commands as disclosing
from tests.doors.world import signed_in
from tests.factors import with_factors
from tests.leaks.admitting import COOKIES, admit, tie
from tests.leaks.marks import FIRST_YEAR, LAST_YEAR, Marks
from tests.leaks.plans import plan_a_year
from tests.leaks.planter import Planter
from tests.leaks.programmes import sow
from tests.leaks.remembering import Memory
from tests.leaks.sharing import share, write_letters
from tests.leaks.targets import ELSEWHERE, KEYS, Target
from tests.leaks.viewers import VIEWERS, Viewer, make_extras, person_of
from tests.proven import half_signed_in
from tests.walk import (
    OTHER_AREA,
    Cast,
    cast,
)


@dataclass
class Planted:
    """All of it. keys: of sessions; secrets: of tokens; cookies: what else a viewer's browser has kept."""

    marks: Marks
    people: Cast
    extras: dict[str, User]
    targets: dict[str, Target]
    keys: dict[str, str]
    secrets: dict[str, str]
    cookies: dict[str, dict[str, str]]
    memory: Memory = field(default_factory=Memory)

    def person(self, viewer: str) -> User | None:
        """Who plays this viewer; nobody, when nobody is signed in."""
        found = next(one for one in VIEWERS if one.name == viewer)
        return None if found.name == "nobody" else person_of(found.person, self.people, self.extras)


def plant(keys: tuple[str, ...] = KEYS) -> Planted:
    """Everything, or only these inspections (and the one elsewhere); then some people lose what they had."""
    people, marks = with_factors(cast()), Marks()
    extras = make_extras()
    tie(marks, extras)
    years = _years()
    chosen = [key for key in KEYS if key in keys or key == ELSEWHERE]
    targets = {key: Planter(marks, extras, key, next(years)).made() for key in chosen}
    sessions = {
        viewer.name: _session(viewer, person_of(viewer.person, people, extras))
        for viewer in VIEWERS
        if viewer.name != "nobody" and not viewer.token
    }
    secrets = {}
    for scope in ("read", "revoked"):
        token, secret = create_token(
            name=marks.text("name of a token", ELSEWHERE, "cqc", "cqc"), scope="read", days=30, by=people.cqc
        )
        secrets[scope] = secret
        if scope == "revoked":
            revoke_token(token, by=people.cqc)
        else:
            targets[ELSEWHERE].ids["token"].append(token.pk)
    admit(marks, people, extras, targets[ELSEWHERE])
    sow(marks, people, extras, targets[ELSEWHERE])
    share(marks, people, targets[ELSEWHERE])
    write_letters(marks, people, targets[ELSEWHERE])
    plan_a_year(marks, people, targets[ELSEWHERE])
    _move_on(people, extras)
    _access(people, targets)
    return Planted(marks, cast(), extras, targets, sessions, secrets, COOKIES)


def _session(viewer: Viewer, person: User) -> str:
    if not viewer.half:
        return signed_in(person)
    client = half_signed_in(Client(HTTP_HOST="localhost"), person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _access(people: Cast, targets: dict[str, Target]) -> None:
    """CQC's request for access, in which everything was searched for."""
    by = people.governance
    request = disclosing.open_request(
        kind="subject-access", reference="SAR-1", about="Somebody", received_on=date(2026, 3, 2), by=by
    )
    search = disclosing.search(request, words="words stand here", by=by)
    for target in targets.values():
        target.ids["access"], target.ids["access_search"] = [request.pk], [search.pk]


def _years() -> Iterator[int]:
    yield from range(FIRST_YEAR, LAST_YEAR)


def _move_on(people: Cast, extras: dict[str, User]) -> None:
    """People go; their sessions from before stay in their browsers."""
    office = people.administrator
    join(extras["moved"], inspectorate=Inspectorate.objects.get(code="ofsted"), job_title="Inspector", by=office)
    leave(extras["left"], by=office)
    other = LocalArea.objects.get(code=OTHER_AREA)
    force = Agency.objects.get(kind__code="police", partnerships__local_area=other)
    join(extras["former"], local_area=other, agency=force, job_title="Detective superintendent", by=office)
