// A list whose buttons submit it comes back where it was scrolled to.
(() => {
  const field = document.querySelector("[data-keep-place]");
  if (!field?.form) return;
  const key = `place:${location.pathname}`;
  try {
    const place = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (place !== null) window.scrollTo(0, Number(place));
    field.form.addEventListener("submit", () => sessionStorage.setItem(key, String(scrollY)));
  } catch {
    // Without storage the list begins at its top.
  }
})();
