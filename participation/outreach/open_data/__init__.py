"""Open data: what everyone may see, for machines, under /api/v1: JSON in pages, CSV and GeoJSON as a whole.

Every record is one flat object whose names are the same in JSON, CSV and GeoJSON. It is read with the eyes of a
visitor through the one visibility rule, and carries neither names nor numbers of people: authors' pseudonyms stand on
the site only, and votes are totals. Version 1 only grows: names are added, never changed or taken away.
"""
