"""Reference data from files into rows: read and checked first, then written in bulk, all or nothing of each file."""

from agencies.loading.days import load_bank_holidays, load_closed_periods
from agencies.loading.kinds import load_agency_kinds, load_inspectorates, load_regions
from agencies.loading.local_areas import load_local_areas
from agencies.loading.places import load_icbs, load_police_forces, load_probation_regions, load_providers
from agencies.loading.sheet import BadFile, Fault, Row, Sheet
from agencies.loading.sync import Outcome, sync
from agencies.loading.terms import load_school_holidays

__all__ = [
    "BadFile",
    "Fault",
    "Outcome",
    "Row",
    "Sheet",
    "load_agency_kinds",
    "load_bank_holidays",
    "load_closed_periods",
    "load_icbs",
    "load_inspectorates",
    "load_local_areas",
    "load_police_forces",
    "load_probation_regions",
    "load_providers",
    "load_regions",
    "load_school_holidays",
    "sync",
]
