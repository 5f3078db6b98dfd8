"""The constraints on memberships of the past, invitations, recoveries, interests and overrides, each tried to be broken."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.utils import timezone

from accounts.models import User
from agencies import commands
from agencies.models import Interest, InterestStatement, Invitation, PastMembership, Recovery
from inspections import commands as inspecting
from inspections.models import ConflictOverride
from tests.walk import cast, inspection_at, local_area

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=9000)


def put(model: type[models.Model], **values: object) -> Callable[[], object]:
    """Change the newest row past every command."""

    def act() -> None:
        row = model._default_manager.order_by("-pk").first()
        assert row is not None
        model._default_manager.filter(pk=row.pk).update(**values)

    return act


def again(model: type[models.Model], **values: object) -> Callable[[], object]:
    """A copy of the newest row."""

    def act() -> None:
        row = model._default_manager.order_by("-pk").first()
        assert row is not None
        row.pk = None
        for name, value in values.items():
            setattr(row, name, value)
        model._default_manager.bulk_create([row])

    return act


def of_area(**values: object) -> Callable[[], object]:
    """A second invitation of the same contact by the same area."""

    def act() -> None:
        row = Invitation.objects.exclude(local_area=None).get()
        row.pk, row.digest = None, "z" * 64
        row.email = row.email.upper()
        for name, value in values.items():
            setattr(row, name, value)
        Invitation.objects.bulk_create([row])

    return act


def same(field: models.Field, first: models.Model) -> object:
    """A value for two rows: that of the first, or one that could stand there where none has to."""
    if field.null and field.remote_field is not None:
        return field.remote_field.model._default_manager.earliest("pk").pk
    return uuid4() if field.null else getattr(first, field.attname)


def somebody() -> User:
    return User.objects.earliest("pk")


def second_person() -> User:
    """Neither asked for an override nor wants one."""
    concerned = [key for pair in ConflictOverride.objects.values_list("user", "asked_by") for key in pair]
    return User.objects.exclude(pk__in=concerned).earliest("pk")


TRIES: dict[str, Callable[[], object]] = {
    "past_membership_since_before_until": put(PastMembership, since=NOW.date() + timedelta(days=9)),
    "past_membership_of_one_organisation": put(PastMembership, inspectorate=None, local_area=None),
    "invitation_of_one_organisation": put(Invitation, inspectorate=None, local_area=None),
    "invitation_accepted_at_with_accepted_by": put(Invitation, accepted_at=NOW),
    "invitation_withdrawn_at_with_withdrawn_by": put(Invitation, withdrawn_at=NOW),
    "invitation_accepted_or_withdrawn": lambda: Invitation.objects.update(
        accepted_at=NOW, accepted_by=somebody(), withdrawn_at=NOW, withdrawn_by=somebody()
    ),
    "invitation_expires_later": put(Invitation, expires_at=LONG_AGO),
    "invitation_open_once_an_inspectorate": again(Invitation, email="NEW@kept.example", digest="z" * 64),
    "invitation_open_once_an_area": of_area(),
    "recovery_confirmed_at_with_confirmed_by": put(Recovery, confirmed_by=None),
    "recovery_confirmed_has_a_link": put(Recovery, digest=""),
    "recovery_link_once": lambda: Recovery.objects.exclude(digest="").update(digest="z" * 64),
    "recovery_confirmed_at_with_expires_at": put(Recovery, expires_at=None),
    "recovery_withdrawn_at_with_withdrawn_by": put(Recovery, withdrawn_at=NOW),
    "recovery_says_why": put(Recovery, reason=""),
    "recovery_by_two_others": put(Recovery, confirmed_by=models.F("asked_by")),
    "recovery_used_after_confirming": put(
        Recovery, used_at=NOW, confirmed_at=None, confirmed_by=None, digest="", expires_at=None
    ),
    "recovery_open_once_a_person": again(Recovery, digest="y" * 64),
    "interest_kind_is_known": put(Interest, kind="x"),
    "interest_names_where": put(Interest, local_area=None, agency=None),
    "interest_worked_until": put(Interest, kind="worked", last_day=None),
    "interest_ends_later": put(Interest, ended_on=LONG_AGO.date()),
    "interests_stated_once_a_day": again(InterestStatement),
    "override_decided_at_with_decided_by": put(ConflictOverride, decided_at=NOW, decision_reason="x"),
    "override_part_is_known": put(ConflictOverride, part="x"),
    "override_says_why": put(ConflictOverride, reason=""),
    "override_decision_says_why": put(ConflictOverride, allowed=True),
    "override_by_two_others": put(ConflictOverride, asked_by=models.F("user")),
    "override_decided_or_withdrawn": lambda: ConflictOverride.objects.update(
        withdrawn_at=NOW, decided_at=NOW, decided_by=second_person(), decision_reason="x"
    ),
    "override_open_once_a_person": again(ConflictOverride),
}


def furnish() -> None:
    """A row of each, and a second where one has to differ."""
    people = cast()
    if Invitation.objects.exists():
        return
    area = people.co_ordinator.membership.local_area
    commands.invite(email="contact@kept.example", name="C", job_title="x", local_area=area, by=people.co_ordinator)
    inspectorate = people.cqc_administrator.membership.inspectorate
    commands.invite(email="new@kept.example", name="N", job_title="x", inspectorate=inspectorate, by=people.cqc_administrator)
    for person in (people.ofsted_signatory, people.decision_maker):
        recovery = commands.ask_recovery(person, reason="x", by=people.ofsted_administrator)
        commands.confirm_recovery(recovery, by=people.second_administrator)
    planned = inspection_at("planned", area="X023")
    commands.declare_interest(kind="lives", local_area=local_area("X023"), by=people.stranger)
    commands.state_interests(nothing=False, by=people.stranger)
    inspecting.ask_override(planned, person=people.stranger, reason="x", by=people.programme_lead)
    guest = User.objects.create_user(email="guest@kept.example", name="G")
    commands.join(guest, inspectorate=inspectorate, job_title="x", by=people.cqc_administrator)
    commands.leave(guest, by=people.cqc_administrator)
