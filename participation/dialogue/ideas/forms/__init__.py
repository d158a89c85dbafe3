"""The forms around an idea."""

from participation.dialogue.ideas.forms.commenting import STANCES, CommentForm, ReviseCommentForm
from participation.dialogue.ideas.forms.merging import MergeForm, UnmergeForm
from participation.dialogue.ideas.forms.writing import FIELDS_OF, STEPS, TEXT, TITLE, IdeaForm, ReviseForm, WithdrawForm

__all__ = [
    "FIELDS_OF",
    "STANCES",
    "STEPS",
    "TEXT",
    "TITLE",
    "CommentForm",
    "IdeaForm",
    "MergeForm",
    "ReviseCommentForm",
    "ReviseForm",
    "UnmergeForm",
    "WithdrawForm",
]
