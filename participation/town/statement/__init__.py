"""The accessibility statement that every public body must have, made from a form and honest from the first start.

It says how far the site is accessible, how and when that was found out, what is not accessible and what helps instead,
where to report barriers and who mediates. Each saving is a new numbered statement; older ones are kept. A film in sign
language with captions has its place here and on the page in Leichte Sprache; while there is none, nothing is shown.
"""
