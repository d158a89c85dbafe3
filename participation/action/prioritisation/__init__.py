"""One run over the ideas of a board: published criteria with weights, judgements with reasons, a ranking that explains
each place; proposed by one role, confirmed by a body. Citizens' votes are one criterion, never the whole.
"""
