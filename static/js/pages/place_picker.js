/* Choosing a place on a map: a click, or the middle of the map by keyboard, fills two hidden fields and the district.

   Without this script the district and the street say where it is. */
(() => {
  'use strict';
  const box = document.querySelector('[data-place-picker]');
  if (!box || !window.townMap) return;
  const form = box.closest('form');
  const words = box.dataset;
  const lon = form.elements.namedItem('lon'), lat = form.elements.namedItem('lat');
  const district = form.elements.namedItem('district');
  const told = box.querySelector('[data-told]');
  const clear = box.querySelector('[data-clear]');
  box.hidden = false;

  const { map, outlines } = window.townMap(box.querySelector('[data-map-place]'), words);

  const pin = document.createElement('span');
  pin.className = 'map-pin__shape';
  const mark = L.marker([0, 0], {
    icon: L.divIcon({ html: pin, className: 'map-pin map-pin--idea', iconSize: [28, 28] }),
    draggable: true, keyboard: false, interactive: true,
  });
  mark.on('dragend', () => choose(mark.getLatLng()));

  const choose = async (place) => {
    lon.value = place.lng.toFixed(6);
    lat.value = place.lat.toFixed(6);
    mark.setLatLng(place).addTo(map);
    clear.hidden = false;
    told.textContent = words.chosen;
    lon.dispatchEvent(new Event('input', { bubbles: true }));
    try {
      const answer = await fetch(`${words.lookup}?lon=${lon.value}&lat=${lat.value}`, { credentials: 'omit' });
      const found = await answer.json();
      if (lon.value !== place.lng.toFixed(6)) return;
      if (found.id && district) district.value = String(found.id);
      told.textContent = found.name ? words.chosenIn.replace('{name}', found.name) : words.chosenOutside;
    } catch { /* the place is chosen all the same; the server finds the district on sending */ }
  };
  map.on('click', (event) => choose(event.latlng));
  box.querySelector('[data-middle]').addEventListener('click', () => choose(map.getCenter()));
  clear.addEventListener('click', () => {
    lon.value = lat.value = '';
    mark.remove();
    clear.hidden = true;
    told.textContent = words.cleared;
    lon.dispatchEvent(new Event('input', { bubbles: true }));
  });

  outlines.then((areas) => {
    if (lon.value && lat.value) map.setView([Number(lat.value), Number(lon.value)], 16, { animate: false });
    else if (areas.getLayers().length) map.fitBounds(areas.getBounds(), { animate: false });
  });
  if (lon.value && lat.value) choose(L.latLng(Number(lat.value), Number(lon.value)));
})();
