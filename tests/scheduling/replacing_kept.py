"""The constraints on replacements and on requests to defer, each tried to be broken behind the commands' backs."""

from collections.abc import Callable

from django.db import models
from django.db.models import F

from inspections.commands import refuse_deferral
from inspections.models import Deferral
from scheduling.commands import replace
from scheduling.models import ProgrammeYear, Replacement
from tests.walk import cast, inspection_at


def put(model: type[models.Model], **values: object) -> Callable[[], object]:
    """Change the newest row past every command."""

    def act() -> None:
        row = model._default_manager.order_by("-pk").first()
        assert row is not None
        model._default_manager.filter(pk=row.pk).update(**values)

    return act


def as_the_first(name: str) -> Callable[[], object]:
    """Let the newest replacement say of this inspection what the first one says of it already."""

    def act() -> None:
        first, second = Replacement.objects.order_by("pk")
        Replacement.objects.filter(pk=second.pk).update(**{name: getattr(first, name)})

    return act


TRIES: dict[str, Callable[[], object]] = {
    "deferral_refused_says_why": put(Deferral, decision=""),
    "replacement_says_why": put(Replacement, reason=""),
    "replacement_is_another": put(Replacement, instead=F("gone")),
    "replacement_once_a_year": as_the_first("gone"),
    "replacement_of_one_a_year": as_the_first("instead"),
}


def furnish() -> None:
    """Two replacements, and last of all a request that was refused."""
    people = cast()
    year, _made = ProgrammeYear.objects.get_or_create(year=2033, defaults={"opened_by": people.programme_lead})
    for number in range(2):
        gone, instead = (
            inspection_at(state, area=f"X03{number}{letter}", year=year.year, staffed=False)
            for state, letter in (("deferred", "a"), ("planned", "b"))
        )
        replace(year, gone=gone, instead=instead, reason="Near", by=people.programme_lead)
    refused = {"asked_by": "Director", "reason": "Flood", "decision": "It can wait"}
    refuse_deferral(instead, **refused, by=people.programme_lead)
