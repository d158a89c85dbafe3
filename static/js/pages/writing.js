/* Nothing that is typed is lost: it goes to the server as a draft, and stays in this browser until it is there. Whoever
   is not signed in finds it in this browser alone. Without this script the buttons of the form do the same. */
(() => {
  'use strict';
  const PREFIX = 'schreiben:', WAIT = 1200, AGAIN = 15000;
  const done = document.querySelector('[data-written]');
  const remove = (name) => { try { localStorage.removeItem(PREFIX + name); } catch { /* nothing was kept */ } };
  if (done) { remove(done.dataset.written); return; }

  const form = document.querySelector('form[data-writing]');
  if (!form) return;
  const words = form.dataset, name = words.writing;
  const state = form.querySelector('[data-state]');
  const forget = form.querySelector('button[data-forget]');
  const NOT_KEPT = new Set(['csrf_token', 'step', 'send_key', 'pictures', 'go']);
  const tell = (text) => { if (text && state.textContent !== text) state.textContent = text; };

  const typed = () => {
    const found = {};
    for (const [field, value] of new FormData(form)) if (!NOT_KEPT.has(field) && typeof value === 'string' && !field.startsWith('alt-')) found[field] = value;
    return found;
  };
  const says = (fields) => ['title', 'text', 'street'].some((field) => fields[field]?.trim());
  const read = () => { try { return JSON.parse(localStorage.getItem(PREFIX + name)); } catch { return null; } };
  const keep = () => {
    const fields = typed();
    if (!says(fields)) { remove(name); return false; }
    try { localStorage.setItem(PREFIX + name, JSON.stringify({ at: Date.now(), fields })); } catch { return false; }
    return true;
  };

  /* What this browser kept after the server did comes back; what a button has just sent is newer than both. */
  const kept = read();
  const newer = kept && !('sent' in words) && kept.at > Number(words.made);
  if (newer && JSON.stringify(kept.fields) !== JSON.stringify(typed())) {
    for (const [field, value] of Object.entries(kept.fields)) {
      const control = form.elements.namedItem(field);
      if (!control || control instanceof RadioNodeList) continue;
      if (control.type === 'checkbox') control.checked = Boolean(value); else control.value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
    tell(words.found);
    if (forget) forget.hidden = false;
  } else if ('sent' in words && !words.save) keep();
  else if ('sent' in words && Number(words.made)) remove(name);

  let waiting, sending = false, unsaved = Boolean(newer), leaving = false;
  const later = (span) => { clearTimeout(waiting); waiting = setTimeout(save, span); };
  const save = async () => {
    if (!words.save || leaving || sending) return;
    if (!says(typed())) return;
    sending = true;
    unsaved = false;
    const body = new FormData(form);
    body.delete('pictures');
    try {
      const answer = await fetch(words.save, { method: 'POST', body, credentials: 'same-origin', headers: { 'HX-Request': 'true' } });
      if (answer.status === 200) {
        tell((await answer.text()).trim());
        if (!unsaved) remove(name);
      } else if (answer.status === 204 || answer.status === 400) {
        tell(words.signedOut);
      } else if (answer.status === 429 || answer.status >= 500) {
        unsaved = true;
        tell(words.offline);
      }
    } catch {
      unsaved = true;
      tell(words.offline);
    } finally {
      sending = false;
      if (unsaved) later(state.textContent === words.offline ? AGAIN : WAIT);
    }
  };

  const changed = (event) => {
    if (event.target.type === 'file') return;
    unsaved = true;
    const here = keep();
    if (words.save) later(WAIT);
    else if (here) { tell(words.here); if (forget) forget.hidden = false; }
  };
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  addEventListener('online', () => { if (unsaved) later(0); });
  if (newer && words.save) later(WAIT);

  form.addEventListener('submit', (event) => {
    if (!navigator.onLine) {
      keep();
      event.preventDefault();
      event.stopImmediatePropagation();
      tell(words.offline);
      document.dispatchEvent(new Event('htmx:sendError'));
      return;
    }
    keep();
    leaving = true;
    clearTimeout(waiting);
    if (event.submitter?.value === 'verwerfen') remove(name);
  }, true);
  addEventListener('pageshow', () => { leaving = false; });

  if (forget && !words.save) {
    if (kept) forget.hidden = false;
    forget.addEventListener('click', () => { remove(name); location.assign(location.pathname); });
  }
})();
