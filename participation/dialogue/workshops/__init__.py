"""Urban-Design-Thinking workshops: six stages from understanding to testing, with notes, groups, dots and prototypes.

Facilitators open one stage after another; participants write notes and set dots; what a workshop found out goes on
as ideas or as the source of a measure, and each note stays reachable from what grew from it.
"""
