"""Dates: on-site dialogues, forums, consultation hours and meetings of bodies, with place and what came of them."""
