/* A work list by keyboard: j and k move through the links, from the current one on, unless one is writing. */
document.addEventListener('keydown', (event) => {
  const list = document.querySelector('[data-list-keys]');
  if (!list || event.ctrlKey || event.metaKey || event.altKey || !['j', 'k'].includes(event.key)) return;
  if (event.target.closest('input, textarea, select, [contenteditable]')) return;
  const links = [...list.querySelectorAll('[data-list-item]')];
  const focused = links.indexOf(document.activeElement);
  const at = focused < 0 ? links.findIndex((link) => link.hasAttribute('aria-current')) : focused;
  links[Math.min(links.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))]?.focus();
});
