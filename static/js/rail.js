// The rail without the names of its places, as long as this browser remembers; its menu closes again.
(() => {
  const YEAR_S = 365 * 24 * 3600;
  const rail = document.querySelector(".rail");
  const menu = rail.querySelector(".rail-more");
  const fold = rail.querySelector(".rail-fold");
  const admin = new URL(rail.querySelector(".rail-place").href).pathname;

  fold.hidden = false;
  fold.addEventListener("click", () => {
    const isNarrow = rail.classList.toggle("rail-narrow");
    fold.querySelector(".rail-name").textContent = isNarrow ? "แสดงชื่อ" : "ซ่อนชื่อ";
    // A cookie, so that the page comes in the width it will have.
    const age = isNarrow ? YEAR_S : 0;
    document.cookie = `rail=narrow; path=${admin}; max-age=${age}; samesite=lax`;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
})();
