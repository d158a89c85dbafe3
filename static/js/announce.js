/* Reads out what changed after a part of the page was replaced, and moves the focus where the new part asks for it
   (data-focus). Where the focused element went with the old part, it goes to the last place in the new one whose
   data-refocus begins the id of that element. */
(() => {
  const live = document.getElementById('ansage');
  let lost = '';
  document.addEventListener('htmx:beforeSwap', () => { lost = document.activeElement?.id ?? ''; });
  const attend = (root) => {
    const asks = root.matches?.('[data-focus]') ? root : root.querySelector('[data-focus]');
    if (asks) asks.focus();
    else if (document.activeElement === document.body) {
      [...root.querySelectorAll('[data-refocus]')].filter((one) => lost.startsWith(one.dataset.refocus)).pop()?.focus();
    }
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
