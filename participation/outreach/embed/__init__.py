"""Frames for other sites: a board, a map or the evaluation result, to read; acting opens the site itself."""
