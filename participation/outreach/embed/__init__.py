"""Frames for other sites: a board, a map or the evaluation result, to read; acting opens the site itself.

Only these routes may be framed, and only by the sites that the installation names (EMBED_ORIGINS). They show what
everyone may see, whoever is signed in, need no cookie and post nothing but their height to the page around them.
"""
