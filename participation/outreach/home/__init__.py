"""The start page, and the way of an idea: from what people said to what was published about it, and back."""
