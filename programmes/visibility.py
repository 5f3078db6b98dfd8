"""Whose activities: one rule for every page, list, count, search, file and operation."""

from django.db.models import Q

from programmes.models import Sharing, Standing


def programmes_seen_by(inspectorate: int | None) -> Q:
    """The own programmes, and those of which the others share something. None: somebody who does no casework, and sees nothing."""
    if inspectorate is None:
        return Q(pk__in=[])
    return Q(inspectorate=inspectorate) | ~Q(sharing=Sharing.OWN)


def programmes_seen_whole_by(inspectorate: int | None) -> Q:
    """Those of which every activity is seen: the own ones, and what is shared as a whole."""
    if inspectorate is None:
        return Q(pk__in=[])
    return Q(inspectorate=inspectorate) | Q(sharing=Sharing.ALL)


def activities_seen_by(inspectorate: int | None) -> Q:
    """All of the own programmes; of another's what it shares: what is published, or everything, or nothing."""
    if inspectorate is None:
        return Q(pk__in=[])
    return (
        Q(programme__inspectorate=inspectorate)
        | Q(programme__sharing=Sharing.PUBLISHED, standing=Standing.PUBLISHED)
        | Q(programme__sharing=Sharing.ALL)
    )


def own(inspectorate: int | None) -> Q:
    """Of the own programmes only: what is to be looked at next time."""
    return Q(pk__in=[]) if inspectorate is None else Q(programme__inspectorate=inspectorate)
