"""All rows of the matrix."""

from tests.doors import api, files, inspections_api, inspections_pages, pages, reports_api, reports_pages
from tests.doors.parts import Door

DOORS: list[Door] = [
    *api.DOORS,
    *files.DOORS,
    *inspections_api.DOORS,
    *inspections_pages.DOORS,
    *pages.DOORS,
    *reports_api.DOORS,
    *reports_pages.DOORS,
]
