"""The ground floor: what every room stands on and what knows no room and no request.

Here live the database and its transactions, the errors that the domain speaks in, the clock, tables of allowed
moves, places, slugs and Markdown. Nothing here imports Flask's request world.
"""
