"""An idea's life: written and placed, supported, revised, answered, merged, withdrawn, grown into a measure.

Only this room changes an idea's status; the desk, measures and workshops ask it to. One account has one vote on an
idea, however often it is sent; nobody is ever shown who voted. An idea with a place is what the map shows.
"""
