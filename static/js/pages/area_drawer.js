/* Drawing an area: each click, or the middle of the map by keyboard, sets a corner; the field holds the area as GeoJSON.

   Without this script the field stands open, and the area is pasted into it. */
(() => {
  'use strict';
  const box = document.querySelector('[data-area-drawer]');
  if (!box || !window.townMap) return;
  const words = box.dataset;
  const field = box.closest('form').elements.namedItem(words.field);
  const told = box.querySelector('[data-told]');
  const back = box.querySelector('[data-back]'), anew = box.querySelector('[data-anew]');
  const pasted = box.querySelector('[data-pasted]');
  box.hidden = false;
  pasted.hidden = false;
  pasted.open = field.getAttribute('aria-invalid') === 'true';
  pasted.querySelector('[data-slot]').append(field.closest('.field'));

  const { map, outlines } = window.townMap(box.querySelector('[data-map-area]'), words);
  const shape = L.polygon([], { className: 'map-drawn', weight: 3, fillOpacity: 0.25, interactive: false }).addTo(map);
  const marks = L.layerGroup().addTo(map);
  let corners = [];
  let given = null;

  const size = (places) => {
    /* Square metres of a small area on a round earth (radius 6 371 009 m), by the shoelace formula on a local plane. */
    const metre = (Math.PI / 180) * 6371009;
    const wide = Math.cos((places[0].lat * Math.PI) / 180);
    return Math.abs(places.reduce((sum, here, i) => {
      const next = places[(i + 1) % places.length];
      return sum + (here.lng * next.lat - next.lng * here.lat) * wide * metre * metre;
    }, 0)) / 2;
  };
  const said = (square) => square < 10000
    ? words.square.replace('#', Math.round(square).toLocaleString(document.documentElement.lang))
    : words.hectares.replace('#', (square / 10000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));

  const tell = () => {
    back.hidden = corners.length === 0;
    anew.hidden = corners.length === 0 && !given;
    if (given) told.textContent = words.given;
    else if (corners.length === 0) told.textContent = words.empty;
    else if (corners.length < 3) told.textContent = words.few.replace('#', 3 - corners.length);
    else told.textContent = words.done.replace('#', corners.length).replace('{size}', said(size(corners)));
  };
  const show = () => {
    if (given) { given.remove(); given = null; }
    shape.setLatLngs(corners);
    marks.clearLayers();
    corners.forEach((corner, i) => {
      const mark = L.marker(corner, {
        icon: L.divIcon({ html: '', className: 'map-corner', iconSize: [16, 16] }), draggable: true, keyboard: false,
      }).addTo(marks);
      mark.on('drag', () => { corners[i] = mark.getLatLng(); shape.setLatLngs(corners); });
      mark.on('dragend', keep);
    });
    keep();
  };
  const keep = () => {
    const ring = [...corners, corners[0]].filter(Boolean).map((c) => [Number(c.lng.toFixed(6)), Number(c.lat.toFixed(6))]);
    field.value = corners.length < 3 ? '' : JSON.stringify({ type: 'Polygon', coordinates: [ring] });
    tell();
  };
  const add = (place) => { corners.push(place); show(); };

  map.on('click', (event) => add(event.latlng));
  box.querySelector('[data-middle]').addEventListener('click', () => add(map.getCenter()));
  back.addEventListener('click', () => { corners.pop(); show(); if (back.hidden) box.querySelector('[data-middle]').focus(); });
  anew.addEventListener('click', () => { corners = []; show(); box.querySelector('[data-middle]').focus(); });

  /* What stands in the field: a simple ring can be changed corner by corner, anything else is shown as it is. */
  const read = () => {
    corners = [];
    shape.setLatLngs([]);
    marks.clearLayers();
    if (given) { given.remove(); given = null; }
    let area = null;
    try { area = JSON.parse(field.value); } catch { return tell(); }
    const plain = area && area.type === 'Polygon' && area.coordinates.length === 1 && area.coordinates[0].length <= 101;
    if (plain) {
      corners = area.coordinates[0].slice(0, -1).map(([lng, lat]) => L.latLng(lat, lng));
      show();
    } else {
      try {
        given = L.geoJSON(area, { style: () => ({ className: 'map-drawn', weight: 3, fillOpacity: 0.25, interactive: false }) }).addTo(map);
      } catch { given = null; }
      tell();
    }
    const drawn = plain ? shape : given;
    if (drawn && drawn.getBounds().isValid()) map.fitBounds(drawn.getBounds(), { animate: false, padding: [24, 24] });
  };
  field.addEventListener('change', read);
  outlines.then((areas) => {
    if (areas.getLayers().length && !field.value.trim()) map.fitBounds(areas.getBounds(), { animate: false });
  });
  read();
})();
