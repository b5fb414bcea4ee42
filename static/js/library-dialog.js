// The dialog over a library of the site: files are sent to it, or chosen among those that it has.
// photos/dialog.js and editor/attachment-dialog.js say what differs.
//
// openLibrary(options) resolves to what was chosen, in order; to [] if the dialog was closed.
//   name        of the dialog's class and of its ids; `classes`: further classes
//   title       of the dialog; `senders`: HTML of its upload buttons, [data-upload] among them; `hint` beside them
//   search      { label, placeholder }
//   list        class of the list; `face(one)`: the nodes that show one in its button
//   many        whether several may be chosen; else the first choice closes the dialog
//   libraryUrl  answers JSON: { [key]: […], next }, next a page or null; each of `key` has an id
//   send        (files, list) => those that were uploaded; `list` is the <ul> that says how each file fares
//   says        { older, done, chosen(count), none, empty, offline }
const markup = ({ name, senders, hint, search, list, says }) => `
    <header class="photo-dialog-head">
      <h2 id="${name}-title"></h2>
      <button type="button" class="photo-dialog-close" data-close aria-label="ปิด">✕</button>
    </header>
    <div class="photo-dialog-send">${senders}<span class="photo-dialog-hint">${hint}</span></div>
    <ul class="upload-list" aria-live="polite"></ul>
    <p class="photo-dialog-search"><label for="${name}-q">${search.label}</label>
      <input type="search" id="${name}-q" placeholder="${search.placeholder}" autocomplete="off"></p>
    <ul class="${list}" data-library></ul>
    <p class="photo-dialog-empty" role="status" hidden></p>
    <button type="button" class="button" data-more hidden>${says.older}</button>
    <footer class="photo-dialog-foot"><p data-chosen role="status"></p>
      <button type="button" class="button default" data-done disabled>${says.done}</button></footer>`;

const open = (options, resolve) => {
  const { name, title, classes = [], many, key, face, libraryUrl, says } = options;
  const dialog = document.createElement("dialog");
  const part = (selector) => dialog.querySelector(selector);
  const known = new Map();
  let chosen = [];
  let page = 1;
  let requestCount = 0;
  dialog.classList.add("photo-dialog", ...classes);
  dialog.setAttribute("aria-labelledby", `${name}-title`);
  dialog.innerHTML = markup(options);
  part("h2").textContent = title;
  part("footer").hidden = !many;
  const search = part("[type=search]");

  const finish = (ones) => {
    dialog.close();
    resolve(ones);
  };
  const isChosen = (one) => chosen.some(({ id }) => id === one.id);
  const show = () => {
    for (const button of dialog.querySelectorAll("[data-choose]")) {
      const place = chosen.findIndex(({ id }) => String(id) === button.dataset.choose);
      button.setAttribute("aria-pressed", String(place >= 0));
      button.dataset.place = place >= 0 ? place + 1 : "";
    }
    part("[data-chosen]").textContent = chosen.length ? says.chosen(chosen.length) : says.none;
    part("[data-done]").disabled = !chosen.length;
  };
  const row = (one) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.choose = one.id;
    button.append(...face(one));
    item.append(button);
    return item;
  };
  const fetchPage = async (query, number) => {
    const params = new URLSearchParams({ q: query, page: number });
    const response = await fetch(`${libraryUrl}?${params}`, { redirect: "error" });
    if (!response.ok) throw new Error("library");
    return response.json();
  };
  const load = async (more = false) => {
    const request = ++requestCount;
    const requestedPage = more ? page + 1 : 1;
    const query = search.value;
    const library = await fetchPage(query, requestedPage).catch(() => null);
    if (request !== requestCount) return;
    const list = part("[data-library]");
    const line = part(".photo-dialog-empty");
    if (library) {
      page = requestedPage;
      for (const one of library[key]) known.set(String(one.id), one);
      if (more) list.append(...library[key].map(row));
      else list.replaceChildren(...library[key].map(row));
      part("[data-more]").hidden = !library.next;
    }
    line.hidden = Boolean(library) && list.children.length > 0;
    line.textContent = library ? says.empty(query) : says.offline;
    show();
  };
  const send = async (files) => {
    if (!files.length) return;
    const list = part(".upload-list");
    const uploaded = await options.send(many ? files : files.slice(0, 1), list);
    if (!dialog.open) return;
    // Nothing is left to be read or chosen.
    const isAll = !chosen.length && !list.querySelector(".upload-refused");
    if (uploaded.length && (isAll || !many)) return finish(uploaded);
    for (const one of uploaded) {
      known.set(String(one.id), one);
      if (!isChosen(one)) chosen.push(one);
    }
    show();
  };

  part("[data-upload]").multiple = many;
  for (const input of dialog.querySelectorAll("[type=file]"))
    input.addEventListener("change", () => {
      send([...input.files]);
      input.value = "";
    });
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, 250);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  part("[data-more]").addEventListener("click", () => load(true));
  part("[data-done]").addEventListener("click", () => finish(chosen));
  part("[data-close]").addEventListener("click", () => finish([]));
  part("[data-library]").addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const one = known.get(button.dataset.choose);
    if (!many) return finish([one]);
    chosen = isChosen(one) ? chosen.filter(({ id }) => id !== one.id) : [...chosen, one];
    show();
  });
  for (const kind of ["dragover", "drop"])
    dialog.addEventListener(kind, (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (kind === "drop") send([...event.dataTransfer.files]);
    });
  // Escape; what is typed in here is no change of the form behind.
  dialog.addEventListener("cancel", () => resolve([]));
  dialog.addEventListener("close", () => dialog.remove());
  for (const kind of ["input", "change"])
    dialog.addEventListener(kind, (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  load();
};

export const openLibrary = (options) => new Promise((resolve) => open(options, resolve));
