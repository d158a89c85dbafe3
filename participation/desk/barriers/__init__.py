"""Barriers: what keeps somebody from using the site, reported without an account, answered within a month.

Everyone can report, from the foot of any page and with that page filled in. The report gets a number and a day by
which the city answers; administration and coordination work the list off. Whoever leaves an address hears by mail.
"""
