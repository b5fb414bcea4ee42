// The dialog in which a link's target is searched or typed; links.js fetches it when it is first opened.

// What was typed, as an address a link can have; "" if it is none.
const asAddress = (typed) => {
  const text = typed.trim();
  if (/^(https?:\/\/|mailto:|tel:)\S+$/i.test(text)) return text;
  if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(text)) return `mailto:${text}`;
  if (/^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(text) && /[a-z]{2}/i.test(text))
    return `https://${text}`;
  if (/^\/\S+$/.test(text)) return text;
  return "";
};

const MARKUP = `
  <form method="dialog" class="link-dialog-form">
    <label for="link-dialog-q">ค้นหาข่าวของเรา หรือวางที่อยู่เว็บ</label>
    <input id="link-dialog-q" type="text" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="link-dialog-list" aria-autocomplete="list">
    <ul id="link-dialog-list" role="listbox" aria-label="ที่จะลิงก์ไป"></ul>
    <p class="link-dialog-says" role="status"></p>
    <div class="link-dialog-acts">
      <button type="button" class="button default" data-use>ใส่ลิงก์</button>
      <button type="button" class="button" data-remove>เอาลิงก์ออก</button>
      <button type="button" class="button" data-close>ปิด</button>
    </div>
  </form>`;

// With `pick` it finds stories only, and `pick` gets the chosen one.
export const openDialog = (editor, searchUrl, pick) => {
  const { state } = editor;
  const before = !pick && editor.isActive("link") ? editor.getAttributes("link").href : "";
  const { from, to, empty } = state.selection;
  const words = state.doc.textBetween(from, to, " ").trim();
  const dialog = document.createElement("dialog");
  dialog.className = "link-dialog";
  dialog.setAttribute("aria-label", "ลิงก์");
  dialog.innerHTML = MARKUP;
  const part = (name) => dialog.querySelector(name);
  if (pick) {
    dialog.setAttribute("aria-label", "อ่านเพิ่ม");
    part("label").textContent = "ค้นหาข่าวของเรา หรือวางที่อยู่ของข่าว";
    part("[data-use]").textContent = "ใส่อ่านเพิ่ม";
  }
  const input = part("input");
  const list = part("ul");
  const says = part(".link-dialog-says");
  let options = [];
  let active = -1;
  let turn = 0;

  const close = () => {
    dialog.close();
    editor.commands.focus();
  };
  const use = ({ href, title, ...story }) => {
    dialog.close();
    if (pick) return pick({ ...story, headline: title });
    const chain = editor.chain().focus();
    if (before) chain.extendMarkRange("link").updateAttributes("link", { href }).run();
    else if (empty)
      chain
        .insertContent({ type: "text", text: title, marks: [{ type: "link", attrs: { href } }] })
        .run();
    else chain.setTextSelection({ from, to }).setMark("link", { href }).setTextSelection(to).run();
  };
  const show = () => {
    list.replaceChildren(
      ...options.map(({ title, note }, index) => {
        const option = document.createElement("li");
        const quiet = document.createElement("span");
        option.id = `link-dialog-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", String(index === active));
        quiet.className = "link-dialog-note";
        quiet.textContent = note;
        option.append(title, " ", quiet);
        option.addEventListener("click", () => use(options[index]));
        return option;
      }),
    );
    input.setAttribute("aria-expanded", String(options.length > 0));
    if (active >= 0) input.setAttribute("aria-activedescendant", `link-dialog-${active}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const find = async () => {
    const mine = ++turn;
    const typed = input.value;
    const href = !pick && asAddress(typed);
    options = href ? [{ href, title: typed.trim(), note: "ที่อยู่ที่พิมพ์" }] : [];
    active = options.length ? 0 : -1;
    says.textContent = "";
    show();
    if (!typed.trim()) return;
    try {
      const response = await fetch(`${searchUrl}?q=${encodeURIComponent(typed)}`, {
        redirect: "error",
      });
      const { articles } = await response.json();
      if (mine !== turn) return;
      options = [
        ...options,
        ...articles.map(({ id, url, headline, state, note }) => ({
          href: url,
          title: headline,
          note,
          id,
          state,
        })),
      ];
      active = options.length ? Math.max(active, 0) : -1;
      says.textContent = options.length
        ? ""
        : pick
          ? "ไม่พบข่าวที่ตรงกัน"
          : "ไม่พบข่าวที่ตรงกัน และไม่ใช่ที่อยู่เว็บ";
      show();
    } catch {
      if (mine === turn) says.textContent = "ค้นหาข่าวไม่ได้ตอนนี้ วางที่อยู่เว็บได้";
    }
  };
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, 200);
  });
  const useActive = () => {
    const href = !pick && asAddress(input.value);
    if (options[active]) use(options[active]);
    else if (href) use({ href, title: input.value.trim() });
    else
      says.textContent = pick ? "เลือกข่าวจากรายการ" : "เลือกข่าวจากรายการ หรือวางที่อยู่ที่ขึ้นต้นด้วย https://";
  };
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      active = (active + step + options.length) % options.length;
      show();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      useActive();
    }
  });
  part("[data-use]").addEventListener("click", useActive);
  part("[data-remove]").hidden = !before;
  part("[data-remove]").addEventListener("click", () => {
    dialog.close();
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
  });
  part("[data-close]").addEventListener("click", close);
  dialog.addEventListener("close", () => dialog.remove());
  for (const name of ["input", "change"])
    dialog.addEventListener(name, (event) => event.stopPropagation());
  document.body.append(dialog);
  input.value = before || (asAddress(words) ? words : "");
  dialog.showModal();
  input.select();
  find();
};
