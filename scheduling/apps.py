"""The scheduling app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import registry


class SchedulingConfig(AppConfig):
    """Names the app, registers its work, and hears of people who lose their casework."""

    name = "scheduling"

    def ready(self) -> None:
        """Looking for a better plan is a job, whose handler is imported by workers only: OR-Tools is large.

        Whoever leaves, is kept apart from casework, or whose account was lost has no calendar outside any more; whose
        membership ends, their leave is kept no longer. The sentences of the year are hung beside the steps that they are about,
        and a year is locked before an inspection gets another week in it.
        """
        from accounts.opening import ends_with_sign_ins  # noqa: PLC0415 -- models are loaded only now
        from agencies.commands import on_leave, on_role_given  # noqa: PLC0415 -- as above
        from inspections.commands import before_new_week  # noqa: PLC0415 -- as above
        from inspections.policies import AGAINST_WEEK, SAID_BEFORE  # noqa: PLC0415 -- as above
        from scheduling.asked import silent_days  # noqa: PLC0415 -- as above
        from scheduling.commands import (  # noqa: PLC0415 -- as above
            end_feed,
            end_feed_apart,
            end_feed_with_sign_ins,
            forget_absences,
            own_years,
        )
        from scheduling.queries import against_new_week, said_of_another_week, said_of_place  # noqa: PLC0415 -- as above

        registry.register("scheduling.improve", "scheduling.tasks.improve_proposal", what=_("The search for a better plan"))
        on_leave(forget_absences)
        on_leave(end_feed)
        on_role_given(end_feed_apart)
        ends_with_sign_ins(end_feed_with_sign_ins)
        for step in ("defer", "cancel"):
            SAID_BEFORE.setdefault(step, []).append(said_of_place)
        SAID_BEFORE.setdefault("reschedule", []).append(said_of_another_week)
        AGAINST_WEEK.append(against_new_week)
        before_new_week(own_years)
        silent_days()  # a slip in the setting stops the start, and no page later
