"""Places on the map: ideas and other subjects as grouped pins over the outlines of the districts, at /karte.

folium builds the frame alone; what people wrote comes as GeoJSON and is set as text, and every pin has an entry in a
list beside the map.
"""
