"""Own data: what people do with what the house knows of them: look at it, take it along, change it, have it erased.

Erasing waits seven days, in which signing in offers the way back and nothing can be written. Then the worker notes
`AccountErased` in the journal, and each room that holds such data lets go of it by a task of its own. When all have,
the account's row is deleted: the database refuses that while anything still points at it, so "erledigt" is true.
Accounts unused for long are warned and take the same way. Which terms of use somebody accepted stands here too.
"""
