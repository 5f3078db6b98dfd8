"""The doors of the files with which the area answers. Inside an area the police do not see the council's."""

import base64

from django.core.files.uploadedfile import SimpleUploadedFile

from inspections.models import RequestFile
from tests.doors.parts import Door
from tests.doors.world import World

AREA = "in 404 200 404 404 404 404 404"
TEAM = "in 404 404 403 200 200 403 404"
OTHERS = {"police": "404", "other_area": "404"}


def at_item(world: World) -> dict[str, int]:
    return {"pk": world.fieldwork.pk, "item": world.asked.pk}


def at_file(world: World) -> dict[str, int]:
    return {**at_item(world), "file": world.file.pk}


def files(_world: World) -> list[str]:
    return list(RequestFile.objects.order_by("pk").values_list("name", flat=True))


def upload(_world: World) -> dict[str, object]:
    return {"documents": [SimpleUploadedFile("April.csv", b"a,b\r\n1,2\r\n")]}


def sent(_world: World) -> dict[str, object]:
    return {"name": "April.csv", "content": base64.b64encode(b"a,b\r\n1,2\r\n").decode()}


DOORS = [
    Door("response_files", "get", AREA, at=at_item, also=OTHERS),
    Door("response_files", "post", "in 404 302 404 404 404 404 404", at=at_item, body=upload, changes=files, also=OTHERS),
    Door("response_item_file", "get", AREA, at=at_file, also=OTHERS),
    Door("response_file_remove", "get", AREA, at=at_file, also=OTHERS),
    Door("response_file_remove", "post", "in 404 302 404 404 404 404 404", at=at_file, changes=files, also=OTHERS),
    Door("request_file", "get", TEAM, at=at_file, also=OTHERS),
    Door("api_response_request_files", "get", "401 404 200 404 404 404 404 404", at=at_item, also=OTHERS),
    Door(
        "api_response_request_files", "post", "401 404 201 404 404 404 404 404",
        at=at_item, body=sent, changes=files, also=OTHERS,
    ),
    Door("api_response_request_file", "get", "401 404 200 404 404 404 404 404", at=at_file, also=OTHERS),
    Door("api_response_request_file", "delete", "401 404 204 404 404 404 404 404", at=at_file, changes=files, also=OTHERS),
    Door("api_request_files", "get", "401 404 404 403 200 200 403 404", at=at_item, also=OTHERS),
    Door("api_request_file", "get", "401 404 404 403 200 200 403 404", at=at_file, also=OTHERS),
]  # fmt: skip
