"""What is known of local areas and agencies, and what is coming to them: of everything, what one viewer may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, LocalArea
from agencies.policies import does_casework
from desk.timeline import Event, Picture, picture
from inspections.models import Inspection, PastInspection
from inspections.workflow import NO_PLACE
from intelligence.models import Item
from intelligence.queries import items_seen
from programmes import queries
from programmes.models import Activity, Breach, BreachState, Recommendation, RecommendationState, Standing
from programmes.queries import Ahead, Among
from programmes.rules.months import add_months

SHAPES = {Standing.PLANNED: "planned", Standing.DONE: "done", Standing.PUBLISHED: "published"}
MONTHS_AHEAD = 12


@dataclass(frozen=True)
class At:
    """An activity, and of whom it is."""

    activity: Activity
    subject: str

    @property
    def what(self) -> str:
        """“ILACS, Focused visit”."""
        return what_of(self.activity)


@dataclass(frozen=True)
class Followed:
    """A breach or recommendation (what) that is open. late: its day has passed; enforced: it is in enforcement, and late on no day."""

    what: str
    row: Breach | Recommendation
    due: date | None
    late: bool
    enforced: bool = False


@dataclass(frozen=True)
class Profile:
    """What a page shows. ahead: what the rules ask in the next twelve months, of the programmes that the viewer sees whole.

    partly: short names of programmes of which the viewer sees a part, so that nothing is said of what they ask.
    unasked: some of them are real where a demonstration is loaded, so that the rules ask nothing of them.
    """

    picture: Picture | None
    events: Sequence[Event]
    latest: Sequence[At]
    showed: Sequence[At]
    followed: Sequence[Followed]
    items: Sequence[Item]
    ahead: Sequence[Ahead]
    partly: Sequence[str]
    unasked: bool


def profile_of(
    user: User, among: Among, inspections: Iterable[Inspection] = (), past: Iterable[PastInspection] = ()
) -> Profile | None:
    """Of these agencies and areas; None for people who do no casework for an inspectorate. inspections: those that the viewer sees."""
    if not does_casework(user):
        return None
    today = timezone.localdate()
    seen = queries.with_judgements(queries.activities_seen(user).filter(among.there()))
    activities = [row for row in seen if row.standing != Standing.CANCELLED]
    known = queries.whole(queries.programmes_known_whole(user))
    whole = {one.programme.pk for one in known}
    events = sorted(
        [*map(_event, activities), *_joint(inspections), *_before(past)], key=lambda event: (event.lane, event.first)
    )
    took_place = [row for row in activities if row.standing != Standing.PLANNED]
    open_there = among.there("activity__") | Q(agency__in=[row.pk for row in among.agencies])
    breaches = list(queries.breaches_seen(user).filter(open_there, state__in=queries.OPEN_BREACH))
    recommendations = list(queries.recommendations_seen(user).filter(open_there, state=RecommendationState.OPEN))
    asked, until = queries.asked_of(among), add_months(today, MONTHS_AHEAD)
    return Profile(
        picture=picture(events, today),
        events=sorted(events, key=lambda event: event.first, reverse=True),
        latest=_latest(took_place),
        showed=[At(row, subject_of(row)) for row in took_place if row.effect],
        followed=_followed(breaches, recommendations, today),
        items=list(_items(user, among)),
        ahead=queries.ahead(known, asked, activities, [*breaches, *recommendations], today=today, until=until),
        partly=sorted({row.programme.short_name for row in activities if row.programme_id not in whole}),
        unasked=asked is not among,
    )


def _followed(breaches: Iterable[Breach], recommendations: Iterable[Recommendation], today: date) -> list[Followed]:
    """The first to be closed first."""
    rows = []
    for breach in breaches:
        enforced = breach.state == BreachState.ENFORCEMENT
        rows.append(Followed(queries.BREACH, breach, breach.address_by, not enforced and breach.address_by < today, enforced))
    for asked in recommendations:
        late = asked.due_on is not None and asked.due_on < today
        rows.append(Followed(queries.RECOMMENDATION, asked, asked.due_on, late))
    return sorted(rows, key=lambda one: one.due or date.max)


def _items(user: User, among: Among) -> Iterable[Item]:
    """What the inspectorates told each other about these areas; of an agency alone, what names it."""
    rows = items_seen(user).filter(withdrawn_at=None)
    if among.areas:
        return rows.filter(local_area__in=among.areas)
    return rows.filter(agencies__in=among.agencies).distinct()


def what_of(activity: Activity) -> str:
    """“ILACS, Focused visit”; the kind alone where it begins with the name of the programme, as “PEEL assessment” does."""
    programme, kind = activity.programme.short_name, activity.kind.name
    return kind if kind.startswith(programme) else _("%(programme)s, %(kind)s") % {"programme": programme, "kind": kind}


def subject_of(activity: Activity) -> str:
    """Of whom an activity is."""
    subject: Agency | LocalArea | None = activity.agency or activity.local_area
    return subject.name if subject else ""


def _event(row: Activity) -> Event:
    words = _("%(what)s: %(subject)s, %(days)s (%(standing)s)") % {
        "what": what_of(row),
        "subject": subject_of(row),
        "days": _days(row.starts_on, row.ends_on),
        "standing": row.get_standing_display().lower(),
    }
    shape = SHAPES[Standing(row.standing)]
    what, standing = f"{row.kind.name}: {subject_of(row)}", row.get_standing_display()
    return Event(row.programme.short_name, row.starts_on, row.ends_on, shape, words, row.get_absolute_url(), what, standing)


def _joint(inspections: Iterable[Inspection]) -> Iterable[Event]:
    for row in inspections:
        if row.status not in NO_PLACE:
            days = _days(row.fieldwork_start, row.fieldwork_end)
            words = _("Joint inspection of %(area)s: fieldwork %(days)s (%(status)s)") % {
                "area": row.local_area.name,
                "days": days,
                "status": row.get_status_display().lower(),
            }
            what, standing = _("Fieldwork: %(area)s") % {"area": row.local_area.name}, row.get_status_display()
            days_of = (row.fieldwork_start, row.fieldwork_end)
            yield Event(_("Joint inspection"), *days_of, "joint", words, row.get_absolute_url(), what, standing)


def _before(past: Iterable[PastInspection]) -> Iterable[Event]:
    for row in past:
        if row.fieldwork_start is not None and row.fieldwork_end is not None:
            words = _("Joint inspection of %(area)s before this service: fieldwork %(days)s") % {
                "area": row.local_area.name,
                "days": _days(row.fieldwork_start, row.fieldwork_end),
            }
            what = _("Fieldwork: %(area)s") % {"area": row.local_area.name}
            days_of = (row.fieldwork_start, row.fieldwork_end)
            yield Event(_("Joint inspection"), *days_of, "joint", words, "", what, _("Before this service"))


def _days(first: date, last: date) -> str:
    if first == last:
        return date_format(first, "j F Y")
    return _("%(first)s to %(last)s") % {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}


def _latest(activities: Iterable[Activity]) -> list[At]:
    """Of each programme at each subject the newest that has judgements, by subject."""
    found: dict[tuple[str, int], At] = {}
    for row in sorted(activities, key=lambda row: (row.ends_on, row.pk), reverse=True):
        if row.judgements.all():
            found.setdefault((subject_of(row), row.programme_id), At(row, subject_of(row)))
    return [found[key] for key in sorted(found)]
