/* Counts down the characters that are left, as the server counts them (an emoji is one); the number is read out only near the end. */
(() => {
  const count = (field) => {
    const place = document.getElementById(field.dataset.counter);
    const left = Number(field.dataset.maxlength) - [...field.value].length;
    const words = left < 0 ? place.dataset.over : left === 1 ? place.dataset.one : place.dataset.left;
    place.textContent = words.replace('#', Math.abs(left).toLocaleString(document.documentElement.lang));
    place.classList.toggle('field__counter--over', left < 0);
    if (left <= 20) place.setAttribute('aria-live', 'polite'); else place.removeAttribute('aria-live');
  };
  document.querySelectorAll('[data-counter]').forEach(count);
  document.addEventListener('input', (event) => { if (event.target.dataset?.counter) count(event.target); });
})();
