"""Evaluation rounds: a circle of reviewers rates measures and goals with reasons; whoever leads a measure gives a
self-assessment in its own column. Publishing a round makes an immutable, numbered snapshot whose numbers anyone can
recompute; a correction is a new number with a reason.
"""
