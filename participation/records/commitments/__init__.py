"""Dated promises of the city on any subject: kept, moved with a reason, or broken, in public view."""
