/* Opens a dialog in place of the page that its link leads to, and closes it again. */
document.addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = event.target.closest('[data-dialog]');
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) { event.preventDefault(); dialog.showModal(); return; }
  if (event.target.closest('[data-dialog-close]')) { event.preventDefault(); event.target.closest('dialog').close(); }
});
