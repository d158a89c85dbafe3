"""Contributions that were collected elsewhere come in: from paper, from other platforms, from the city's own reports.

An import has a number and goes through a staging table: rows are read and checked there, applied in chunks as ideas
that nobody sees yet, and opened at the end. A row is known by its source and its number there, so that a second run
adds nothing. A broken import is resumed or removed by its number; people go on writing meanwhile.
"""
