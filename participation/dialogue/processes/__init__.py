"""Participation processes: a question to the town, its owner, four blocks of plain answers, and phases.

The four blocks say how and where to take part, what is fixed already, how much influence there is and who decides,
and what came of it; without all four nothing is published. Phases alone open and close writing; they never overlap.
"""
