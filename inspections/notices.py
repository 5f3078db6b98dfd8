"""What people are told by e-mail. Rows of the outbox, written with the change that they tell of; no casework in them."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Inspectorate
from agencies.telling import tell_of_casework
from inspections.models import ConflictOverride, Inspection, Part, TeamPlace
from jobs.commands import send_email


def _response_address(inspection: Inspection) -> str:
    return f"/responses/{inspection.pk}/"


def notified(inspection: Inspection, people: Iterable[User]) -> None:
    """The local area learns of the inspection."""
    tell_of_casework(
        people,
        _("Joint targeted area inspection of %(area)s") % {"area": inspection.local_area.name},
        _("Your local area will have a joint targeted area inspection. Fieldwork starts on %(start)s.")
        % {"start": date_format(inspection.fieldwork_start, "l j F Y")},
        _("Sign in to see the dates and who leads it."),
        address=_response_address(inspection),
    )


def request_sent(inspection: Inspection, people: Iterable[User], items: int) -> None:
    """The information request is ready to be answered."""
    tell_of_casework(
        people,
        _("Information request for %(area)s") % {"area": inspection.local_area.name},
        ngettext(
            "The inspectors ask for %(count)d item. Sign in to answer it.",
            "The inspectors ask for %(count)d items. Sign in to answer them.",
            items,
        )
        % {"count": items},
        address=_response_address(inspection),
    )


def stopped(inspection: Inspection, people: Iterable[User], by: User) -> None:
    """A notified inspection was deferred or cancelled."""
    tell_of_casework(
        people,
        _("Joint targeted area inspection of %(area)s: %(status)s")
        % {"area": inspection.local_area.name, "status": inspection.get_status_display().lower()},
        _("%(name)s, for the inspectorates, has recorded that the inspection is now “%(status)s”.")
        % {"name": by.name, "status": inspection.get_status_display().lower()},
        address=_response_address(inspection),
    )


def resumed(inspection: Inspection, people: Iterable[User], by: User) -> None:
    """A notified inspection that was paused goes on."""
    tell_of_casework(
        people,
        _("Joint targeted area inspection of %(area)s goes on") % {"area": inspection.local_area.name},
        _("%(name)s, for the inspectorates, has recorded that the inspection goes on. It is now “%(status)s”.")
        % {"name": by.name, "status": inspection.get_status_display().lower()},
        address=_response_address(inspection),
    )


def team_told(inspection: Inspection, people: Iterable[User], by: User) -> None:
    """The team learns that its inspection was deferred, paused, resumed or cancelled. Where, once that is no secret."""
    words = {"name": by.name, "status": inspection.get_status_display().lower(), "area": inspection.local_area.name}
    sentence = (
        _("%(name)s has recorded that an inspection of yours, which is not announced yet, is now “%(status)s”.")
        if inspection.notified_at is None
        else _("%(name)s has recorded that the inspection of %(area)s is now “%(status)s”.")
    )
    tell_of_casework(
        people,
        _("An inspection of yours has changed: %(status)s") % words,
        sentence % words,
        _("Sign in to see why, and its dates."),
        address=f"/inspections/{inspection.pk}/",
    )


def has_new_week(inspection: Inspection, people: Iterable[User], by: User) -> None:
    """The team learns that its planned inspection has another week; neither where nor when, which is a secret."""
    tell_of_casework(
        people,
        _("An inspection of yours has another week"),
        _("%(name)s has chosen another week for an inspection of yours, which is not announced yet.") % {"name": by.name},
        _("Sign in to see why, and its dates."),
        address=f"/inspections/{inspection.pk}/",
    )


def assigned(inspection: Inspection, person: User, part: str) -> None:
    """A person of an inspectorate has a place on a team. No area is named: before notification it is secret."""
    tell_of_casework(
        [person],
        _("You have a place on an inspection team"),
        _("You have been assigned as: %(part)s. Sign in to see where and when.") % {"part": part},
        address=f"/inspections/{inspection.pk}/",
    )


def relieved(person: User, successor: User) -> None:
    """Somebody's place was taken over. No area is named here either, and there is nothing left to look at."""
    sentence = _(
        "%(name)s has taken over your place on an inspection team. You can no longer open that inspection. "
        "What you wrote stays under your name."
    ) % {"name": successor.name}
    send_email(to=person.email, subject=_("Your place on an inspection team has ended"), body=sentence)


def dismissed(person: User) -> None:
    """Somebody's place was ended, and nobody took it over. As `relieved`: no area, and nothing to look at."""
    sentence = _(
        "Your place on an inspection team was ended. You can no longer open that inspection. "
        "What you wrote stays under your name. Ask your programme lead if you did not expect this."
    )
    send_email(to=person.email, subject=_("Your place on an inspection team has ended"), body=sentence)


def signatory_changed(inspection: Inspection, lead: User, inspectorate: Inspectorate) -> None:
    """During sign-off somebody else signs for an inspectorate: whether the words have to be frozen again is the lead's to see."""
    sentence = _("Somebody else signs for %(name)s now, on the report of the inspection of %(area)s.")
    tell_of_casework(
        [lead],
        _("A signatory has changed during sign-off"),
        sentence % {"name": inspectorate.short_name, "area": inspection.local_area.name},
        _("The letter that was frozen names the one before. Sign in to see whether the words have to be frozen again."),
        address=f"/inspections/{inspection.pk}/report/sign-off/",
    )


def place_empty(place: TeamPlace, people: Iterable[User]) -> None:
    """A place ended because its person left or lost the role for it: nobody of the inspection did it. Where, once that is no secret."""
    inspection = place.inspection
    observed = place.part == Part.OBSERVER
    words = {"name": place.user.name, "part": place.get_part_display(), "area": inspection.local_area.name}
    sentence = (
        _("%(name)s has no place any more on the team of an inspection that is not announced yet. It was: %(part)s.")
        if inspection.notified_at is None
        else _("%(name)s has no place any more on the team of the inspection of %(area)s. It was: %(part)s.")
    ) % words
    tell_of_casework(
        people,
        _("A place on an inspection team has ended") if observed else _("A place on an inspection team is empty"),
        sentence,
        _("They have left, or a role that the place needs has ended. What they wrote stays under their name."),
        _("Nobody has to take an observer’s place over. Sign in to see the team.")
        if observed
        else _("Nobody has taken the place over. Sign in to see the team; a programme lead gives the place to somebody else."),
        address=f"/inspections/{inspection.pk}/team/",
    )


def override_asked(override: ConflictOverride, people: Iterable[User]) -> None:
    """Somebody has to decide whether a conflict of interest can be borne. Neither who nor what nor where is said here."""
    tell_of_casework(
        people,
        _("A decision about a conflict of interest is asked of you"),
        _("Somebody is wanted on an inspection team in spite of a conflict of interest. Sign in to decide."),
        address=f"/inspections/{override.inspection_id}/team/overrides/{override.pk}/",
    )


def override_decided(override: ConflictOverride) -> None:
    """The answer, to whoever asked. Neither who nor what nor where nor why is said here: that stands on the page."""
    sentence = (
        _("The override that you asked for was allowed. Somebody else than who allowed it may give the place.")
        if override.allowed
        else _("The override that you asked for was refused.")
    )
    tell_of_casework(
        [override.asked_by],
        _("Your request about a conflict of interest was decided"),
        sentence,
        _("Sign in to read the reasons."),
        address=f"/inspections/{override.inspection_id}/team/overrides/{override.pk}/",
    )


def conflict_declared(inspection: Inspection, people: Iterable[User]) -> None:
    """Somebody with a place has declared an interest that stands against it. Not who nor what; where, once that is no secret."""
    sentence = (
        _("Somebody on the team of an inspection that is not announced yet has declared a conflict of interest with it.")
        if inspection.notified_at is None
        else _("Somebody on the team of the inspection of %(area)s has declared a conflict of interest with it.")
        % {"area": inspection.local_area.name}
    )
    tell_of_casework(
        people,
        _("A conflict of interest on an inspection team"),
        sentence,
        _("The place has not ended. Sign in to see whose it is, and hand it over, end it or ask for an override."),
        address=f"/inspections/{inspection.pk}/team/",
    )
