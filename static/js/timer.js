/* Counts the time of a stage down to the moment that the server named; without script that moment stands there itself. */
(() => {
  const show = () => {
    for (const place of document.querySelectorAll('[data-timer]')) {
      const left = Math.round((new Date(place.dataset.timer) - Date.now()) / 1000);
      const words = left > 0 ? place.dataset.left.replace('#', `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`) : place.dataset.over;
      if (place.textContent !== words) place.textContent = words;
    }
  };
  show();
  setInterval(show, 1000);
  document.addEventListener('htmx:afterSettle', show);
})();
