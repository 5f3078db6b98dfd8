"""What changes the programme of a year."""

from scheduling.commands.places import (
    leave_open,
    pin,
    put,
    rule_out,
    take_out,
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
    stop_improving,
    take_best,
)
from scheduling.commands.replacing import (
    change_target,
    replace,
    take_back_replacement,
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
    "change_school_holiday",
    "change_target",
    "copy_plan",
    "discard_plan",
    "edit_plan",
    "end_proposal",
    "keep_better",
    "leave_open",
    "load_school_holidays",
    "make_plan",
    "open_year",
    "pin",
    "place_inspection",
    "propose",
    "put",
    "remove_school_holiday",
    "replace",
    "rule_out",
    "stop_improving",
    "take_back_replacement",
    "take_best",
    "take_out",
]
