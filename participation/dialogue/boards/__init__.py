"""Topic boards: a theme inside a process on which ideas are collected, discussed and supported.

A board has a guiding question, categories and rules of the game. Whether ideas can be supported only, or also
opposed, and whether comments carry a stance, is the board's to say.
"""
