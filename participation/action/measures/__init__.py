"""Measures: what the city does, in stages from an idea to regular operation, or an end with a lesson learnt.

A measure knows its sources and each source shows the measure. A stage changes with a date, a reason and who decided;
steps that need a decision stay shut without one. Its four target levels are written before it starts and are fixed
when implementation starts; later changes keep the old text.
"""
