/* A button that was pressed says so and cannot send a second time; it comes back when the answer stays on the page. */
(() => {
  const rest = (button) => {
    if (!button.dataset.rest) return;
    (button.querySelector('.kern-label') || button).textContent = button.dataset.rest;
    delete button.dataset.rest;
    button.removeAttribute('aria-disabled');
  };
  document.addEventListener('submit', (event) => {
    const button = event.submitter;
    if (event.defaultPrevented && !event.target.matches('[hx-get], [hx-post]')) return;
    if (!button?.dataset.busy) return;
    if (button.dataset.rest) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    const label = button.querySelector('.kern-label') || button;
    button.dataset.rest = label.textContent;
    button.setAttribute('aria-disabled', 'true');
    label.textContent = button.dataset.busy;
  }, true);
  const restAll = () => document.querySelectorAll('[data-rest]').forEach(rest);
  addEventListener('pageshow', restAll);
  for (const name of ['htmx:afterRequest', 'htmx:sendError', 'passkey:failed']) document.addEventListener(name, restAll);
})();
