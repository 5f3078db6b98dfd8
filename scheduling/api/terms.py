"""School holidays over the API: of which local areas they are known, those of one area, by hand, and as a table."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.api import CodedOut
from agencies.models import LocalArea, SchoolHoliday
from files.api import LONGEST_CONTENT, bytes_of
from jtai import schoolyears
from jtai.api import Day, In, ListOperation, Words, asked, body_of, listed, refusals
from jtai.errors import Invalid
from scheduling import commands, policies, queries
from scheduling.bounds import FIRST_SCHOOL_YEAR, LAST_SCHOOL_YEAR
from scheduling.importing import Checked, check
from scheduling.queries import KNOWN, PARTLY, UNKNOWN, TermsFilter

A_MARK = 32
MISSING = serializers.ListField(child=serializers.CharField())


class TermsQuery(serializers.Serializer[Any]):
    """Which local areas. terms: known of both school years, partly known of at least one, or unknown of at least one."""

    text = Words(max_length=100, required=False)
    region = serializers.SlugField(max_length=60, required=False)
    terms = serializers.ChoiceField(choices=[(name, name) for name in (KNOWN, PARTLY, UNKNOWN)], required=False)
    sort = serializers.ChoiceField(choices=[(name, name) for name in ("region", UNKNOWN, KNOWN)], required=False)


class TermsOut(serializers.Serializer[Any]):
    """A local area. before, now: how many holidays of the two school years are recorded; 0: they are not known.

    before_missing, now_missing: the parts of the school year of which none is recorded; none: it is known.
    """

    local_area = CodedOut(source="*")
    region = CodedOut()
    before = serializers.IntegerField(source="before_count")
    now = serializers.IntegerField(source="now_count")
    before_missing = serializers.SerializerMethodField()
    now_missing = serializers.SerializerMethodField()

    @extend_schema_field(MISSING)
    def get_before_missing(self, row: LocalArea) -> list[str]:
        """Of the school year that ends in the programme year."""
        return self._missing(row, 0)

    @extend_schema_field(MISSING)
    def get_now_missing(self, row: LocalArea) -> list[str]:
        """Of the one that begins in it."""
        return self._missing(row, 1)

    def _missing(self, row: LocalArea, which: int) -> list[str]:
        year = schoolyears.school_years_of(self.context["year"].year)[which]
        return [one.code for one in self.context["missing"].get((row.pk, year), schoolyears.PARTS)]


class HolidayOut(serializers.Serializer[Any]):
    """A school holiday, both days included. school_year: the calendar year in which it begins. seen: to be sent with a change."""

    id = serializers.IntegerField(source="pk")
    school_year = serializers.IntegerField()
    name = serializers.CharField()
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    half_term = serializers.BooleanField()
    seen = serializers.SerializerMethodField()

    def get_seen(self, row: SchoolHoliday) -> str:
        """The mark of what it says."""
        return queries.mark_of_holiday(row)


class HolidayIn(In):
    """A school holiday to record. school_year: one of the two that the programme year touches."""

    school_year = serializers.IntegerField(min_value=FIRST_SCHOOL_YEAR, max_value=LAST_SCHOOL_YEAR)
    name = Words(max_length=60)
    first_day = Day()
    last_day = Day()
    half_term = serializers.BooleanField(default=False)


class HolidayChangeIn(HolidayIn):
    """The same, and the mark of what it replaces."""

    seen = Words(max_length=A_MARK)


class SeenQuery(serializers.Serializer[Any]):
    """The mark of what is removed."""

    seen = Words(max_length=A_MARK, help_text="as the holiday was last read")


class TermsTableIn(In):
    """A table. document: its bytes in base64. only_check: nothing is loaded. seen: the mark of what it replaces, from a check."""

    name = Words(max_length=200)
    document = Words(max_length=LONGEST_CONTENT)
    only_check = serializers.BooleanField()
    seen = Words(max_length=A_MARK, allow_blank=True, default="")


class TermsFaultOut(serializers.Serializer[Any]):
    """What is wrong. line: as a spreadsheet program counts. column: its name; empty: the whole line."""

    line = serializers.IntegerField()
    column = serializers.CharField(allow_blank=True)
    what = serializers.CharField()


class TermsTableOut(serializers.Serializer[Any]):
    """What a table says. added, replaced, same: areas and school years. lost: recorded holidays that go with none in their days.

    seen: to be sent when it is loaded. faults: the first thousand.
    """

    loaded = serializers.BooleanField()
    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    replaced = serializers.IntegerField()
    same = serializers.IntegerField()
    lost = serializers.IntegerField()
    seen = serializers.CharField()
    fault_count = serializers.IntegerField()
    faults = TermsFaultOut(many=True)


class TermsOperation(ListOperation):
    """Local areas and their school holidays."""

    @extend_schema(
        operation_id="list_school_holidays",
        parameters=[TermsQuery],
        responses={200: TermsOut(many=True), **refusals(400, 401, 403, 404)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int) -> Response:
        """Of which local areas the school holidays are known, for the two school years that a programme year touches."""
        programme = queries.year_for(request.user, year)
        found = queries.areas_with_terms(request.user, programme, TermsFilter(**asked(request, TermsQuery)))
        return listed(request, found, TermsOut, year=programme, missing=queries.missing_of(None, programme))


def _check_year(programme_year: int, school_year: int) -> None:
    years = schoolyears.school_years_of(programme_year)
    if school_year not in years:
        first, second = years
        raise Invalid(_("School year must be %(first)d or %(second)d.") % {"first": first, "second": second}, "school_year")


class AreaTermsOperation(APIView):
    """The school holidays of one local area."""

    @extend_schema(
        operation_id="list_school_holidays_of_area",
        responses={200: HolidayOut(many=True), **refusals(401, 403, 404)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int, code: str) -> Response:
        """The holidays of both school years. A year without one is not known, which is not a year without holidays."""
        programme = queries.year_for(request.user, year)
        found = queries.terms_of(request.user, programme, queries.terms_area_for(request.user, code))
        return Response(HolidayOut([row for rows in found.values() for row in rows], many=True).data)

    @extend_schema(
        operation_id="add_school_holiday",
        request=HolidayIn,
        responses={201: HolidayOut, **refusals(400, 401, 403, 404, 422)},
        tags=["programme"],
    )
    def post(self, request: SignedInCall, year: int, code: str) -> Response:
        """Record a holiday. Only for Ofsted's programme leads. Sent twice it is recorded once."""
        programme = queries.year_for(request.user, year)
        policies.can_own_year.check(request.user)
        area, sent = queries.terms_area_for(request.user, code), body_of(request, HolidayIn)
        _check_year(programme.year, sent["school_year"])
        made = commands.add_school_holiday(area, **sent, by=request.user)
        return Response(HolidayOut(made).data, status=status.HTTP_201_CREATED)


class HolidayOperation(APIView):
    """One school holiday."""

    @extend_schema(
        operation_id="change_school_holiday",
        request=HolidayChangeIn,
        responses={200: HolidayOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["programme"],
    )
    def put(self, request: SignedInCall, year: int, code: str, pk: int) -> Response:
        """Change a holiday. 409 when somebody else changed it since it was read."""
        programme = queries.year_for(request.user, year)
        policies.can_own_year.check(request.user)
        found, sent = queries.school_holiday_for(request.user, programme, code, pk), body_of(request, HolidayChangeIn)
        _check_year(programme.year, sent["school_year"])
        return Response(HolidayOut(commands.change_school_holiday(found, **sent, by=request.user)).data)

    @extend_schema(
        operation_id="remove_school_holiday",
        parameters=[SeenQuery],
        responses={204: None, **refusals(400, 401, 403, 404, 409)},
        tags=["programme"],
    )
    def delete(self, request: SignedInCall, year: int, code: str, pk: int) -> Response:
        """Remove a holiday. 409 when somebody else changed it since it was read."""
        programme = queries.year_for(request.user, year)
        policies.can_own_year.check(request.user)
        found = queries.school_holiday_for(request.user, programme, code, pk)
        commands.remove_school_holiday(found, **asked(request, SeenQuery), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _told(checked: Checked, *, loaded: bool) -> Response:
    goes = [row for rows in checked.replaced.values() for row in rows]
    facts = {
        "loaded": loaded,
        "rows": len(checked.rows),
        "added": len(checked.new),
        "replaced": len(checked.replaced),
        "same": len(checked.same),
        "lost": sum(len(rows) for rows in checked.lost.values()),
        "seen": queries.mark_of_terms(goes),
        "fault_count": checked.faults.count,
        "faults": checked.faults.rows(),
    }
    return Response(TermsTableOut(facts).data)


class TermsTableOperation(APIView):
    """A table of school holidays."""

    @extend_schema(
        operation_id="load_school_holidays",
        request=TermsTableIn,
        responses={200: TermsTableOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["programme"],
    )
    def post(self, request: SignedInCall, year: int) -> Response:
        """Check a table, and load it if that is asked and no line is wrong: all of it or nothing.

        What is recorded of each area and school year that it names is replaced. 409 unless `seen` says that this was seen.
        """
        programme = queries.year_for(request.user, year)
        policies.can_own_year.check(request.user)
        sent = body_of(request, TermsTableIn)
        data = bytes_of(sent["document"], "document")
        checked = check(data)
        if sent["only_check"] or checked.faults.count:
            return _told(checked, loaded=False)
        seen = sent["seen"] or queries.mark_of_terms([])
        loaded = commands.load_school_holidays(programme, data=data, name=sent["name"], seen=seen, by=request.user)
        return _told(loaded, loaded=True)
