// The article form: shows while one types how LINE and Google will show the article.
(() => {
  const segments = (text) =>
    Intl.Segmenter
      ? [...new Intl.Segmenter("th", { granularity: "grapheme" }).segment(text)].map(
          (one) => one.segment,
        )
      : [...text];
  const cut = (text, limit) => {
    const parts = segments(text.trim());
    return parts.length > limit ? `${parts.slice(0, limit).join("")}…` : parts.join("");
  };

  document.addEventListener("DOMContentLoaded", () => {
    const preview = document.getElementById("share-preview");
    const fields = {};
    for (const name of ["headline", "standfirst", "meta_title", "meta_description", "card_text"]) {
      fields[name] = document.getElementById(`id_${name}`);
    }
    if (!preview || !fields.headline || !fields.meta_title) return;
    const value = (name) => fields[name]?.value.trim() || "";
    const part = (name) => preview.querySelector(`[data-part="${name}"]`);
    const photo = () => document.querySelector(".field-lead_photo img[src]");

    const show = () => {
      const { siteName, titleLimit, descriptionLimit } = preview.dataset;
      const title = value("meta_title") || value("headline") || "พาดหัว";
      const text = cut(value("meta_description") || value("standfirst"), Number(descriptionLimit));
      part("line-title").textContent = title;
      part("google-title").textContent = `${cut(title, Number(titleLimit))} | ${siteName}`;
      part("line-text").textContent = text;
      part("google-text").textContent = text || "(กูเกิลจะเลือกข้อความจากเนื้อข่าว)";
      const lead = photo();
      const source = document.getElementById("id_lead_photo")?.value ? lead?.src : "";
      part("photo").hidden = !source;
      if (source) part("photo").src = source;
      part("card").hidden = Boolean(source);
      part("card").textContent = value("card_text") || value("headline") || "พาดหัว";
    };

    const fieldset = fields.meta_title.closest("fieldset");
    (fieldset.querySelector("details") || fieldset).append(preview);
    preview.hidden = false;
    for (const field of Object.values(fields)) field?.addEventListener("input", show);
    // The picker writes the photo's id, and its thumbnail, without an event of the keyboard.
    const picker = document.querySelector(".field-lead_photo");
    if (picker) {
      picker.addEventListener("change", show);
      new MutationObserver(show).observe(picker, {
        attributes: true,
        attributeFilter: ["src", "value"],
        childList: true,
        subtree: true,
      });
    }
    show();
  });
})();
