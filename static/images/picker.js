// The library's window: hands the chosen photo back to the page that opened it.
(() => {
  const { field, func } = document.body.dataset;
  const hand = (button) => {
    const photo = {
      id: button.dataset.id,
      url: button.dataset.url,
      thumbnail: button.dataset.thumbnail,
      alternative_text: button.dataset.alt,
      caption: button.dataset.caption,
    };
    const opener = window.opener;
    if (!opener) return;
    if (field) {
      const input = opener.document.getElementById(field);
      const Chosen = opener.CustomEvent;
      if (input) input.dispatchEvent(new Chosen("photo-chosen", { detail: photo }));
    } else if (opener.CKEDITOR) {
      opener.CKEDITOR.tools.callFunction(Number(func), photo.url, photo);
    }
    window.close();
  };
  document.querySelectorAll("[data-choose]").forEach((button) => {
    button.addEventListener("click", () => hand(button));
  });
  const fresh = document.querySelector("[data-choose-now]");
  if (fresh) hand(fresh);
})();
