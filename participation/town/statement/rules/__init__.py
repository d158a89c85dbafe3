"""What a statement must say, and what a film may be."""
