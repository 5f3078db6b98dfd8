"""What the doors to people need beside the inspections: an invitation, accounts that are being recovered, an interest."""

import re
from dataclasses import dataclass

from accounts.models import User
from agencies import commands
from agencies.models import Interest, Invitation, Recovery, Role
from inspections import commands as inspecting
from inspections.models import ConflictOverride, Inspection, Part, TeamPlace
from jobs.models import Email
from tests.factories import MembershipFactory
from tests.walk import Cast, local_area

NEWCOMER = "newcomer@walk.example"
LINK = re.compile(r"/(?:invitations|recover)/([\w-]+)/")


@dataclass(frozen=True)
class Admissions:
    """The rows, and the secrets of their links as the e-mails carried them."""

    invitation: Invitation  # into CQC
    invitation_secret: str
    waiting: Recovery  # of Ofsted's inspector, asked for by the first of its two administrators
    confirmed: Recovery  # of Ofsted's signatory
    recovery_secret: str
    role: Role  # of CQC's signatory
    interest: Interest  # of CQC's inspector
    override: ConflictOverride  # for somebody of CQC, asked by CQC's programme lead
    empty: TeamPlace  # of somebody of CQC who has left
    free: User  # of Ofsted: declared nothing, has no place


def secret_to(address: str) -> str:
    """The secret of the link in the newest e-mail to this address."""
    for body in Email.objects.filter(to=address).order_by("-pk").values_list("body", flat=True):
        found = LINK.search(body)
        if found:
            return found.group(1)
    raise AssertionError(f"no link went to {address}")


def build_admissions(people: Cast, planned: Inspection) -> Admissions:
    """Through the real commands. planned: the inspection in whose area somebody lives."""
    cqc = people.cqc.membership.inspectorate
    wanted = MembershipFactory(inspectorate=cqc).user
    for person in (wanted, people.stranger):
        commands.declare_interest(kind="relative", local_area=planned.local_area, by=person)
    override = inspecting.ask_override(planned, person=wanted, reason="Knows the records", by=people.cqc_programme_lead)
    invitation = commands.invite(
        email=NEWCOMER,
        name="Nina Newcomer",
        job_title="Inspector",
        inspectorate=people.cqc_administrator.membership.inspectorate,
        by=people.cqc_administrator,
    )
    waiting = commands.ask_recovery(people.ofsted, reason="Lost the telephone", by=people.ofsted_administrator)
    asked = commands.ask_recovery(people.ofsted_signatory, reason="Forgot it all", by=people.ofsted_administrator)
    return Admissions(
        invitation=invitation,
        invitation_secret=secret_to(NEWCOMER),
        waiting=waiting,
        confirmed=commands.confirm_recovery(asked, by=people.second_administrator),
        recovery_secret=secret_to(people.ofsted_signatory.email),
        role=people.cqc_signatory.roles.get(),
        interest=commands.declare_interest(kind="lives", local_area=local_area("X002"), by=people.cqc),
        override=override,
        empty=_empty(people, planned),
        free=MembershipFactory(inspectorate=people.ofsted.membership.inspectorate).user,
    )


def _empty(people: Cast, planned: Inspection) -> TeamPlace:
    gone = MembershipFactory(inspectorate=people.cqc.membership.inspectorate).user
    place = inspecting.assign(planned, person=gone, part=Part.INSPECTOR, by=people.cqc_programme_lead)
    commands.leave(gone, by=people.cqc_administrator)
    return place
