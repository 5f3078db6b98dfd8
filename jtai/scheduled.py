"""The numbers of the programme of a year that no source states: each can be set in the environment, and changed in a plan."""

from jtai import environment

# Calendar days that fieldwork keeps away from a routine visit at the local area or one of its agencies, by programme; for a kind
# of activity ("ilacs/annual-conversation") that differs from its programme, by both. 0: never in the same days. None: it does not clash.
CLASH_DAYS: dict[str, int | None] = {
    "ilacs": environment.number("JTAI_CLASH_ILACS", 90),
    "ilacs/self-assessment": None,
    "ilacs/annual-conversation": None,
    "peel": environment.number("JTAI_CLASH_PEEL", 28),
    "ncpi": environment.number("JTAI_CLASH_NCPI", 90),
    "ncpi/action-plan": None,
    "clas": environment.number("JTAI_CLASH_CLAS", 90),
    "fundamental-standards": environment.number("JTAI_CLASH_CQC", 0),
    "saas": environment.number("JTAI_CLASH_SAAS", 0),
    "youth-justice": environment.number("JTAI_CLASH_YOUTH_JUSTICE", 90),
    "other": environment.number("JTAI_CLASH_OTHER", 90),
}

YEARS_APART = environment.number("JTAI_YEARS_APART", 4)  # between two joint inspections of one local area
FORCE_WEEKS = environment.number("JTAI_FORCE_WEEKS", 26)  # between two at one police force
BUSY_BEFORE = environment.number("JTAI_BUSY_BEFORE", 1)  # weeks before fieldwork in which its team is at work
BUSY_AFTER = environment.number("JTAI_BUSY_AFTER", 0)  # and after it
INSPECTIONS_A_PERSON = environment.number("JTAI_INSPECTIONS_A_PERSON", 4)  # in a programme year, where nothing else is set

# Days on which nothing is published if it can be avoided: "2027-03-25/2027-05-06 Local elections; …". A warning, never a block.
SILENT = environment.text("JTAI_SILENT", "")

IMPROVER_SECONDS = environment.number("JTAI_IMPROVER_SECONDS", 20)  # in which a better plan is looked for
