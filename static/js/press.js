/* An act that begins on a page of its own: pressing its link sends that page's form at once. */
document.addEventListener('click', async (event) => {
  const link = event.target.closest('a[data-press]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { credentials: 'same-origin' });
    const form = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('form[data-begin]');
    form.hidden = true;
    document.body.append(form);
    form.submit();
  } catch { location.assign(link.href); }
});
