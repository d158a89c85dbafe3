/* Reads out what changed after a part of the page was replaced, and moves the focus where the new part asks for it
   (data-focus), or to a place of its own where the focused element went with the old part (data-refocus). */
(() => {
  const live = document.getElementById('ansage');
  const attend = (root) => {
    const asks = root.matches?.('[data-focus]') ? root : root.querySelector('[data-focus]');
    if (asks) asks.focus();
    else if (document.activeElement === document.body) root.querySelector('[data-refocus]')?.focus({ preventScroll: true });
    const says = root.matches?.('[data-announce]') ? root : root.querySelector('[data-announce]');
    if (says && live) {
      live.textContent = '';
      setTimeout(() => { live.textContent = says.dataset.announce; }, 100);
    }
  };
  const first = document.querySelector('[data-focus]');
  if (first) first.focus();
  document.addEventListener('htmx:afterSettle', (event) => attend(event.detail.elt));
})();
