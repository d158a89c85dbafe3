"""The parts of the town: areas with a geometry, in a tree of up to three levels.

A place finds its district by its coordinates; people choose a district by name. The outlines are the calm base of
every map. They are loaded from a GeoJSON file with `participation import districts`.
"""
