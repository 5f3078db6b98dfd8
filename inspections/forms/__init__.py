"""Typing into values. Fields are named like the arguments of the command that they feed."""

from files.forms import FilesForm
from inspections.forms.evaluations import EvaluationForm
from inspections.forms.findings import ChooseNotesForm, FindingFilter, FindingForm, FindingFromNotesForm, SetAsideForm
from inspections.forms.lists import CaseloadFilter, Lists
from inspections.forms.notes import NoteFilter, NoteForm
from inspections.forms.places import (
    AnswerForm,
    AskOverrideForm,
    ChildForm,
    DecideOverrideForm,
    OverrideForm,
    PlaceForm,
    ReturnForm,
    SuccessorForm,
)
from inspections.forms.steps import DeferForm, ReasonForm, RefuseDeferralForm, RescheduleForm
from jtai.forms.rows import Base, Pick, PickMany
from writing.forms import SettleForm

__all__ = [
    "AnswerForm",
    "AskOverrideForm",
    "Base",
    "CaseloadFilter",
    "ChildForm",
    "ChooseNotesForm",
    "DecideOverrideForm",
    "DeferForm",
    "EvaluationForm",
    "FilesForm",
    "FindingFilter",
    "FindingForm",
    "FindingFromNotesForm",
    "Lists",
    "NoteFilter",
    "NoteForm",
    "OverrideForm",
    "Pick",
    "PickMany",
    "PlaceForm",
    "ReasonForm",
    "RefuseDeferralForm",
    "RescheduleForm",
    "ReturnForm",
    "SetAsideForm",
    "SettleForm",
    "SuccessorForm",
]
