"""The pages of the year."""

from scheduling.views.boards import (
    plan_board,
    plan_moves,
    plan_undo,
)
from scheduling.views.calendar import (
    year_calendar,
    year_calendar_file,
)
from scheduling.views.candidates import (
    candidate,
    candidates,
    candidates_compare,
    candidates_export,
    candidates_map,
)
from scheduling.views.comparing import (
    plan_compare,
)
from scheduling.views.feeds import (
    calendar_feed,
    calendar_feed_make,
    calendar_feed_revoke,
    calendar_file,
)
from scheduling.views.people import (
    absence_add,
    absence_change,
    absence_remove,
    own_leave,
    own_leave_add,
    own_leave_change,
    own_leave_remove,
    year_people,
    year_person,
)
from scheduling.views.plan_areas import (
    plan_area,
    plan_areas,
    plan_leave_open,
    plan_pin,
    plan_put,
    plan_rule_out,
    plan_take_out,
)
from scheduling.views.plans import (
    plan,
    plan_add,
    plan_adopt,
    plan_bring_back,
    plan_copy,
    plan_discard,
    plan_edit,
    plan_reasons,
    plans,
)
from scheduling.views.proposals import (
    plan_progress,
    plan_propose,
    plan_search_again,
    plan_stop,
    plan_take,
)
from scheduling.views.replacing import (
    replacement_choose,
    replacement_take_back,
    year_target,
)
from scheduling.views.teams import (
    year_team_give,
    year_team_take_back,
    year_teams,
)
from scheduling.views.terms import (
    school_holidays,
    school_holidays_export,
    school_holidays_of_area,
    school_holidays_template,
)
from scheduling.views.terms_editing import (
    school_holiday_add,
    school_holiday_change,
    school_holiday_remove,
)
from scheduling.views.terms_importing import (
    school_holidays_import,
)
from scheduling.views.years import (
    plan_inspection,
    programme_year,
    programme_years,
    year_open,
)

__all__ = [
    "absence_add",
    "absence_change",
    "absence_remove",
    "calendar_feed",
    "calendar_feed_make",
    "calendar_feed_revoke",
    "calendar_file",
    "candidate",
    "candidates",
    "candidates_compare",
    "candidates_export",
    "candidates_map",
    "own_leave",
    "own_leave_add",
    "own_leave_change",
    "own_leave_remove",
    "plan",
    "plan_add",
    "plan_adopt",
    "plan_area",
    "plan_areas",
    "plan_board",
    "plan_bring_back",
    "plan_compare",
    "plan_copy",
    "plan_discard",
    "plan_edit",
    "plan_inspection",
    "plan_leave_open",
    "plan_moves",
    "plan_pin",
    "plan_progress",
    "plan_propose",
    "plan_put",
    "plan_reasons",
    "plan_rule_out",
    "plan_search_again",
    "plan_stop",
    "plan_take",
    "plan_take_out",
    "plan_undo",
    "plans",
    "programme_year",
    "programme_years",
    "replacement_choose",
    "replacement_take_back",
    "school_holiday_add",
    "school_holiday_change",
    "school_holiday_remove",
    "school_holidays",
    "school_holidays_export",
    "school_holidays_import",
    "school_holidays_of_area",
    "school_holidays_template",
    "year_calendar",
    "year_calendar_file",
    "year_open",
    "year_people",
    "year_person",
    "year_target",
    "year_team_give",
    "year_team_take_back",
    "year_teams",
]
