"""Regions, local areas, their agencies, and whose remit those are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from agencies.models import Agency, AgencyKind, Inspectorate, LocalArea, Partnership, Region
from jtai.forms.words import printable

# Shown wherever a population or a deprivation figure appears: agencies/reference/ATTRIBUTION.md.
ATTRIBUTION = gettext_lazy(
    "Source: Office for National Statistics and MHCLG, licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right 2024."
)
AREA_TYPES = {
    "county": gettext_lazy("County council"),
    "london_borough": gettext_lazy("London borough"),
    "metropolitan": gettext_lazy("Metropolitan borough"),
    "sui_generis": gettext_lazy("Of its own kind"),
    "unitary": gettext_lazy("Unitary authority"),
}


@dataclass(frozen=True)
class AreaFilter:
    """What a person asks of the list of local areas; empty: everything.

    text: part of a name. region: its code. type: metropolitan, county … demonstration: True invented, False real ones.
    """

    text: str = ""
    region: str = ""
    type: str = ""
    demonstration: bool | None = None


def local_areas(asked: AreaFilter | None = None) -> QuerySet[LocalArea]:
    """The local areas that fit, by name."""
    asked = asked or AreaFilter()
    rows = LocalArea.objects.select_related("region")
    if asked.text:
        rows = rows.filter(name__icontains=asked.text) | rows.filter(official_name__icontains=asked.text)
    if asked.region:
        rows = rows.filter(region__code=asked.region)
    if asked.type:
        rows = rows.filter(type=asked.type)
    if asked.demonstration is not None:
        rows = rows.filter(demonstration=asked.demonstration)
    return rows.order_by("name")


def local_area_for(code: str) -> LocalArea:
    """One local area by its code, with region and partnership, or 404."""
    return get_object_or_404(LocalArea.objects.select_related("region", "partnership"), code=code)


def partnership_names(local_area: LocalArea) -> QuerySet[Agency]:
    """The same agencies in the same order without what else is known of them: for lists to choose from."""
    by_share = F("places__share").desc(nulls_last=True)
    order = "-kind__statutory", "kind__inspectorate__position", "kind__name", by_share, "name"
    return Agency.objects.filter(places__partnership__local_area=local_area).order_by(*order)


def partnership_agencies(local_area: LocalArea) -> QuerySet[Agency]:
    """The agencies of its partnership, the statutory partners first, then by whose remit they are.

    Each row has `share`: the percentage of the area's neighbourhoods that a care board serves, else None.
    """
    return partnership_names(local_area).select_related("kind__inspectorate").annotate(share=F("places__share"))


def agencies_among(local_area: LocalArea, keys: Iterable[int]) -> QuerySet[Agency]:
    """Those of its partnership's agencies that have these keys, without order or names of kinds: for what a form sent."""
    return Agency.objects.filter(places__partnership__local_area=local_area, pk__in=keys).order_by()


def regions() -> QuerySet[Region]:
    """All regions, the invented ones last."""
    return Region.objects.order_by("demonstration", "name")


def area_types() -> list[str]:
    """The types of local area that there are."""
    return list(LocalArea.objects.order_by("type").values_list("type", flat=True).distinct())


def inspectorates() -> QuerySet[Inspectorate]:
    """The inspectorates in the order in which they sign, each with the kinds of agency in its remit."""
    kinds = AgencyKind.objects.order_by("name")
    return Inspectorate.objects.prefetch_related(Prefetch("remit", queryset=kinds)).order_by("position")


def inspectorate_for(code: str) -> Inspectorate:
    """One inspectorate by its code, or 404."""
    return get_object_or_404(inspectorates(), code=code)


def agency_kinds() -> QuerySet[AgencyKind]:
    """The kinds of agency, past ones included."""
    return AgencyKind.objects.select_related("inspectorate", "successor").order_by("name")


def agencies(
    *, text: str = "", kind: str = "", inspectorate: str = "", local_area: str = "", demonstration: bool | None = None
) -> QuerySet[Agency]:
    """The agencies that fit, by name; kind, inspectorate and local_area are codes. `areas` counts the partnerships of each."""
    rows = Agency.objects.select_related("kind__inspectorate")
    if text:
        rows = rows.filter(name__icontains=text)
    if kind:
        rows = rows.filter(kind__code=kind)
    if inspectorate:
        rows = rows.filter(kind__inspectorate__code=inspectorate)
    if local_area:
        rows = rows.filter(pk__in=Agency.objects.filter(partnerships__local_area__code=local_area).values("pk"))
    if demonstration is not None:
        rows = rows.filter(demonstration=demonstration)
    return rows.annotate(areas=Count("places")).order_by("name", "pk")


def agency_for(code: str) -> Agency:
    """One agency by its code with the local areas that it serves, or 404."""
    served = Partnership.objects.select_related("local_area").order_by("local_area__name")
    rows = agencies().prefetch_related(Prefetch("partnerships", queryset=served))
    if printable(code) != code:
        raise Http404  # the database would not be asked for it
    return get_object_or_404(rows, code=code)
