/* Ideas can be dragged onto a bundle: that ticks them, chooses the bundle and sends the form, as one could by hand.
   A new bundle still waits for its name. */
(() => {
  const dragging = (form) => form.querySelector('.is-dragged');
  const places = (form) => [...form.querySelectorAll(`input[type=radio][name="${form.dataset.dragInto}"]`)];

  const placeAt = (event) => {
    const form = event.target.closest?.('form[data-drag-into]');
    const radio = form && places(form).find((one) => one.parentElement.contains(event.target));
    return radio && dragging(form) ? { form, radio } : null;
  };

  document.addEventListener('dragstart', (event) => {
    const row = event.target.closest?.('form[data-drag-into] [draggable="true"]');
    if (!row) return;
    row.classList.add('is-dragged');
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', row.textContent.trim());
  });
  document.addEventListener('dragend', (event) => event.target.classList?.remove('is-dragged'));
  document.addEventListener('dragover', (event) => {
    document.querySelectorAll('.bundle .is-over').forEach((one) => one.classList.remove('is-over'));
    const found = placeAt(event);
    if (!found) return;
    event.preventDefault();
    found.radio.parentElement.classList.add('is-over');
  });
  document.addEventListener('drop', (event) => {
    const found = placeAt(event);
    if (!found) return;
    event.preventDefault();
    const { form, radio } = found;
    radio.parentElement.classList.remove('is-over');
    dragging(form).querySelector('input[type=checkbox]').checked = true;
    radio.checked = true;
    if (radio.value === 'neu' && !form.elements.title.value.trim()) form.elements.title.focus();
    else form.requestSubmit();
  });
  for (const box of document.querySelectorAll('form[data-drag-into] input[type=checkbox]')) box.parentElement.draggable = true;
})();
