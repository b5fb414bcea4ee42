// The dialog in which documents are uploaded, or chosen among those that the site has; attachments.js
// fetches it when it is needed.
//
// chooseDocuments({ libraryUrl, sendUrl }) resolves to the documents chosen, in order; to none if the
// dialog was closed. libraryUrl answers JSON: { documents, next }, next a page or null.
import { convert } from "newsroom/editor/conversion";

const ENDINGS = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv";
const MAX_BYTES = 25_000_000;
const OFFLINE = "ส่งไฟล์ไม่ได้ ตรวจเน็ตแล้วลองใหม่";
const MARKUP = `
    <header class="photo-dialog-head">
      <h2 id="attachment-dialog-title">เอกสารให้ดาวน์โหลด</h2>
      <button type="button" class="photo-dialog-close" data-close aria-label="ปิด">✕</button>
    </header>
    <div class="photo-dialog-send">
      <label class="button default">อัปโหลดเอกสาร<input type="file" accept="${ENDINGS}" multiple class="visually-hidden" data-upload></label>
      <span class="photo-dialog-hint">PDF, Word, Excel, PowerPoint, OpenDocument, CSV ไฟล์ละไม่เกิน 25 เมกะไบต์ หรือลากมาวางที่นี่</span>
    </div>
    <ul class="upload-list" aria-live="polite"></ul>
    <p class="photo-dialog-search"><label for="attachment-dialog-q">เลือกจากเอกสารที่มีอยู่แล้ว</label>
      <input type="search" id="attachment-dialog-q" placeholder="ค้นในชื่อเอกสารและชื่อไฟล์" autocomplete="off"></p>
    <ul class="document-list"></ul>
    <p class="photo-dialog-empty" role="status" hidden></p>
    <button type="button" class="button" data-more hidden>ดูเอกสารเก่ากว่า</button>
    <footer class="photo-dialog-foot"><p data-chosen role="status"></p>
      <button type="button" class="button default" data-done disabled>ใส่เอกสาร</button></footer>`;

const send = async (url, file) => {
  if (file.size > MAX_BYTES) return { message: "ใหญ่เกิน 25 เมกะไบต์" };
  const body = new FormData();
  body.append("file", file);
  return convert(url, body);
};

const element = (name, className, text = "") => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const row = ({ id, title, note, uploaded }) => {
  const item = document.createElement("li");
  const button = element("button", "");
  button.type = "button";
  button.dataset.choose = id;
  button.setAttribute("aria-pressed", "false");
  button.append(
    element("b", "", title),
    element("span", "", uploaded ? `${note} · อัปโหลด ${uploaded}` : note),
  );
  item.append(button);
  return item;
};

const open = ({ libraryUrl, sendUrl }, resolve) => {
  const dialog = document.createElement("dialog");
  const part = (name) => dialog.querySelector(name);
  const known = new Map();
  let chosen = [];
  let page = 1;
  let asked = 0;
  dialog.className = "photo-dialog attachment-dialog";
  dialog.setAttribute("aria-labelledby", "attachment-dialog-title");
  dialog.innerHTML = MARKUP;

  const finish = (documents) => {
    dialog.close();
    resolve(documents);
  };
  const show = () => {
    for (const button of dialog.querySelectorAll("[data-choose]")) {
      const place = chosen.findIndex(({ id }) => String(id) === button.dataset.choose);
      button.setAttribute("aria-pressed", String(place >= 0));
    }
    part("[data-chosen]").textContent = chosen.length
      ? `เลือกแล้ว ${chosen.length} ไฟล์`
      : "เลือกได้หลายไฟล์";
    part("[data-done]").disabled = !chosen.length;
  };
  const load = async (more = false) => {
    const turn = ++asked;
    const wanted = more ? page + 1 : 1;
    const says = part(".photo-dialog-empty");
    const query = part("#attachment-dialog-q").value;
    const params = new URLSearchParams({ q: query, page: wanted });
    const response = await fetch(`${libraryUrl}?${params}`, { redirect: "error" }).catch(
      () => null,
    );
    const answer = response?.ok ? await response.json().catch(() => null) : null;
    if (turn !== asked) return;
    if (!answer) {
      says.hidden = false;
      says.textContent = "เปิดรายการเอกสารไม่ได้ ตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง";
      return show();
    }
    const { documents, next } = answer;
    const list = part(".document-list");
    page = wanted;
    for (const one of documents) known.set(String(one.id), one);
    if (more) list.append(...documents.map(row));
    else list.replaceChildren(...documents.map(row));
    part("[data-more]").hidden = !next;
    says.hidden = list.children.length > 0;
    says.textContent = query ? "ไม่พบเอกสารที่ตรงกับคำค้น" : "ยังไม่มีเอกสาร อัปโหลดไฟล์แรกได้ด้านบน";
    show();
  };
  const sendAll = async (files) => {
    let refused = false;
    for (const file of files) {
      const line = element("li", "upload-waits");
      const says = element("span", "upload-says", "กำลังส่ง…");
      line.append(element("span", "upload-name", file.name), says);
      part(".upload-list").append(line);
      const { message, ...sent } = await send(sendUrl, file);
      if (sent.id) {
        line.className = "upload-kept";
        says.textContent = sent.note;
        known.set(String(sent.id), sent);
        if (!chosen.some(({ id }) => id === sent.id)) chosen.push(sent);
      } else {
        refused = true;
        line.className = "upload-refused";
        says.textContent = message || OFFLINE;
      }
    }
    if (!dialog.open || !files.length) return;
    // Nothing is left to be read or chosen.
    if (!refused && chosen.length === files.length) finish(chosen);
    else show();
  };

  part("[data-upload]").addEventListener("change", ({ target }) => {
    sendAll([...target.files]);
    target.value = "";
  });
  let timer;
  part("#attachment-dialog-q").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, 250);
  });
  part("#attachment-dialog-q").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  part("[data-more]").addEventListener("click", () => load(true));
  part("[data-done]").addEventListener("click", () => finish(chosen));
  part("[data-close]").addEventListener("click", () => finish([]));
  part(".document-list").addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const one = known.get(button.dataset.choose);
    const isChosen = chosen.some(({ id }) => id === one.id);
    chosen = isChosen ? chosen.filter(({ id }) => id !== one.id) : [...chosen, one];
    show();
  });
  for (const name of ["dragover", "drop"])
    dialog.addEventListener(name, (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (name === "drop") sendAll([...event.dataTransfer.files]);
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

export const chooseDocuments = (urls) => new Promise((resolve) => open(urls, resolve));
