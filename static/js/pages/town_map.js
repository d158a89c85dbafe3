/* The map of the town in a form: view, zoom, the outlines of the districts, and the city's own picture where it has one.

   Other scripts of forms build on it: `townMap(element, words)` gives the map, and a promise of its outlines. */
window.townMap = (element, words) => {
  'use strict';
  const map = L.map(element, {
    center: [Number(words.lat), Number(words.lon)], zoom: Number(words.zoom), minZoom: 9, maxZoom: 18, zoomSnap: 0.25,
    zoomControl: false, attributionControl: false, scrollWheelZoom: false,
  });
  map.getContainer().setAttribute('role', 'region');
  map.getContainer().setAttribute('aria-label', words.label);
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);

  if (words.tiles) {
    L.tileLayer(words.tiles, { maxZoom: 18, attribution: words.attribution }).addTo(map);
    L.control.attribution({ prefix: false }).addTo(map);
    map.getContainer().classList.add('map--with-picture');
  }

  const outlines = fetch(words.outlines, { credentials: 'omit' }).then((answer) => answer.json()).then((data) => {
    const areas = L.geoJSON(data, { style: () => ({ className: 'map-outline', weight: 1, fillOpacity: 1, interactive: false }) });
    areas.addTo(map);
    areas.bringToBack();
    return areas;
  }).catch(() => L.geoJSON() /* without outlines one can still choose */);
  return { map, outlines };
};
