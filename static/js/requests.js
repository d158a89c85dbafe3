/* Requests in the background carry the form token; one that fails is told in words and changes nothing. */
(() => {
  document.addEventListener('htmx:configRequest', (event) => {
    const token = document.querySelector('meta[name="csrf-token"]');
    if (token && event.detail.verb !== 'get') event.detail.headers['X-CSRFToken'] = token.content;
  });
  const tell = (text) => {
    const place = document.getElementById('meldungen');
    if (!place) return;
    const box = document.createElement('div');
    box.className = 'kern-alert kern-alert--danger notice';
    box.setAttribute('role', 'alert');
    const head = document.createElement('div');
    head.className = 'kern-alert__header';
    const mark = document.createElement('span');
    mark.className = 'kern-icon kern-icon--danger';
    const words = document.createElement('p');
    words.className = 'kern-title';
    words.textContent = place.dataset[text];
    head.append(mark, words);
    box.append(head);
    place.replaceChildren(box);
    box.scrollIntoView({ block: 'nearest' });
  };
  document.addEventListener('htmx:responseError', () => tell('failed'));
  document.addEventListener('htmx:sendError', () => tell('offline'));
  document.addEventListener('htmx:timeout', () => tell('offline'));
})();
