"""Open data: ideas, measures and results as versioned JSON, CSV and GeoJSON under /api/v1. It reads through the
rooms' queries and shows only what the one visibility rule shows to everyone.
"""
