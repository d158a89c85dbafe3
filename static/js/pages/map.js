/* The map of ideas and measures: pins in groups, a popup from the server for one, the view in the address.

   folium has drawn the frame (map_stadtkarte and its layers). What people wrote is only ever set as text. */
(() => {
  'use strict';
  const page = document.querySelector('[data-map]');
  const map = window.map_stadtkarte;
  if (!page || !map) return;

  const words = page.dataset;
  const layers = { idea: window.feature_group_ideen, measure: window.feature_group_massnahmen };
  const outlines = window.geo_json_stadtteile;
  const CELL = 56, CLOSE = 40, MOST_ZOOM = 18, LEAST_ZOOM = 9, LISTED = 12, WRITTEN = 'de';  /* the language of titles */
  const PADDING = { paddingTopLeft: [24, 24], paddingBottomRight: [72, 24] };  /* the controls stand on the right */
  const STEPS = [[0, 0], ...[34, 48, 68].flatMap((far) => [[1, -1], [-1, -1], [1, 1], [-1, 1], [0, -1.4], [1.4, 0], [-1.4, 0], [0, 1.4]]
    .map(([x, y]) => [Math.round(x * far * 0.71), Math.round(y * far * 0.71)]))];
  let points = [];
  let shown = new Map();

  map.options.zoomSnap = 0.5;
  map.setMinZoom(LEAST_ZOOM).setMaxZoom(MOST_ZOOM);
  map.options.bounceAtZoomLimits = false;
  L.control.zoom({ position: 'topright', zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);

  const container = map.getContainer();
  container.setAttribute('role', 'region');
  container.setAttribute('aria-label', words.label);
  const toggle = container.querySelector('.leaflet-control-layers-toggle');
  if (toggle) {
    toggle.title = words.layers;
    toggle.setAttribute('aria-label', words.layers);
    toggle.setAttribute('role', 'button');
  }
  container.querySelectorAll('.leaflet-control-layers-selector').forEach((box) => { box.tabIndex = 0; });

  /* ---- the view, kept in the address ---- */
  const viewInAddress = () => {
    const parts = (new URLSearchParams(location.search).get('ansicht') || '').split(',').map(Number);
    return parts.length === 3 && parts.every(Number.isFinite) && Math.abs(parts[0]) <= 85 ? parts : null;
  };
  const keepView = () => {
    const centre = map.getCenter();
    const view = [centre.lat.toFixed(4), centre.lng.toFixed(4), map.getZoom()].join(',');
    const address = new URL(location.href);
    address.searchParams.set('ansicht', view);
    history.replaceState(history.state, '', address);
    document.querySelectorAll('input[name="ansicht"]').forEach((field) => { field.value = view; });
  };
  const begin = () => {
    const view = viewInAddress();
    const current = outlines && outlines.getLayers().filter((area) => area.feature.properties.slug === words.district);
    if (current && current.length) current.forEach((area) => area.getElement()?.classList.add('map-outline--current'));
    if (view) map.setView([view[0], view[1]], view[2], { animate: false });
    else if (current && current.length) map.fitBounds(L.featureGroup(current).getBounds(), { ...PADDING, animate: false });
    else if (words.narrowed && points.length) map.fitBounds(points.map((p) => p.at), { ...PADDING, maxZoom: 15, animate: false });
    else if (outlines && outlines.getLayers().length) map.fitBounds(outlines.getBounds(), { padding: [8, 8], animate: false });
    else if (points.length) map.fitBounds(points.map((p) => p.at), { ...PADDING, maxZoom: 15, animate: false });
  };

  /* ---- groups: pins that lie in the same cell of a grid are one circle with their number ---- */
  const groupsOf = (kind, bounds, zoom) => {
    const cells = new Map();
    for (const point of points) {
      if (point.kind !== kind || !bounds.contains(point.at)) continue;
      const place = map.project(point.at, zoom);
      const key = `${kind}:${zoom}:${Math.floor(place.x / CELL)}:${Math.floor(place.y / CELL)}`;
      const cell = cells.get(key);
      if (cell) cell.push(point); else cells.set(key, [point]);
    }
    return apart([...cells].map(([key, group]) => ({ key, group, place: map.project(middleOf(group), zoom) })));
  };
  /* Neighbours whose circles would cover each other become one. */
  const apart = (groups) => {
    groups.sort((a, b) => b.group.length - a.group.length);
    const kept = [];
    for (const one of groups) {
      const near = kept.find((other) => other.place.distanceTo(one.place) < CLOSE);
      if (near) near.group.push(...one.group); else kept.push(one);
    }
    return kept;
  };
  /* A measure steps aside where it would cover ideas or another measure. */
  const aside = (measures, ideas) => {
    const taken = ideas.map((idea) => idea.place);
    return measures.map((measure) => {
      const free = ([x, y]) => !taken.some((place) => place.distanceTo(measure.place.add([x, y])) < CLOSE);
      const step = STEPS.find(free) || STEPS[1];
      taken.push(measure.place.add(step));
      return { ...measure, step };
    });
  };
  const middleOf = (group) => {
    let lat = 0, lng = 0;
    for (const point of group) { lat += point.at[0]; lng += point.at[1]; }
    return [lat / group.length, lng / group.length];
  };
  const nameOf = (group) => {
    const [one, many] = group[0].kind === 'idea' ? [words.idea, words.ideas] : [words.measure, words.measures];
    return group.length === 1 ? `${one}: ${group[0].title}` : many.replace('{n}', group.length);
  };
  const iconOf = (group, step) => {
    const pin = document.createElement('span');
    pin.className = 'map-pin__shape';
    if (group.length > 1) {
      const number = document.createElement('span');
      number.className = 'map-pin__number';
      number.textContent = group.length > 999 ? `${Math.floor(group.length / 1000)}k` : group.length;
      pin.append(number);
    }
    const size = group.length === 1 ? 28 : group.length < 10 ? 36 : group.length < 100 ? 42 : 48;
    const tone = group.length === 1 && group[0].tone ? ` map-pin--tone-${(group[0].tone - 1) % 6 + 1}` : '';
    const many = group.length > 1 ? ' map-pin--group' : '';
    return L.divIcon({
      html: pin, className: `map-pin map-pin--${group[0].kind}${many}${tone}`, iconSize: [size, size],
      iconAnchor: [size / 2 - step[0], size / 2 - step[1]], popupAnchor: step,
    });
  };
  const draw = () => {
    const zoom = map.getZoom(), bounds = map.getBounds().pad(0.2), next = new Map();
    const ideas = groupsOf('idea', bounds, zoom);
    const measures = aside(groupsOf('measure', bounds, zoom), ideas);
    const inSight = map.getBounds();
    for (const { key: cell, group, place, step } of [...measures, ...ideas]) {
      const at = map.unproject(place, zoom);
      if (!inSight.contains(at)) continue;
      const key = `${cell}:${group.length}:${group[0].id}:${step}`;
      next.set(key, shown.get(key) || pinFor(group, at, step));
    }
    for (const [key, pin] of shown) if (!next.has(key)) pin.remove();
    for (const [key, pin] of next) if (!shown.has(key)) put(pin);
    shown = next;
  };
  const pinFor = (group, at, step = [0, 0]) => {
    const pin = L.marker(at, {
      icon: iconOf(group, step), keyboard: true, riseOnHover: true, zIndexOffset: group[0].kind === 'measure' ? 500 : 0,
    });
    pin.group = group;
    pin.on('click', () => choose(pin));
    pin.on('keydown', (event) => {
      if ([' ', 'Enter'].includes(event.originalEvent.key)) { event.originalEvent.preventDefault(); choose(pin); }
    });
    return pin;
  };
  const put = (pin) => {
    pin.addTo(layers[pin.group[0].kind]);
    const element = pin.getElement();
    if (element) element.setAttribute('aria-label', nameOf(pin.group));
  };

  /* ---- choosing: one opens its popup, a group is come closer to, or listed where it cannot be parted ---- */
  const choose = (pin) => {
    const group = pin.group;
    if (group.length === 1) return open(pin, fromServer(group[0]));
    const bounds = L.latLngBounds(group.map((point) => point.at));
    if (map.getZoom() < MOST_ZOOM && !bounds.getSouthWest().equals(bounds.getNorthEast(), 1e-6)) {
      map.fitBounds(bounds, { padding: [48, 48], maxZoom: Math.max(map.getZoom() + 1, Math.min(MOST_ZOOM, map.getBoundsZoom(bounds))) });
      container.focus({ preventScroll: true });
      return undefined;
    }
    return open(pin, Promise.resolve(listOf(group)));
  };
  const open = async (pin, coming) => {
    const popup = L.popup({ minWidth: 220, maxWidth: 300, autoPanPadding: [16, 16], offset: [0, -8] }).setLatLng(pin.getLatLng());
    const waiting = document.createElement('p');
    waiting.textContent = words.loading;
    popup.setContent(waiting).openOn(map);
    popup.setContent(await coming);
    const box = popup.getElement();
    if (!box) return;
    const close = box.querySelector('.leaflet-popup-close-button');
    if (close) close.setAttribute('aria-label', words.close);
    box.querySelector('a[href]:not(.leaflet-popup-close-button)')?.focus({ preventScroll: true });
    box.addEventListener('keydown', (event) => { if (event.key === 'Escape') map.closePopup(popup); });
    popup.once('remove', () => pin.getElement()?.focus({ preventScroll: true }));
  };
  const fromServer = async (point) => {
    try {
      const answer = await fetch(`${words.point}${point.id}`, { headers: { 'HX-Request': 'true' } });
      if (!answer.ok) throw new Error(answer.status);
      const box = document.createElement('div');
      box.innerHTML = await answer.text();
      return box;
    } catch {
      return listOf([point]);
    }
  };
  const listOf = (group) => {
    const box = document.createElement('div');
    const list = document.createElement('ul');
    list.className = 'map-popup__list';
    for (const point of group.slice(0, LISTED)) {
      const entry = document.createElement('li');
      const link = document.createElement('a');
      link.href = words.point + point.id;
      link.textContent = point.title;
      if (document.documentElement.lang !== WRITTEN) link.lang = WRITTEN;
      entry.append(link);
      list.append(entry);
    }
    box.append(list);
    if (group.length > LISTED) {
      const more = document.createElement('p');
      more.className = 'muted small';
      more.textContent = words.more.replace('{n}', group.length - LISTED);
      box.append(more);
    }
    return box;
  };

  /* ---- the picture behind: only after one has agreed, and never by itself ---- */
  const remember = (act) => { try { return act(localStorage); } catch { return null; } };  /* a frame may have no store */
  const background = () => {
    const button = page.querySelector('[data-tiles]');
    if (!button) return;
    const KEY = 'kartenhintergrund';
    const note = page.querySelector('[data-tiles-note]');
    const tiles = L.tileLayer(button.dataset.tiles, { maxZoom: MOST_ZOOM, attribution: button.dataset.attribution });
    const attribution = L.control.attribution({ prefix: false });
    const show = (wanted) => {
      if (wanted) { tiles.addTo(map); attribution.addTo(map); } else { tiles.remove(); attribution.remove(); }
      container.classList.toggle('map--with-picture', wanted);
      button.textContent = wanted ? button.dataset.hide : button.dataset.show;
      if (note) note.hidden = wanted;
      remember((store) => (wanted ? store.setItem(KEY, 'ja') : store.removeItem(KEY)));
    };
    button.closest('[hidden]')?.removeAttribute('hidden');
    button.addEventListener('click', () => show(!map.hasLayer(tiles)));
    if (button.dataset.own === 'ja' || remember((store) => store.getItem(KEY))) show(true);
  };

  const tell = () => {
    const bounds = map.getBounds();
    const count = { idea: 0, measure: 0 };
    for (const point of points) if (bounds.contains(point.at)) count[point.kind] += 1;
    const live = page.querySelector('[data-map-told]');
    if (live) live.textContent = words.told.replace('{ideas}', count.idea).replace('{measures}', count.measure);
  };
  let patience;
  map.on('moveend', () => {
    draw();
    keepView();
    clearTimeout(patience);
    patience = setTimeout(tell, 600);
  });

  background();
  fetch(words.data, { credentials: 'inside' in words ? 'same-origin' : 'omit' })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((data) => {
      points = data.features.map((f) => ({
        id: f.id, at: [f.geometry.coordinates[1], f.geometry.coordinates[0]], title: f.properties.title,
        kind: f.properties.kind, tone: f.properties.tone,
      }));
      begin();
      draw();
      page.classList.add('map-page--ready');
    })
    .catch(() => {
      begin();
      const failed = page.querySelector('[data-map-failed]');
      if (failed) failed.hidden = false;
    });
})();
