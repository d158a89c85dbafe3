"""Finding things by words, the same way on both databases.

One function folds and stems German words; the index holds its output, and a query goes through the same function.
What may be found is decided by the one rule of visibility. The page is /suche.
"""
