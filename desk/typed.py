"""What words that were sent too late belong to: the form, its fields, and the inspection for whoever may still see it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from accounts.describing import Described, Place
from accounts.models import User
from agencies.queries import agencies_among, partnership_agencies
from audit.reads import chain_of, thing_of
from desk import verbs
from desk.things import THINGS
from disclosure import forms as disclosing
from inspections import forms, policies, queries
from inspections.models import Inspection
from intelligence import forms as sharing
from jtai.forms.rows import Choices, Pick, PickMany
from programmes import forms as recording
from reports import forms as reporting
from scheduling import forms as planning
from writing.forms import SettleForm

MARKING = "OFFICIAL-SENSITIVE"
RESPONSE = "responses/"
INSPECTION = "inspection"
Labelled = type[django_forms.Form]
# The forms at which words are typed, by the names of their addresses.
FORMS: Mapping[str, Labelled] = {
    "note_add": forms.NoteForm,
    "note_edit": forms.NoteForm,
    "finding_add": forms.FindingFromNotesForm,
    "finding_edit": forms.FindingForm,
    "finding_set_aside": forms.SetAsideForm,
    "evaluation_add": forms.EvaluationForm,
    "evaluation_edit": forms.EvaluationForm,
    "evaluation": forms.EvaluationForm,
    "text_versions": forms.SettleForm,
    "date": forms.OverrideForm,
    "deferral_refuse": forms.RefuseDeferralForm,
    "child_add": forms.ChildForm,
    "request_item": forms.ReturnForm,
    "response_request_item": forms.AnswerForm,
    "override_ask": forms.AskOverrideForm,
    "override": forms.DecideOverrideForm,
    "report_paragraph": reporting.ParagraphForm,
    "report_paragraph_add": reporting.NewParagraphForm,
    "report_paragraph_versions": SettleForm,
    "report_comment_add": reporting.CommentForm,
    "report_review": reporting.ReviewForm,
    "report_point": reporting.AnswerForm,
    "report_decision": reporting.DecisionForm,
    "report_receipt": reporting.ReceiptForm,
    "report_accuracy_close": reporting.ReasonForm,
    "report_signature_withdraw": reporting.ReasonForm,
    "response_point_add": reporting.PointForm,
    "response_point": reporting.PointForm,
    "response_statement": reporting.StatementForm,
    "activity_add": recording.ActivityForm,
    "activity_edit": recording.ActivityForm,
    "activity_cancel": recording.CancelForm,
    "activity_versions": SettleForm,
    "breach_add": recording.BreachForm,
    "breach_edit": recording.BreachEditForm,
    "breach_versions": SettleForm,
    "breach_step": recording.StepForm,
    "breach_withdraw": recording.WithdrawForm,
    "breach_bring_back": recording.BringBackForm,
    "recommendation_add": recording.RecommendationForm,
    "recommendation_edit": recording.RecommendationEditForm,
    "recommendation_versions": SettleForm,
    "recommendation_close": recording.CloseForm,
    "recommendation_reopen": recording.UndoForm,
    "recommendation_withdraw": recording.WithdrawForm,
    "recommendation_bring_back": recording.BringBackForm,
    "check_item": recording.LookForm,
    "access_request_add": disclosing.RequestForm,
    "access_search_add": disclosing.WordsForm,
    "access_item": disclosing.RedactForm,
    "access_hold": disclosing.HoldForm,
    "access_names": disclosing.NamesForm,
    "access_request_close": disclosing.CloseForm,
    "access_request_change": disclosing.RequestForm,
    "access_request_extend": disclosing.ExtendForm,
    "access_request_reopen": disclosing.ReopenForm,
    "item_add": sharing.ItemForm,
    "item_edit": sharing.ItemForm,
    "item_correct": sharing.CorrectForm,
    "item_withdraw": sharing.WithdrawForm,
    "item_file_remove": sharing.TakeBackForm,
    "item_decide": sharing.DecideForm,
    "item_versions": sharing.SettleSentForm,
    "plan_add": planning.AskForm,
    "plan_edit": planning.AskForm,
    "plan_bring_back": planning.BringBackForm,
    "plan_copy": planning.CopyForm,
    "plan_pin": planning.PinForm,
    "plan_rule_out": planning.RuleOutForm,
    "letter_add": sharing.LetterForm,
    "letter_edit": sharing.LetterForm,
    "letter_versions": forms.SettleForm,
    "school_holiday_add": planning.SchoolHolidayForm,
    "school_holiday_change": planning.SchoolHolidayForm,
}


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path.partition("?")[0])
    except Resolver404:
        return None


def _seen(user: User, matches: Iterable[ResolverMatch | None]) -> dict[tuple[bool, int], Inspection]:
    """The inspections of these addresses that this person may see now, by (as their local area, key): two queries at most."""
    keys: dict[bool, set[int]] = {True: set(), False: set()}
    for match in matches:
        if match is not None and chain_of(match.route) == INSPECTION:
            keys[match.route.startswith(RESPONSE)].add(match.kwargs["pk"])
    rows = [(True, row) for row in queries.answers_of(user).filter(pk__in=keys[True])] if keys[True] else []
    rows += [(False, row) for row in queries.caseload(user).filter(pk__in=keys[False])] if keys[False] else []
    return {(answering, row.pk): row for answering, row in rows}


def _place(match: ResolverMatch | None, seen: Mapping[tuple[bool, int], Inspection]) -> Place:
    if match is None:
        return Place()
    thing = thing_of(str(match.url_name), match.kwargs)
    name = verbs.thing(thing) if thing.partition(":")[0] in THINGS else ""
    name = name[:1].upper() + name[1:]
    if chain_of(match.route) != INSPECTION:
        return Place(name, MARKING if match.route.startswith(settings.MARKED_ROUTES) else "")
    inspection = seen.get((match.route.startswith(RESPONSE), match.kwargs["pk"]))
    if inspection is None:
        # The same where there is none: whoever may not see it learns nothing here.
        return Place(name and _("%(thing)s, of an inspection that you cannot open now") % {"thing": name}, MARKING)
    area = inspection.local_area
    text = _("%(thing)s, %(area)s") % {"thing": name, "area": area.name} if name else area.name
    return Place(text, MARKING, area.demonstration)


def places_of(user: User, paths: Sequence[str]) -> list[Place]:
    """Where each of these was typed."""
    matches = [_match(path) for path in paths]
    seen = _seen(user, matches)
    return [_place(match, seen) for match in matches]


def describe(user: User, path: str) -> Described:
    """The form at this address, with the rows that can be chosen there for whoever may see the evidence."""
    match = _match(path)
    seen = _seen(user, [match])
    form = FORMS.get(str(match.url_name)) if match is not None else None
    fields: Mapping[str, django_forms.Field] = getattr(form, "base_fields", {})
    lists = next((_lists(user, row) for (answering, _key), row in seen.items() if not answering), {})
    return Described(
        _place(match, seen),
        {name: str(field.label) for name, field in fields.items() if field.label},
        {name: dict(_flat(_choices(field, lists.get(name, ())))) for name, field in fields.items() if _is_chosen(field)},
    )


def _is_chosen(field: django_forms.Field) -> bool:
    return isinstance(field, django_forms.ChoiceField)


def _choices(field: Any, rows: Choices) -> Choices:
    return rows if isinstance(field, Pick | PickMany) else field.choices


def _flat(choices: Choices) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)


def _lists(user: User, inspection: Inspection) -> dict[str, Choices]:
    """What the forms of an inspection choose from, by their fields."""
    if not policies.can_see_evidence(user, inspection):
        return {}
    choices = queries.framework_choices(inspection.framework)
    agencies = partnership_agencies(inspection.local_area)
    lists = forms.Lists(
        strands=choices.strands,
        criteria=choices.criteria,
        agencies=lambda keys: agencies if keys is None else agencies_among(inspection.local_area, keys),
        children=lambda keys: queries.children_to_choose(user, inspection, keys),
    )
    found = {"strand": lists.strand_choices(), "criterion": lists.criterion_choices(), "child": lists.child_choices()}
    return {**found, **dict.fromkeys(("agency", "responsible", "agencies", "principal_authority"), lists.agency_choices())}
