// The site settings: shows the head of the readers' pages while one chooses, on light and dark ground.
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const palette = document.getElementById("id_palette");
    const name = document.getElementById("id_name");
    const pickers = {};
    for (const field of ["logo", "logo_dark", "icon"]) {
      pickers[field] = document.querySelector(`.field-${field} .photo-picker`);
    }
    if (!palette || !name || Object.values(pickers).some((picker) => !picker)) return;
    const url = (field) => pickers[field].dataset.photoUrl || "";
    const image = (source, alt) => {
      const made = document.createElement("img");
      made.src = source;
      made.alt = alt;
      return made;
    };

    const box = document.createElement("div");
    box.className = "brand-preview";
    const tiles = ["light", "dark"].map((ground) => {
      const tile = document.createElement("div");
      const tab = document.createElement("p");
      const head = document.createElement("p");
      tab.className = "brand-preview-tab";
      head.className = "brand-preview-head";
      const link = document.createElement("p");
      link.className = "brand-preview-link";
      link.textContent = "สีของลิงก์และปุ่ม";
      tile.append(tab, head, link);
      box.append(tile);
      return { ground, tile, tab, head };
    });

    const show = () => {
      // A thumbnail is a crop; a logo is judged whole.
      for (const field of Object.keys(pickers)) {
        if (url(field)) pickers[field].querySelector("img").src = url(field);
      }
      const title = name.value.trim() || "ชื่อเว็บไซต์";
      for (const { ground, tile, tab, head } of tiles) {
        const isDark = ground === "dark";
        tile.className = `brand-preview-tile brand-${ground} brand-${palette.value}-${ground}`;
        tab.replaceChildren(...(url("icon") ? [image(url("icon"), "")] : []), title);
        const logo = (isDark && url("logo_dark")) || url("logo");
        head.classList.toggle("brand-preview-plate", isDark && !url("logo_dark"));
        head.replaceChildren(logo ? image(logo, title) : title);
      }
    };
    palette.closest("fieldset").append(box);
    for (const field of [palette, name]) field.addEventListener("input", show);
    for (const picker of Object.values(pickers)) picker.addEventListener("change", show);
    show();
  });
})();
