"""Background: articles, glossary and the legal pages, so that people find out how participation works here.

The texts of the folder `texts` come with the software, so that no page is missing in a fresh installation; they are
loaded whenever the database is brought up to date. A text that somebody edited is left alone from then on. Names such
as {stadt} and {kontakt} stand for what the installation has set.
"""
