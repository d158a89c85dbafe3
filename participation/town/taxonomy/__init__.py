"""Action fields, strategic goals and tags: by what measures and ideas are ordered, and what they pay into."""
