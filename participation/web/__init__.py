"""The hall: the habits of requests and pages that all rooms share, and that know no room.

Who may enter a route, how htmx is answered, what an error looks like, which headers go out, how pages of a list are
turned, how a page for a signed-out reader is stored. Rooms stand above and use this; nothing here imports a room.
"""
