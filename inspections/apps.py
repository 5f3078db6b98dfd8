"""The inspections app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Names the app, and hears of people who join and leave."""

    name = "inspections"

    def ready(self) -> None:
        """A person who leaves loses every place, one whose role ends those that need it; one who joins an area answers for what it knows of."""
        from agencies.commands import on_join, on_leave, on_role_end  # noqa: PLC0415 -- models are loaded only now
        from inspections.commands import end_all_places, end_places_of_role, open_live_inspections  # noqa: PLC0415 -- as above

        on_leave(end_all_places)
        on_join(open_live_inspections)
        on_role_end(end_places_of_role)
