"""How large the measured world is, and what may be spent in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """small: inspections in the first measurement, from which growth to `inspections` is told. requests: a block's length."""

    inspections: int
    small: int
    notes: int
    findings: int
    people: int
    groups_a_person: int
    requests: int
    empty_requests: int
    rounds: int
    events: int


# Six groups an inspection: the teams of the four inspectorates, the lead, the local area.
GROUPS_AN_INSPECTION = 6
FULL = Sizes(1_000, 100, 100_000, 30_000, 400, 40, 60, 400, 5, 100_000)
# For the test of the harness itself: its ratios are measured like the others and mean nothing.
QUICK = Sizes(12, 6, 240, 60, 24, 5, 6, 20, 2, 2_000)
# A tenth of the world. What is told as one page against the same page is judged here as well: a cheaper page makes it harder.
SMALL = Sizes(100, 50, 10_000, 3_000, 60, 10, 40, 200, 4, 100_000)

MOST_QUERIES = 12
MOST_GROWTH = 1.2
MOST_FOR_READS = 1.1
MOST_FOR_VERIFYING = 60.0
MOST_MEMORY = 100.0
MOST_FOR_RULES = 2.0
MOST_OF_LINEAR = 1.0
MOST_FOR_FIRST_PLAN = 1.0
READS_OF = {"inspection page", "finding form"}
# The list of the least-privileged inspector, against that of somebody who leads.
LIST, LIST_OF_A_LEAD, MOST_AGAINST_A_LEAD = "inspection list", "inspection list of a lead", 1.2
MOST_CPU = {
    LIST: 30.0,
    LIST_OF_A_LEAD: 30.0,
    "inspection page": 30.0,
    "finding form": 30.0,
    "finding save": 20.0,
    "finding edit": 20.0,
}
