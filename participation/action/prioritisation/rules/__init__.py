"""Pure questions: how ideas are ranked, how a place is explained, and who may do what with a run."""
