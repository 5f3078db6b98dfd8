"""Files over the API. They travel in JSON like everything else; a large one goes through the page."""

import base64
import binascii
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers

from accounts.api import PersonOut
from files.kinds import ENDINGS
from files.scanning import Scan
from jtai.api import In, Words
from jtai.errors import Invalid

# Five megabytes is the most that a body may have.
LONGEST_CONTENT = 5_000_000
BYTES = {(200, kind.partition(";")[0]): OpenApiTypes.BINARY for kind in ENDINGS}


class FileOut(serializers.Serializer[Any]):
    """A file. sha256: of the bytes that are kept; sent_sha256: of those that were sent (pictures are drawn anew)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    content_type = serializers.CharField(source="file.content_type")
    size = serializers.IntegerField(source="file.size", help_text="bytes")
    sha256 = serializers.CharField(source="file.sha256")
    sent_sha256 = serializers.CharField()
    scan = serializers.ChoiceField(choices=Scan.choices)
    added_at = serializers.DateTimeField()
    added_by = PersonOut()


class FileIn(In):
    """A file to keep. content: its bytes in base64."""

    name = Words(max_length=200)
    content = Words(max_length=LONGEST_CONTENT)


def bytes_of(content: str, field: str = "content") -> bytes:
    """What was sent in this member; raises Invalid when it is not base64."""
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid(_("Send the bytes of the file in base64."), field=field) from error
