"""Personal data: which are stored, what for, on what legal basis, for how long, and who gets them.

The record stands in code beside the tables that it speaks of, so that a column with personal data that nobody has
entered there fails a test. From it come what the privacy page says of each form, and the binder for the data-protection
officer: record of processing, deletion plan, roles, technical measures and recipients, as pages and as PDF.
"""
