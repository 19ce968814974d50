// Menus are plain <details> and work without this; it closes them on Escape and on a click elsewhere.
const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    const list = menu.nextElementSibling;
    if (!menu.contains(event.target) && !list?.contains(event.target)) menu.open = false;
  }
});
