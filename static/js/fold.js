/* Menus that fold out close again by Escape and when one goes on elsewhere. */
(() => {
  const menus = () => document.querySelectorAll('details.account[open], details.phone-menu[open]');
  document.addEventListener('click', (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector('summary').focus(); });
  });
})();
