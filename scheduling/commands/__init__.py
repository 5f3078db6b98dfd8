"""What changes the programme of a year."""

from scheduling.commands.feeds import (
    end_feed,
    end_feed_apart,
    end_feed_with_sign_ins,
    make_feed,
    note_feed_read,
    revoke_feed,
)
from scheduling.commands.people import (
    change_absence,
    forget_absences,
    record_absence,
    remove_absence,
    set_capacity,
)
from scheduling.commands.places import (
    leave_open,
    pin,
    put,
    rule_out,
    take_out,
    undo_move,
)
from scheduling.commands.plans import (
    Asked,
    AskedSet,
    bring_back_plan,
    copy_plan,
    discard_plan,
    edit_plan,
    make_plan,
)
from scheduling.commands.proposals import (
    adopt_plan,
    end_proposal,
    keep_better,
    propose,
    search_again,
    stop_improving,
    take_best,
)
from scheduling.commands.replacing import (
    change_target,
    own_years,
    replace,
    take_back_replacement,
)
from scheduling.commands.teams import (
    give_place,
    take_back,
)
from scheduling.commands.terms import (
    add_school_holiday,
    change_school_holiday,
    load_school_holidays,
    remove_school_holiday,
)
from scheduling.commands.years import (
    open_year,
    place_inspection,
)

__all__ = [
    "Asked",
    "AskedSet",
    "add_school_holiday",
    "adopt_plan",
    "bring_back_plan",
    "change_absence",
    "change_school_holiday",
    "change_target",
    "copy_plan",
    "discard_plan",
    "edit_plan",
    "end_feed",
    "end_feed_apart",
    "end_feed_with_sign_ins",
    "end_proposal",
    "forget_absences",
    "give_place",
    "keep_better",
    "leave_open",
    "load_school_holidays",
    "make_feed",
    "make_plan",
    "note_feed_read",
    "open_year",
    "own_years",
    "pin",
    "place_inspection",
    "propose",
    "put",
    "record_absence",
    "remove_absence",
    "remove_school_holiday",
    "replace",
    "revoke_feed",
    "rule_out",
    "search_again",
    "set_capacity",
    "stop_improving",
    "take_back",
    "take_back_replacement",
    "take_best",
    "take_out",
    "undo_move",
]
