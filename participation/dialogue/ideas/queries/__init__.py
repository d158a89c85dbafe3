"""Finding ideas: one with all that its page needs, and many in lists."""

from participation.dialogue.ideas.models import STATUS_LABELS, STATUS_TONES, IdeaStatus
from participation.dialogue.ideas.queries.choosing import (
    LONGEST_SEARCH,
    ORDER_LABELS,
    IdeaChoice,
    Order,
    Place,
    place_of,
)
from participation.dialogue.ideas.queries.counting import (
    BoardNumbers,
    IdeaNumbers,
    boards_with_numbers,
    counted_ideas,
    idea_numbers,
    numbers_in,
)
from participation.dialogue.ideas.queries.listing import (
    COUNTED,
    Grown,
    IdeaEntry,
    IdeaSlice,
    count_chosen,
    ideas_chosen,
    measures_of_ideas,
    my_votes,
)
from participation.dialogue.ideas.queries.page import (
    IdeaPage,
    OwnIdea,
    board_for_writing,
    idea_by_id,
    idea_page,
    ideas_by,
    my_vote,
    versions_of,
)

__all__ = [
    "COUNTED",
    "LONGEST_SEARCH",
    "ORDER_LABELS",
    "STATUS_LABELS",
    "STATUS_TONES",
    "BoardNumbers",
    "Grown",
    "IdeaChoice",
    "IdeaEntry",
    "IdeaNumbers",
    "IdeaPage",
    "IdeaSlice",
    "IdeaStatus",
    "Order",
    "OwnIdea",
    "Place",
    "board_for_writing",
    "boards_with_numbers",
    "count_chosen",
    "counted_ideas",
    "idea_by_id",
    "idea_numbers",
    "idea_page",
    "ideas_by",
    "ideas_chosen",
    "measures_of_ideas",
    "my_vote",
    "my_votes",
    "numbers_in",
    "place_of",
    "versions_of",
]
