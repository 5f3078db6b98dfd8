"""Whatever is sent, the answer is a clear page, what was typed is still on it, and nothing has changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import URLPattern, reverse

from agencies.queries import forget_holidays
from inspections import commands, urls
from inspections.models import Child, Evaluation, EvidenceNote, Finding, Inspection, RequestItem, TeamPlace
from tests.walk import agency_of, cast, finding, inspection_at, note, strand_of

pytestmark = pytest.mark.django_db
HUGE = "9" * 40
OVERFLOW = str(2**63)
LONG = "Typed " * 20_000
TOO_LONG = 100_001
NONSENSE = ["", HUGE, OVERFLOW, "-1", "\x00", "١٢", "😀"]


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):  # noqa: ARG001 -- makes the database
    """Walked once, in a year of its own; each test works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_holidays()
        made = furnish(cast())
        connection.check_constraints()  # once, and not at the end of each test
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def stage(standing):
    """An inspection in fieldwork with one of everything, its forms with a good sending, and who sends it."""
    made, sendings = standing
    return Inspection.objects.select_related("local_area__region", "framework", "topic").get(pk=made.pk), sendings


def furnish(people):
    inspection = inspection_at("fieldwork", year=2090)
    noted = note(inspection, by=people.cqc)
    found = finding(inspection, by=people.cqc, notes=[noted])
    evaluation = commands.add_evaluation(
        inspection, strand=strand_of(inspection), agency=None, effect="both", text="x", findings=[found], by=people.cqc
    )
    strand = strand_of(inspection)
    pk = inspection.pk
    item = RequestItem.objects.filter(inspection=inspection, agency__kind__code="police").first()
    noting = {"text": "Typed words", "activity": "interview", "strand": strand.pk}
    judging = {"statement": "Typed words", "kind": "strength", "effect": "improves", "level": "practice", "strand": strand.pk}
    return inspection, {
        "note_add": (people.cqc, [pk], noting),
        "note_edit": (people.cqc, [pk, noted.pk], {**noting, "base": 1}),
        "finding_add": (people.cqc, [pk], judging),
        "finding_edit": (people.cqc, [pk, found.pk], {**judging, "base": 1}),
        "finding_notes": (people.cqc, [pk, found.pk], {"notes": [noted.pk]}),
        "evaluation_add": (people.cqc, [pk], {"text": "Typed words", "effect": "both", "strand": strand.pk, "agency": agency_of(inspection, "icb").pk}),
        "evaluation_edit": (people.cqc, [pk, evaluation.pk], {"text": "Typed words", "effect": "both", "base": 1}),
        "child_add": (people.cqc, [pk], {"kind": "tracked", "age_band": "1-4"}),
        "team_add": (people.programme_lead, [pk], {"person": people.stranger.pk, "part": "inspector"}),
        "date": (people.lead, [pk, "publication"], {"day_day": "1", "day_month": "5", "day_year": "2026", "reason": "Typed words"}),
        "response_request_item": (people.police, [pk, item.pk], {"held": "yes", "answer": "Typed words"}),
        "step": (people.lead, [pk, "pause"], {"reason": "Typed words"}),
    }  # fmt: skip


FORMS = [
    "note_add", "note_edit", "finding_add", "finding_edit", "finding_notes", "evaluation_add", "evaluation_edit", "child_add",
    "team_add", "date", "response_request_item", "step",
]  # fmt: skip
TYPED = {"note_add": "text", "note_edit": "text", "finding_add": "statement", "finding_edit": "statement", "evaluation_add": "text",
         "evaluation_edit": "text", "date": "reason", "response_request_item": "answer", "step": "reason"}  # fmt: skip


def rows():
    """Everything that a sending could have changed."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (EvidenceNote, Finding, Evaluation, Child, TeamPlace, RequestItem, Inspection)
    ]


def assert_refused(client, address, data, typed=""):
    """422 with an error summary, a title that says so, and the typing."""
    before = rows()
    page = client.post(address, data)
    words = page.content.decode()
    assert page.status_code == 422, (address, {name: str(value)[:40] for name, value in data.items()})
    assert "There is a problem" in words
    assert "<title>Error: " in words
    assert typed in words
    assert rows() == before


@pytest.mark.parametrize("name", FORMS)
def test_a_good_sending_is_taken(client, stage, name):
    person, args, data = stage[1][name]
    client.force_login(person)
    assert client.post(reverse(name, args=args), data).status_code == 302


@pytest.mark.parametrize("name", FORMS)
def test_nothing_at_all(client, stage, name):
    person, args, _data = stage[1][name]
    client.force_login(person)
    if name == "finding_notes":  # no note is an answer
        assert client.post(reverse(name, args=args), {}).status_code == 302
    else:
        assert_refused(client, reverse(name, args=args), {})


@pytest.mark.parametrize("name", sorted(TYPED))
def test_texts_that_cannot_be_stored(client, stage, name):
    person, args, data = stage[1][name]
    client.force_login(person)
    address, field = reverse(name, args=args), TYPED[name]
    assert_refused(client, address, {**data, field: " \r\n\t "})
    assert_refused(client, address, {**data, field: LONG}, typed=LONG.strip())
    assert_refused(client, address, {**data, field: "Ty\x00ped \x1b\ufffe words"}, typed="Typed  words")


@pytest.mark.parametrize("name", ["note_add", "finding_add", "evaluation_add"])
def test_a_hundred_thousand_characters_are_kept(client, stage, name):
    person, args, data = stage[1][name]
    client.force_login(person)
    longest = "ä" * (TOO_LONG - 1)
    assert client.post(reverse(name, args=args), {**data, TYPED[name]: longest}).status_code == 302
    model = {"note_add": EvidenceNote, "finding_add": Finding, "evaluation_add": Evaluation}[name]
    assert model.objects.filter(text__body=longest).count() == 1


@pytest.mark.parametrize("name", FORMS)
def test_nonsense_in_each_field(client, stage, name):
    """One field after the other: refused with the typing kept, or taken where it means nothing; never a fault."""
    person, args, data = stage[1][name]
    client.force_login(person)
    address = reverse(name, args=args)
    choices = {"criterion", "responsible", "child", "notes", "findings", "agencies"}
    for field in {*data, *choices, "base", "client_id"} - {TYPED.get(name)}:
        for value in ("", HUGE, "-1", "\x00"):
            page = client.post(address, {**data, field: value})
            assert page.status_code in {200, 302, 409, 422}, (field, value)
            if page.status_code == 422 and name in TYPED:
                assert "Typed words" in page.content.decode(), (field, value)


def test_rows_of_another_inspection(client, people, stage):
    other = inspection_at("fieldwork", area="X009", framework="2022-front-door")
    elsewhere = {
        "strand": strand_of(other).pk, "criterion": strand_of(other).criteria.first().pk, "agency": agency_of(other, "police").pk,
        "child": other.children.first().pk, "notes": [note(other, by=people.ofsted).pk], "person": people.co_ordinator.pk,
        "findings": [finding(other, by=people.ofsted).pk], "responsible": agency_of(other, "icb").pk,
    }  # fmt: skip
    for name, fields in {
        "note_add": ("strand", "criterion", "agency", "child"),
        "finding_add": ("strand", "criterion", "agency", "child", "notes"),
        "finding_notes": ("notes",),
        "evaluation_edit": ("findings",),
        "team_add": ("person",),
    }.items():
        person, args, data = stage[1][name]
        client.force_login(person)
        for field in fields:
            assert_refused(client, reverse(name, args=args), {**data, field: elsewhere[field]})
    person, args, data = stage[1]["finding_add"]
    client.force_login(person)
    data = {**data, "kind": "priority-action", "effect": "hinders", "responsible": elsewhere["responsible"]}
    assert_refused(client, reverse("finding_add", args=args), data)


def test_the_notes_of_another_inspectorate_cannot_be_cited(client, people, stage):
    inspection, sendings = stage
    private = note(inspection, by=people.hmicfrs)
    person, args, data = sendings["finding_add"]
    client.force_login(person)
    assert_refused(client, reverse("finding_add", args=args), {**data, "notes": [private.pk]})
    assert str(private.text) not in client.get(reverse("finding_add", args=args), {"notes": [private.pk]}).content.decode()


def test_kind_effect_and_responsible_contradict_each_other(client, stage):
    person, args, data = stage[1]["finding_add"]
    client.force_login(person)
    for wrong in ({"kind": "strength", "effect": "hinders"}, {"kind": "priority-action", "effect": "improves"},
                  {"kind": "priority-action", "effect": "hinders"}):  # fmt: skip
        assert_refused(client, reverse("finding_add", args=args), {**data, **wrong}, typed="Typed words")


@pytest.mark.parametrize("name", ["note_add", "finding_add"])
def test_sent_twice_is_recorded_once(client, stage, name):
    person, args, data = stage[1][name]
    client.force_login(person)
    address = reverse(name, args=args)
    sent = client.get(address).context["form"]["client_id"].value()
    before = EvidenceNote.objects.count() + Finding.objects.count()
    for _time in range(2):
        assert client.post(address, {**data, "client_id": sent}).status_code == 302
    assert EvidenceNote.objects.count() + Finding.objects.count() == before + 1


@pytest.mark.parametrize(("name", "other"), [("note_add", {}), ("note_add", {"activity": "document"}), ("finding_add", {})])
def test_another_text_in_a_form_that_was_sent_is_not_swallowed(client, stage, name, other):
    person, args, data = stage[1][name]
    client.force_login(person)
    address = reverse(name, args=args)
    key = str(client.get(address).context["form"]["client_id"].value())
    client.post(address, {**data, "client_id": key})
    changed = {**data, TYPED[name]: data[TYPED[name]] if other else "Words typed after going back", **other, "client_id": key}
    before = EvidenceNote.objects.count() + Finding.objects.count()
    page = client.post(address, changed)
    assert page.status_code == 422
    assert changed[TYPED[name]] in page.content.decode()
    assert EvidenceNote.objects.count() + Finding.objects.count() == before
    fresh = page.context["form"]["client_id"].value()
    assert fresh != key
    assert client.post(address, {**changed, "client_id": fresh}).status_code == 302
    assert EvidenceNote.objects.count() + Finding.objects.count() == before + 1


@pytest.mark.parametrize("name", ["note_add", "finding_add"])
def test_somebody_elses_sending_is_no_fault(client, people, stage, name):
    _person, args, data = stage[1][name]
    key = "7f3d7c1e-8a55-4a7c-9f0e-0d5a3c1b2a10"
    for person, status in ((people.cqc, 302), (people.ofsted, 422)):
        client.force_login(person)
        page = client.post(reverse(name, args=args), {**data, "client_id": key})
        assert page.status_code == status
    assert "Typed words" in page.content.decode()


@pytest.mark.parametrize("name", FORMS)
def test_a_file_where_none_is_expected(client, stage, name):
    person, args, data = stage[1][name]
    client.force_login(person)
    data = {**data, "file": SimpleUploadedFile("x.exe", b"MZ"), "extra": "y"}
    assert client.post(reverse(name, args=args), data).status_code == 302


def test_every_page_refuses_other_methods(client, people, stage):
    inspection, _sendings = stage
    routes = [route for route in urls.urlpatterns if isinstance(route, URLPattern)]
    client.force_login(people.lead)
    known = {"pk": inspection.pk, "name": "pause", "kind": "publication", "noun": "notes"}
    before = rows()
    for route in routes:
        wanted = route.pattern.converters
        address = reverse(route.name, kwargs={name: known.get(name, 1) for name in wanted})
        for method in ("put", "delete", "patch"):
            assert getattr(client, method)(address).status_code == 405, (route.name, method)
        assert client.head(address).status_code in {200, 403, 404, 405, 409}, route.name
    assert rows() == before


def test_the_address_of_a_button_that_is_opened_as_a_page_says_so(client, people):
    inspection = inspection_at("moderation")
    client.force_login(people.cqc)
    page = client.get(reverse("finding_agree", args=[inspection.pk, inspection.findings.first().pk]))
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "This web address only works when you press a button on another page." in page.content.decode()


@pytest.mark.usefixtures("stage")
def test_unknown_keys_in_addresses(client, people):
    client.force_login(people.lead)
    for route in urls.urlpatterns:
        if isinstance(route, URLPattern) and "pk" in route.pattern.converters:
            for key in (999_999, int(HUGE)):
                kwargs = {name: "pause" if name in {"name", "kind", "noun"} else key for name in route.pattern.converters}
                for method in (client.get, client.post):
                    assert method(reverse(route.name, kwargs=kwargs)).status_code in {404, 405}, (route.name, key)


def test_filters_that_mean_nothing(client, people, stage):
    inspection, _sendings = stage
    client.force_login(people.cqc)
    for name, args in (
        ("inspections", []),
        ("notes", [inspection.pk]),
        ("findings", [inspection.pk]),
        ("moderation", [inspection.pk]),
    ):
        for value in NONSENSE:
            asked = dict.fromkeys(
                ("text", "status", "year", "mine", "sort", "strand", "agency", "kind", "inspectorate", "activity", "page"),
                value,
            )
            assert client.get(reverse(name, args=args), asked).status_code == 200, (name, value)


def test_agreeing_without_saying_what(client, people):
    inspection = inspection_at("moderation")
    found = inspection.findings.first()
    client.force_login(people.cqc)
    address = reverse("finding_agree", args=[inspection.pk, found.pk])
    for value in NONSENSE:
        assert client.post(address, {"version": value}).status_code in {409, 422}, value
    assert client.post(address, {"version": "1"}).status_code == 302
    again = client.post(address, {"version": "1"})
    assert again.status_code == 409
    assert "Your inspectorate has agreed this finding." in again.content.decode()


def test_typing_survives_a_step_taken_meanwhile(client, people, stage):
    inspection, sendings = stage
    commands.take_step("pause", inspection, reason="r", by=people.lead)
    for name in ("note_add", "note_edit", "finding_add", "finding_edit", "evaluation_add", "evaluation_edit"):
        person, args, data = sendings[name]
        client.force_login(person)
        page = client.post(reverse(name, args=args), data)
        assert page.status_code == 409, name
        assert "Typed words" in page.content.decode(), name
    assert Evaluation.objects.filter(inspection=inspection).count() == 1
