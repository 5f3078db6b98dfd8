"""Secrets of people, beside those of inspections: interests, invitations, recoveries, words that were kept."""

from datetime import date
from typing import Protocol

from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.commands import keep_sending
from accounts.models import User
from agencies import commands
from agencies.models import Inspectorate, LocalArea
from scheduling.commands import make_feed, open_year
from scheduling.models import Absence
from tests.doors.people_world import secret_to
from tests.leaks.addresses_of_years import LEAVE_YEAR
from tests.leaks.marks import Mark, Marks
from tests.walk import AREA, Cast, local_area

WHERE = "elsewhere"  # all of these are asked for with the inspection of another area
FAR_AREA = "X003"
KEPT = "a-cookie-of-one-browser"
# The author's own browser, and one that somebody else has taken the cookie from.
COOKIES = {"cqc": {"kept": KEPT}, "hmicfrs": {"kept": KEPT}}


class Names(Protocol):
    """What addresses need of a planted inspection."""

    ids: dict[str, list[int]]
    secrets: dict[str, str]


def tie(marks: Marks, extras: dict[str, User]) -> None:
    """Somebody of Ofsted has a relative in the first area: a conflict with every inspection there."""
    details = marks.text("interest", WHERE, "ofsted", "tied")
    commands.declare_interest(kind="relative", local_area=local_area(AREA), details=details, by=extras["tied"])


def admit(marks: Marks, people: Cast, extras: dict[str, User], names: Names) -> None:
    """Through the real commands."""
    _interests(marks, people, names)
    _invitations(marks, people, names)
    _recoveries(marks, people, extras, names)
    _leave(marks, people, names)
    fields = [("text", marks.text("kept words", WHERE, "cqc", "cqc")), ("activity", "interview")]
    names.ids["kept"].append(keep_sending(people.cqc, path="/account/password/", fields=fields, cookie=KEPT).pk)
    managed = (people.lead, people.cqc, people.programme_lead, people.police, people.cqc_signatory)
    names.ids["person"] += [person.pk for person in managed] + [extras[name].pk for name in ("tied", "lost", "removed")]
    role = people.cqc_signatory.roles.get()
    names.ids["role"] += [people.cqc_signatory.pk, role.pk]
    names.secrets["calendar"] = make_feed(by=people.cqc)[1]


def _interests(marks: Marks, people: Cast, names: Names) -> None:
    far = local_area(FAR_AREA)
    for kind in ("lives", "relative"):
        details = marks.text("interest", WHERE, "cqc", "cqc")
        made = commands.declare_interest(kind=kind, local_area=far, details=details, by=people.cqc)
        names.ids["interest"].append(made.pk)


def _invitations(marks: Marks, people: Cast, names: Names) -> None:
    cqc = {"inspectorate": Inspectorate.objects.get(code="cqc"), "by": people.cqc_administrator}
    area = {"local_area": LocalArea.objects.get(code=AREA), "by": people.co_ordinator}
    for owner, where in (("cqc", cqc), (AREA, area)):
        email = f"{marks.word('invitation', WHERE, owner)}@leaks.example"
        name = f"Nina {marks.word('invitation', WHERE, owner)}"
        made = commands.invite(email=email, name=name, job_title="Inspector", **where)
        names.ids["invitation"].append(made.pk)
        names.secrets.setdefault("invitation", secret_to(email))


def _leave(marks: Marks, people: Cast, names: Names) -> None:
    """In a year of its own, by which it is known; farther ahead than anybody may enter it."""
    open_year(LEAVE_YEAR, by=people.programme_lead)
    day = date(LEAVE_YEAR, 7, 6)
    made = Absence.objects.create(user=people.cqc, kind="leave", first_day=day, last_day=day, recorded_by=people.cqc)
    marks.known[str(LEAVE_YEAR)] = Mark("leave", WHERE, "cqc", "cqc")
    names.ids["absence"] += [people.cqc.pk, made.pk]
    names.ids["own absence"].append(made.pk)


def _recoveries(marks: Marks, people: Cast, extras: dict[str, User], names: Names) -> None:
    first, second = people.ofsted_administrator, people.second_administrator
    for name in ("lost", "lost_too"):
        reason = marks.text("reason of a recovery", WHERE, "ofsted")
        made = commands.ask_recovery(extras[name], reason=reason, by=first)
        names.ids["recovery"].append(made.pk)
        if name == "lost_too":
            commands.confirm_recovery(made, by=second)
    person = User.objects.get(pk=extras["lost_too"].pk)
    names.secrets["recovery"] = secret_to(person.email)
    names.secrets["uid"] = urlsafe_base64_encode(force_bytes(person.pk))
    names.secrets["token"] = default_token_generator.make_token(person)
