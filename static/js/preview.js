/* The preview of a frame of ours takes the height that the frame tells. */
(() => {
  const frame = document.querySelector('.embed-preview');
  if (!frame) return;
  window.addEventListener('message', (event) => {
    if (event.origin !== window.location.origin || event.source !== frame.contentWindow) return;
    if (event.data?.type === 'participation:height') frame.height = event.data.height;
  });
})();
