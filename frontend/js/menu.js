// Menus are details elements: Esc and a click elsewhere close them, as people expect of menus.
const openMenus = () => document.querySelectorAll("details.menu[open]");

export function watchMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
