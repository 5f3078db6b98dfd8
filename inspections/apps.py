"""The inspections app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Names the app, and hears of people who join, leave and declare interests."""

    name = "inspections"

    def ready(self) -> None:
        """Who leaves loses every place, whose role ends those that need it; who joins an area answers for what it knows of.

        Who becomes an administrator, or answers requests for access, has no place. Of an interest that stands against a place the
        programme leads are told, and of a place that stands empty; the administrator reads before how many there are.
        What the inspectorates share names topics and inspections by their keys: here they are put into words.
        """
        from agencies.commands import (  # noqa: PLC0415 -- models are loaded only now
            on_interest_declared,
            on_join,
            on_leave,
            on_role_end,
            on_role_given,
        )
        from agencies.queries import say_what_is_lost  # noqa: PLC0415 -- as above
        from inspections.commands import (  # noqa: PLC0415 -- as above
            end_all_places,
            end_places_of_role,
            keep_apart,
            open_live_inspections,
            tell_of_interest,
        )
        from inspections.queries import (  # noqa: PLC0415 -- as above
            inspections_to_name,
            lost_places,
            not_to_be_named,
            said_of_inspections,
            topic_names,
        )
        from intelligence import naming  # noqa: PLC0415 -- as above

        on_leave(end_all_places)
        on_join(open_live_inspections)
        on_role_given(keep_apart)
        on_role_end(end_places_of_role)
        on_interest_declared(tell_of_interest)
        say_what_is_lost(lost_places)
        naming.topics_from(topic_names)
        naming.say("inspections.inspection", said_of_inspections)
        naming.withhold("inspections.inspection", not_to_be_named)
        naming.offer("inspections.inspection", inspections_to_name)
