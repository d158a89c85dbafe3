/* Copies a snippet; without script the text area itself is marked and copied by hand. */
(() => {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const text = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener('click', async () => {
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand('copy'); }
      const label = button.querySelector('.kern-label');
      const before = label.textContent;
      label.textContent = button.dataset.done;
      document.getElementById('ansage').textContent = button.dataset.done;
      setTimeout(() => { label.textContent = before; }, 2500);
    });
  }
})();
