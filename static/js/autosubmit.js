/* Filter forms answer to a changed choice at once; typing still waits for the button or Enter. */
document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-autosubmit]');
  if (form && event.target.matches('select, [type=checkbox], [type=radio]')) form.requestSubmit();
});
