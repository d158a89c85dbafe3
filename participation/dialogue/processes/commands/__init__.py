"""What departments do with their processes. Only these commands change a process, its phases and its lists."""

from participation.core.uploads import WrittenFile, write_file
from participation.dialogue.processes.commands.documents import (
    add_document,
    add_version,
    remove_document,
    remove_picture,
    rename_document,
    set_picture,
)
from participation.dialogue.processes.commands.editing import clean_geometry, edit_part
from participation.dialogue.processes.commands.entries import add_entry, change_entry, remove_entry
from participation.dialogue.processes.commands.files import smaller_picture
from participation.dialogue.processes.commands.inviting import (
    accept_invitation,
    end_invitation,
    forget_guest,
    invite,
    renew_link,
)
from participation.dialogue.processes.commands.keeping import changed, locked, needs_release, note_change, to_write
from participation.dialogue.processes.commands.news import (
    change_news,
    draft_news,
    drop_draft,
    publish_draft,
    publish_news,
)
from participation.dialogue.processes.commands.phases import add_phase, change_phase, remove_phase
from participation.dialogue.processes.commands.setting_up import create_process, publish_process

__all__ = [
    "WrittenFile",
    "accept_invitation",
    "add_document",
    "add_entry",
    "add_phase",
    "add_version",
    "change_entry",
    "change_news",
    "change_phase",
    "changed",
    "clean_geometry",
    "create_process",
    "draft_news",
    "drop_draft",
    "edit_part",
    "end_invitation",
    "forget_guest",
    "invite",
    "locked",
    "needs_release",
    "note_change",
    "publish_draft",
    "publish_news",
    "publish_process",
    "remove_document",
    "remove_entry",
    "remove_phase",
    "remove_picture",
    "rename_document",
    "renew_link",
    "set_picture",
    "smaller_picture",
    "to_write",
    "write_file",
]
