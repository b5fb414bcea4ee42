// Keeps what is being written in this browser, so that a lost line or an expired sign-in loses nothing.
//
// A draft is kept under desk:<user>:<story>, for a new story desk:<user>:new-<number>. A save that
// the server took names its draft in a cookie, and the draft goes. A draft that was found and
// neither taken back nor thrown away yet is kept under its key with ":kept" behind it.
(() => {
  const COOKIE = "desk_saved";
  const PAUSE = 800;
  const SKIPPED = new Set(["csrfmiddlewaretoken", "version", "_draft", "_move"]);

  const store = {
    get: (key) => {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    set: (key, value) => {
      try {
        localStorage.setItem(key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
    drop: (key) => {
      try {
        localStorage.removeItem(key);
      } catch {
        // A browser that keeps nothing has nothing to forget.
      }
    },
    keys: () => {
      try {
        return Object.keys(localStorage);
      } catch {
        return [];
      }
    },
  };

  const forgetSaved = (user) => {
    const found = document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`));
    if (!found) return;
    store.drop(`desk:${user}:${found[1]}`);
    document.cookie = `${COOKIE}=; path=/admin/; max-age=0; samesite=strict`;
  };

  const read = (form) => {
    const values = {};
    for (const field of form.elements) {
      if (!field.name || SKIPPED.has(field.name) || field.name.includes("__prefix__")) continue;
      if (["submit", "button", "file", "hidden"].includes(field.type) && !/-TOTAL_FORMS$/.test(field.name)) continue;
      if (field.type === "checkbox" || field.type === "radio") values[field.name] = field.checked;
      else if (field.tagName === "SELECT")
        values[field.name] = { value: field.value, label: field.selectedOptions[0]?.textContent || "" };
      else values[field.name] = field.value;
    }
    return values;
  };

  const same = (one, other) => {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
  };

  const addRows = (form, values) => {
    for (const [name, number] of Object.entries(values)) {
      if (!/-TOTAL_FORMS$/.test(name)) continue;
      const group = document.getElementById(name.replace("-TOTAL_FORMS", "-group"));
      const total = form.elements[name];
      while (group && total && Number(total.value) < Number(number)) {
        const before = total.value;
        group.querySelector(".add-row a")?.click();
        if (total.value === before) break;
      }
    }
  };

  const write = (form, values, editors) => {
    addRows(form, values);
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements[name];
      if (!field || /-TOTAL_FORMS$/.test(name)) continue;
      if (typeof value === "boolean") field.checked = value;
      else if (field.tagName === "SELECT") {
        if (value.value && ![...field.options].some((option) => option.value === value.value))
          field.add(new Option(value.label, value.value));
        field.value = value.value;
      } else {
        field.value = value;
        editors.get(field)?.commands.setContent(value, true);
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const since = (moment) =>
    new Intl.DateTimeFormat("th-TH-u-ca-buddhist", { dateStyle: "long", timeStyle: "short" }).format(new Date(moment));

  const button = (words, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  };

  const editors = new Map();
  let changed = () => {};
  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    editors.set(textarea, editor);
    editor.on("update", () => changed());
  });

  document.addEventListener("DOMContentLoaded", () => {
    const desk = document.getElementById("desk");
    const user = desk?.dataset.user || document.body.querySelector("[data-desk-user]")?.dataset.deskUser;
    if (user) forgetSaved(user);
    if (!desk) return;
    const form = desk.closest("form");
    const hidden = form.elements._draft;
    const box = document.getElementById("desk-draft");
    const base = `desk:${user}:`;
    const fresh = `new-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    hidden.value = hidden.value || desk.dataset.story || fresh;
    const key = base + hidden.value;

    const candidates = () => {
      if (desk.dataset.story) return [`${key}:kept`, key];
      return store.keys().filter((name) => name.startsWith(`${base}new-`) && name !== key)
        .sort((a, b) => (store.get(b)?.at || 0) - (store.get(a)?.at || 0));
    };

    const offer = (name, draft) => {
      const words = document.createElement("p");
      words.textContent = `มีข้อความที่ยังไม่ได้บันทึกจาก ${since(draft.at)}`;
      if (draft.version && draft.version !== desk.dataset.version) words.textContent += " (ข่าวถูกบันทึกใหม่หลังจากนั้น)";
      box.append(words);
      const done = () => {
        store.drop(name);
        box.replaceChildren();
        box.hidden = true;
      };
      if ("editable" in desk.dataset) {
        box.append(button("กู้คืนข้อความที่ยังไม่ได้บันทึก", () => {
          write(form, draft.values, editors);
          done();
          changed();
        }));
      } else {
        // Not to be changed any more by this person: the words are at least there to be copied.
        const kept = document.createElement("details");
        const title = document.createElement("summary");
        title.textContent = "ดูข้อความ";
        const text = document.createElement("textarea");
        text.readOnly = true;
        text.rows = 8;
        text.value = ["headline", "standfirst", "body"].map((part) => draft.values[part] || "").join("\n\n");
        kept.append(title, text);
        box.append(kept);
      }
      box.append(button("ทิ้ง", done));
      box.hidden = false;
    };

    const untouched = read(form);
    if (!("bound" in desk.dataset)) {
      for (const name of candidates()) {
        const draft = store.get(name);
        if (!draft?.values || same(draft.values, untouched)) {
          store.drop(name);
          continue;
        }
        const kept = desk.dataset.story ? `${key}:kept` : name;
        if (kept !== name) {
          store.set(kept, draft);
          store.drop(name);
        }
        offer(kept, draft);
        break;
      }
    }
    if (!("editable" in desk.dataset)) return;

    let timer;
    const keep = () => {
      clearTimeout(timer);
      const values = read(form);
      if (same(values, untouched) && !("bound" in desk.dataset)) store.drop(key);
      else store.set(key, { at: Date.now(), version: desk.dataset.version, values });
    };
    changed = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", keep);
    document.addEventListener("visibilitychange", () => document.hidden && keep());
    if ("bound" in desk.dataset) keep();
  });
})();
