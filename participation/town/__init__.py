"""What belongs to this installation: its settings, districts, action fields and goals, and background texts."""
