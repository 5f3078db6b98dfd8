"""The doors of people: managed, invited, recovered; and of one's own interests."""

from accounts.models import User
from agencies.models import Interest, Invitation, Membership, Recovery, Role
from audit.models import Event
from inspections.models import ConflictOverride, TeamPlace
from tests.doors.parts import PARTS, Door
from tests.doors.people_world import Admissions
from tests.doors.world import World

PASSWORD = "three small brown kettles"
# Somebody who manages nobody is told that these addresses are not there.
MANAGERS = "in 404 200 404 404 404 404 200"
INSPECTORATES = "in 200 404 200 200 200 200 404"


def made(world: World) -> Admissions:
    assert world.admissions is not None
    return world.admissions


def cqc(world: World) -> dict[str, int]:
    """CQC's inspector."""
    return {"pk": world.people.cqc.pk}


def stranger(world: World) -> dict[str, int]:
    """Ofsted's inspector who is on no team."""
    return {"pk": world.people.stranger.pk}


def police(world: World) -> dict[str, int]:
    """A contact of the co-ordinator's own area."""
    return {"pk": world.people.police.pk}


def invitation(world: World) -> dict[str, int]:
    return {"pk": made(world).invitation.pk}


def waiting(world: World) -> dict[str, int]:
    return {"pk": made(world).waiting.pk}


def role(world: World) -> dict[str, int]:
    return {"pk": world.people.cqc_signatory.pk, "role": made(world).role.pk}


def interest(world: World) -> dict[str, int]:
    return {"pk": made(world).interest.pk}


def membership_of(_world: World) -> object:
    return list(Membership.objects.order_by("pk").values_list("pk", "job_title"))


def roles(_world: World) -> object:
    return list(Role.objects.order_by("pk").values_list("pk", "valid_to"))


def invitations(_world: World) -> object:
    return list(Invitation.objects.order_by("pk").values_list("pk", "digest", "withdrawn_at", "accepted_at"))


def recoveries(_world: World) -> object:
    return list(Recovery.objects.order_by("pk").values_list("pk", "confirmed_at", "withdrawn_at", "used_at"))


def interests(_world: World) -> object:
    return list(Interest.objects.order_by("pk").values_list("pk", "ended_on"))


def statements(_world: World) -> int:
    return Event.objects.filter(verb="interest.state").count()


def people(_world: World) -> int:
    return User.objects.count()


OTHERS = {"cqc_administrator": "200", "ofsted_administrator": "404"}
DOES = {"cqc_administrator": "302", "ofsted_administrator": "404"}
NEW = {"name": "Olu Other", "email": "olu@walk.example", "job_title": "Inspector"}

PAGES = [
    Door("people", "get", MANAGERS, also={"cqc_administrator": "200", "police": "404"}),
    Door("person", "get", "in 404 404 404 404 404 404 200", at=cqc, also=OTHERS),
    Door("person", "get", MANAGERS, at=police, also={"other_area": "404", "cqc_administrator": "404"}),
    Door("person_change", "get", "in 404 404 404 404 404 404 200", at=cqc, also=OTHERS),
    Door(
        "person_change", "post", "in 404 404 404 404 404 404 302", at=cqc, also=DOES,
        body=lambda _world: {"name": "Cqc", "job_title": "Senior inspector"}, changes=membership_of,
    ),
    Door("role_give", "get", "in 404 404 404 404 404 404 200", at=cqc, also=OTHERS),
    Door(
        "role_give", "post", "in 404 404 404 404 404 404 422", at=cqc, also=DOES,
        body=lambda _world: {"kind": "analyst"}, changes=roles, movers=("cqc_administrator",),
    ),
    Door("role_end", "get", "in 404 404 404 404 404 404 200", at=role, also=OTHERS),
    Door("role_end", "post", "in 404 404 404 404 404 404 302", at=role, also=DOES, changes=roles),
    Door("person_leave", "get", "in 404 404 404 404 404 404 200", at=cqc, also=OTHERS),
    Door("person_leave", "post", "in 404 404 404 404 404 404 302", at=cqc, also=DOES, changes=membership_of),
    Door("invite", "get", MANAGERS, also={"cqc_administrator": "200"}),
    Door(
        "invite", "post", "in 404 302 404 404 404 404 422", also={"cqc_administrator": "302"},
        body=lambda _world: NEW, changes=invitations, movers=("area", "cqc_administrator"),
    ),
    Door("invitations", "get", MANAGERS, also={"cqc_administrator": "200"}),
    Door("invitation_send", "post", "in 404 404 404 404 404 404 302", at=invitation, also=DOES, changes=invitations),
    Door("invitation_withdraw", "post", "in 404 404 404 404 404 404 302", at=invitation, also=DOES, changes=invitations),
    Door(
        "invitation_accept", "get", "200 200 200 200 200 200 200 200",
        at=lambda world: {"secret": made(world).invitation_secret},
    ),
    Door(
        "invitation_accept", "post", "in 403 403 403 403 403 403 403", body=lambda _world: {"password": PASSWORD},
        at=lambda world: {"secret": made(world).invitation_secret}, changes=people, movers=("nobody",),
    ),
    Door("recovery_ask", "get", "in 404 404 404 404 404 404 200", at=stranger, also={"ofsted_administrator": "200"}),
    Door(
        "recovery_ask", "post", "in 404 404 404 404 404 404 403", at=stranger,
        also={"ofsted_administrator": "302", "cqc_administrator": "404"},
        body=lambda _world: {"reason": "Lost"}, changes=recoveries, movers=("ofsted_administrator",),
    ),
    Door("recovery", "get", "in 404 404 404 404 404 404 200", at=waiting, also={"second_administrator": "200"}),
    Door(
        "recovery", "post", "in 404 404 404 404 404 404 403", at=waiting,
        also={"second_administrator": "302", "ofsted_administrator": "403", "cqc_administrator": "404"},
        changes=recoveries, movers=("second_administrator",),
    ),
    Door(
        "recovery_withdraw", "post", "in 404 404 404 404 404 404 302", at=waiting,
        also={"second_administrator": "302", "cqc_administrator": "404"}, changes=recoveries,
    ),
    Door(
        "recovery_use", "get", "200 200 200 200 200 200 200 200", at=lambda world: {"secret": made(world).recovery_secret}
    ),
    Door(
        "recovery_use", "post", "in in in in in in in in", body=lambda _world: {"password": PASSWORD},
        at=lambda world: {"secret": made(world).recovery_secret}, changes=recoveries, movers=PARTS,
    ),
    Door("interests", "get", INSPECTORATES),
    Door(
        "interests_state", "post", "in 302 404 302 302 302 302 404", changes=statements,
    ),
    Door("interest_add", "get", INSPECTORATES),
    Door(
        "interest_add", "post", "in 302 404 302 302 302 302 404", changes=interests,
        body=lambda world: {"kind": "lives", "local_area": world.fieldwork.local_area_id},
    ),
    Door("interest_change", "get", "in 404 404 404 200 404 404 404", at=interest),
    Door(
        "interest_change", "post", "in 404 404 404 302 404 404 404", at=interest, changes=interests,
        body=lambda world: {"kind": "relative", "local_area": world.fieldwork.local_area_id},
    ),
    Door("interest_end", "get", "in 404 404 404 200 404 404 404", at=interest),
    Door("interest_end", "post", "in 404 404 404 302 404 404 404", at=interest, changes=interests),
]  # fmt: skip

ALL_OF_OURS = "401 200 200 200 200 200 200 200"
ADMINISTERED = "401 404 404 404 404 404 404 200"
API = [
    Door("api_people", "get", ALL_OF_OURS, also={"cqc_administrator": "200"}),
    Door("api_person", "get", ADMINISTERED, at=cqc, also=OTHERS),
    Door(
        "api_person", "put", ADMINISTERED, at=cqc, also=OTHERS,
        body=lambda _world: {"job_title": "Senior inspector"}, changes=membership_of,
    ),
    Door(
        "api_person_leave", "post", "401 404 404 404 404 404 404 204", at=cqc,
        also={"cqc_administrator": "204", "ofsted_administrator": "404"}, changes=membership_of,
    ),
    Door(
        "api_roles", "post", "401 404 404 404 404 404 404 403", at=cqc,
        also={"cqc_administrator": "201", "ofsted_administrator": "404"},
        body=lambda _world: {"kind": "analyst"}, changes=roles, movers=("cqc_administrator",),
    ),
    Door("api_role", "delete", ADMINISTERED, at=role, also=OTHERS, changes=roles),
    Door("api_invitations", "get", ALL_OF_OURS, also={"cqc_administrator": "200"}),
    Door(
        "api_invitations", "post", "401 403 201 403 403 403 403 422", also={"cqc_administrator": "201"},
        body=lambda _world: NEW, changes=invitations, movers=("area", "cqc_administrator"),
    ),
    Door("api_invitation", "get", ADMINISTERED, at=invitation, also=OTHERS),
    Door("api_invitation", "delete", ADMINISTERED, at=invitation, also=OTHERS, changes=invitations),
    Door("api_invitation_send", "post", ADMINISTERED, at=invitation, also=OTHERS, changes=invitations),
    Door(
        "api_recovery_ask", "post", "401 404 404 404 404 404 404 403", at=stranger,
        also={"ofsted_administrator": "201", "cqc_administrator": "404"},
        body=lambda _world: {"reason": "Lost"}, changes=recoveries, movers=("ofsted_administrator",),
    ),
    Door("api_recovery", "get", ADMINISTERED, at=waiting, also={"second_administrator": "200", "cqc_administrator": "404"}),
    Door(
        "api_recovery", "delete", ADMINISTERED, at=waiting,
        also={"second_administrator": "200", "cqc_administrator": "404"}, changes=recoveries,
    ),
    Door(
        "api_recovery_confirm", "post", "401 404 404 404 404 404 404 403", at=waiting,
        also={"second_administrator": "200", "ofsted_administrator": "403", "cqc_administrator": "404"},
        changes=recoveries, movers=("second_administrator",),
    ),
    Door("api_interests", "get", ALL_OF_OURS),
    Door(
        "api_interests", "post", "401 201 403 201 201 201 201 403", changes=interests,
        body=lambda world: {"kind": "lives", "local_area": world.fieldwork.local_area_id},
    ),
    Door("api_interest", "delete", "401 404 404 404 200 404 404 404", at=interest, changes=interests),
    Door(
        "api_interests_state", "post", "401 409 403 201 409 201 201 403", changes=statements,
        body=lambda _world: {"nothing": True},
    ),
]  # fmt: skip


def planned(world: World) -> dict[str, int]:
    return {"pk": world.planned.pk}


def of_the_stranger(world: World) -> dict[str, int]:
    """Ofsted's inspector, who has declared an interest in the area."""
    return {**planned(world), "person": world.people.stranger.pk}


def override(world: World) -> dict[str, int]:
    return {**planned(world), "override": made(world).override.pk}


def inspectors_place(world: World) -> dict[str, int]:
    """Of Ofsted's inspector, who is not the lead."""
    place = world.fieldwork.team.get(user=world.people.ofsted)
    return {"pk": world.fieldwork.pk, "place": place.pk}


def empty(world: World) -> dict[str, int]:
    """The place of somebody of CQC who has left."""
    return {**planned(world), "place": made(world).empty.pk}


def places(_world: World) -> object:
    return list(TeamPlace.objects.order_by("pk").values_list("pk", "ended_at", "left_empty_at"))


def overrides(_world: World) -> object:
    return list(ConflictOverride.objects.order_by("pk").values_list("pk", "allowed", "withdrawn_at"))


def successor(world: World) -> dict[str, int]:
    return {"person": made(world).free.pk}


OF_CQC = {"cqc_administrator": "404"}
DECISION = {"allowed": "yes", "reason": "The interest is slight"}
TEAM = [
    Door("team_replace", "get", "in 404 404 200 200 200 200 404", at=inspectors_place),
    Door(
        "team_replace", "post", "in 404 404 403 403 403 302 404", at=inspectors_place, body=successor, changes=places,
    ),
    Door("team_leave_empty", "get", "in 404 404 200 200 200 200 404", at=empty),
    Door("team_leave_empty", "post", "in 404 404 403 403 403 302 404", at=empty, changes=places),
    Door("override_ask", "get", "in 404 404 403 403 403 200 404", at=of_the_stranger),
    Door(
        "override_ask", "post", "in 404 404 403 403 403 302 404", at=of_the_stranger,
        body=lambda _world: {"part": "inspector", "reason": "Nobody else is free"}, changes=overrides,
    ),
    Door("override", "get", "in 404 404 404 404 404 200 404", at=override, also=OF_CQC),
    Door(
        "override", "post", "in 404 404 404 404 404 302 404", at=override, also=OF_CQC,
        body=lambda _world: DECISION, changes=overrides,
    ),
    Door("override_withdraw", "get", "in 404 404 404 404 404 200 404", at=override, also=OF_CQC | {"cqc_programme_lead": "200"}),
    Door(
        "override_withdraw", "post", "in 404 404 404 404 404 403 404", at=override,
        also=OF_CQC | {"cqc_programme_lead": "302"}, changes=overrides,
    ),
    Door(
        "api_team_replace", "post", "401 404 404 403 403 403 201 404", at=inspectors_place, body=successor, changes=places,
    ),
    Door("api_team_leave_empty", "post", "401 404 404 403 403 403 200 404", at=empty, changes=places),
    Door("api_overrides", "get", "401 404 404 403 403 403 200 404", at=planned),
    Door(
        "api_overrides", "post", "401 404 404 403 403 403 201 404", at=planned,
        body=lambda world: {"person": world.people.stranger.pk, "reason": "Nobody else is free"}, changes=overrides,
    ),
    Door(
        "api_override", "post", "401 404 404 404 404 404 200 404", at=override,
        body=lambda _world: {"allowed": True, "reason": "The interest is slight"}, changes=overrides,
    ),
    Door(
        "api_override", "delete", "401 404 404 404 404 404 403 404", at=override,
        also={"cqc_programme_lead": "200"}, changes=overrides,
    ),
]  # fmt: skip

DOORS = [*PAGES, *API, *TEAM]
