"""What the city does with it: prioritisation, measures, monitoring, evaluation and publication."""
