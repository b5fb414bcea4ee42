// The one dialog in which photos are uploaded, taken by a phone's camera, or chosen in the library.
//
// choose({ many, libraryUrl, sendUrl, words }) resolves to the photos chosen, in order; to none if the
// dialog was closed. libraryUrl answers JSON: { photos, next }, next a page or null. Fetched when it
// is needed: newsroomPhotos.choose() in upload.js.
const ACCEPT =
  "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif,.heic,.heif";
const MARKUP = `
    <header class="photo-dialog-head">
      <h2 id="photo-dialog-title"></h2>
      <button type="button" class="photo-dialog-close" data-close aria-label="ปิด">✕</button>
    </header>
    <div class="photo-dialog-send">
      <label class="button default">อัปโหลดภาพ<input type="file" accept="${ACCEPT}" class="visually-hidden" data-upload></label>
      <label class="button photo-dialog-camera">ถ่ายภาพ<input type="file" accept="image/*" capture="environment" class="visually-hidden" data-camera></label>
      <span class="photo-dialog-hint">หรือลากภาพมาวางที่นี่</span>
    </div>
    <ul class="upload-list" aria-live="polite"></ul>
    <p class="photo-dialog-search"><label for="photo-dialog-q">เลือกจากคลังภาพ</label>
      <input type="search" id="photo-dialog-q" placeholder="ค้นในคำบรรยาย เครดิต ชื่อไฟล์" autocomplete="off"></p>
    <ul class="photo-grid"></ul>
    <p class="photo-dialog-empty" role="status" hidden></p>
    <button type="button" class="button" data-more hidden>ดูภาพเก่ากว่า</button>
    <footer class="photo-dialog-foot"><p data-chosen role="status"></p>
      <button type="button" class="button default" data-done disabled>ใส่ภาพ</button></footer>`;

const library = async (url, query, page) => {
  const response = await fetch(`${url}?${new URLSearchParams({ q: query, page })}`, {
    redirect: "error",
  });
  if (!response.ok) throw new Error("library");
  return response.json();
};

const tile = (photo) => {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const picture = document.createElement("img");
  const words = document.createElement("span");
  button.type = "button";
  button.dataset.choose = photo.id;
  button.setAttribute("aria-pressed", "false");
  picture.src = photo.thumbnail;
  picture.loading = "lazy";
  words.textContent = photo.caption || photo.alt || photo.name;
  picture.alt = photo.alt === words.textContent ? "" : photo.alt;
  button.append(picture, words);
  item.append(button);
  return item;
};

const open = ({ many = false, title = "ภาพ", libraryUrl, sendUrl, words = {} }, resolve) => {
  const dialog = document.createElement("dialog");
  const part = (name) => dialog.querySelector(name);
  const known = new Map();
  let chosen = [];
  let page = 1;
  let asked = 0;
  dialog.className = "photo-dialog";
  dialog.setAttribute("aria-labelledby", "photo-dialog-title");
  dialog.innerHTML = MARKUP;
  part("h2").textContent = title;
  part("footer").hidden = !many;
  part("[data-upload]").multiple = many;

  const finish = (photos) => {
    dialog.close();
    resolve(photos);
  };
  const show = () => {
    for (const button of dialog.querySelectorAll("[data-choose]")) {
      const place = chosen.findIndex(({ id }) => String(id) === button.dataset.choose);
      button.setAttribute("aria-pressed", String(place >= 0));
      button.dataset.place = place >= 0 ? place + 1 : "";
    }
    part("[data-chosen]").textContent = chosen.length
      ? `เลือกแล้ว ${chosen.length} ภาพ${chosen.length > 1 ? " จะเป็นชุดภาพ" : ""}`
      : "เลือกหลายภาพจะเป็นชุดภาพ";
    part("[data-done]").disabled = !chosen.length;
  };
  const load = async (more = false) => {
    const turn = ++asked;
    page = more ? page + 1 : 1;
    const says = part(".photo-dialog-empty");
    try {
      const query = part("#photo-dialog-q").value;
      const { photos, next } = await library(libraryUrl, query, page);
      if (turn !== asked) return;
      for (const photo of photos) known.set(String(photo.id), photo);
      const grid = part(".photo-grid");
      if (more) grid.append(...photos.map(tile));
      else grid.replaceChildren(...photos.map(tile));
      part("[data-more]").hidden = !next;
      says.hidden = grid.children.length > 0;
      says.textContent = query ? "ไม่พบภาพที่ตรงกับคำค้น" : "คลังภาพยังว่าง อัปโหลดภาพแรกได้ด้านบน";
    } catch {
      if (turn !== asked) return;
      says.hidden = false;
      says.textContent = "เปิดคลังภาพไม่ได้ ตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง";
    }
    show();
  };
  const send = async (files) => {
    if (!files.length) return;
    const list = part(".upload-list");
    const photos = await window.newsroomPhotos.send(many ? files : files.slice(0, 1), {
      url: sendUrl,
      list,
      words,
    });
    if (!dialog.open) return;
    const refused = list.querySelector(".upload-refused");
    if (photos.length && !refused && !chosen.length) return finish(photos);
    if (photos.length && !many) return finish(photos);
    for (const photo of photos) known.set(String(photo.id), photo);
    chosen = [...chosen, ...photos];
    show();
  };

  for (const input of dialog.querySelectorAll("[type=file]"))
    input.addEventListener("change", () => {
      send([...input.files]);
      input.value = "";
    });
  let timer;
  part("#photo-dialog-q").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, 250);
  });
  part("#photo-dialog-q").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  part("[data-more]").addEventListener("click", () => load(true));
  part("[data-done]").addEventListener("click", () => finish(chosen));
  part("[data-close]").addEventListener("click", () => finish([]));
  part(".photo-grid").addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const photo = known.get(button.dataset.choose);
    if (!many) return finish([photo]);
    const there = chosen.findIndex(({ id }) => id === photo.id);
    if (there >= 0) chosen.splice(there, 1);
    else chosen.push(photo);
    show();
  });
  dialog.addEventListener("dragover", (event) => {
    event.preventDefault();
    event.stopPropagation();
  });
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    send([...event.dataTransfer.files]);
  });
  // Escape; what is typed in here is no change of the form behind.
  dialog.addEventListener("cancel", () => resolve([]));
  dialog.addEventListener("close", () => dialog.remove());
  for (const name of ["input", "change"])
    dialog.addEventListener(name, (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  load();
};

export const choose = (options) => new Promise((resolve) => open(options, resolve));
