"""Pictures of processes, made smaller."""

from __future__ import annotations

from participation.core.pictures import made_safe
from participation.core.uploads import check_size

LONGEST_SIDE = 1600


def smaller_picture(data: bytes, *, most: int) -> bytes:
    """A picture as WebP, at most 1600 pixels long, without what cameras note beside it (place, time, device).

    Raises Invalid for what is too large (bytes or pixels), broken or no picture.
    """
    check_size(data, most=most)
    return made_safe(data, widest=LONGEST_SIDE, highest=LONGEST_SIDE, field="file").data
