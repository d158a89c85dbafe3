"""How it is told: the start page and the way of an idea, frames for other sites, open data."""
