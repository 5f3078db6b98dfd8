"""All rows of the matrix."""

from tests.doors import (
    access,
    api,
    files,
    importing,
    inspections_api,
    inspections_pages,
    letters,
    letters_api,
    pages,
    people,
    programmes,
    programmes_api,
    reports_api,
    reports_pages,
    sharing,
    sharing_api,
    sign_in_pages,
    trails,
)
from tests.doors.parts import Door

DOORS: list[Door] = [
    *access.DOORS,
    *api.DOORS,
    *files.DOORS,
    *inspections_api.DOORS,
    *inspections_pages.DOORS,
    *letters.DOORS,
    *letters_api.DOORS,
    *pages.DOORS,
    *people.DOORS,
    *programmes.DOORS,
    *importing.DOORS,
    *programmes_api.DOORS,
    *reports_api.DOORS,
    *reports_pages.DOORS,
    *sharing.DOORS,
    *sharing_api.DOORS,
    *trails.DOORS,
    *sign_in_pages.DOORS,
]
