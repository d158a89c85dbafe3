"""The forms of the process desk."""

from participation.desk.planning.forms.files import DocumentForm, PictureForm, VersionForm
from participation.desk.planning.forms.lists import (
    BoardForm,
    EntryForm,
    LeewayForm,
    NewsForm,
    PartnerForm,
    QuestionForm,
)
from participation.desk.planning.forms.making import CopyForm, MakeForm
from participation.desk.planning.forms.parts import FORMS, AreaForm, PartForm
from participation.desk.planning.forms.phases import PhaseForm
from participation.desk.planning.forms.publishing import ConfirmForm, InviteForm, PublishForm, ResultsForm, ReturnForm

__all__ = [
    "FORMS",
    "AreaForm",
    "BoardForm",
    "ConfirmForm",
    "CopyForm",
    "DocumentForm",
    "EntryForm",
    "InviteForm",
    "LeewayForm",
    "MakeForm",
    "NewsForm",
    "PartForm",
    "PartnerForm",
    "PhaseForm",
    "PictureForm",
    "PublishForm",
    "QuestionForm",
    "ResultsForm",
    "ReturnForm",
    "VersionForm",
]
