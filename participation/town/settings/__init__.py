"""What a city sets for its own installation, on pages and without a developer: its name, its colours, its languages.

Whatever is not set here comes from the environment. Every change is kept with the old and the new text, so that the
administrators can see who changed what; secrets are never stored here, they stay in the environment.
"""
