"""The calendar of elections: in the weeks before one, the city holds back with its own successes.

The administration enters the days. Whoever is about to publish results in that time is warned, with the name and the
day of the election; it stays the person's own decision, because a duty to publish may be stronger.
"""
