// Stores what is being written in localStorage, so that a lost connection or session loses nothing.
//
// Key: draft:<user id>:<article id>, for a new article draft:<user id>:new-<random>. A save that the
// server accepted names its draft in a cookie, and the draft is removed. A draft that was found and
// neither restored nor discarded yet is stored under its key with the suffix ":kept".
(() => {
  const COOKIE = "saved_draft";
  const SAVE_DELAY_MS = 800;
  const SKIPPED_FIELDS = new Set(["csrfmiddlewaretoken", "version", "_draft", "_action"]);

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
    remove: (key) => {
      try {
        localStorage.removeItem(key);
      } catch {
        // Without localStorage there is nothing to remove.
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

  const removeSavedDraft = (user, cookiePath) => {
    const match = document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`));
    if (!match) return;
    store.remove(`draft:${user}:${match[1]}`);
    document.cookie = `${COOKIE}=; path=${cookiePath}; max-age=0; samesite=strict`;
  };

  const readFields = (form) => {
    const values = {};
    for (const field of form.elements) {
      if (!field.name || SKIPPED_FIELDS.has(field.name) || field.name.includes("__prefix__"))
        continue;
      if (
        ["submit", "button", "file", "hidden"].includes(field.type) &&
        !/-TOTAL_FORMS$/.test(field.name)
      )
        continue;
      if (field.type === "checkbox" || field.type === "radio") values[field.name] = field.checked;
      else if (field.tagName === "SELECT")
        values[field.name] = {
          value: field.value,
          label: field.selectedOptions[0]?.textContent || "",
        };
      else values[field.name] = field.value;
    }
    return values;
  };

  const isEqual = (a, b) => {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
  };

  const addRows = (form, values) => {
    for (const [name, count] of Object.entries(values)) {
      if (!/-TOTAL_FORMS$/.test(name)) continue;
      const group = document.getElementById(name.replace("-TOTAL_FORMS", "-group"));
      const total = form.elements[name];
      while (group && total && Number(total.value) < Number(count)) {
        const before = total.value;
        group.querySelector(".add-row a")?.click();
        if (total.value === before) break;
      }
    }
  };

  const writeFields = (form, values, editors) => {
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

  const formatTime = (timestamp) =>
    new Intl.DateTimeFormat("th-TH-u-ca-buddhist", {
      timeZone: "Asia/Bangkok",
      dateStyle: "long",
      timeStyle: "short",
    }).format(new Date(timestamp));

  const createButton = (label, onClick) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", onClick);
    return button;
  };

  const editors = new Map();
  let changed = () => {};
  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    editors.set(textarea, editor);
    editor.on("update", () => changed());
  });

  document.addEventListener("DOMContentLoaded", () => {
    const root = document.getElementById("article-editor");
    const { draftUser: user, draftCookiePath } =
      (root || document.body.querySelector("[data-draft-user]"))?.dataset ?? {};
    if (user) removeSavedDraft(user, draftCookiePath);
    if (!root) return;
    const form = root.closest("form");
    const hidden = form.elements._draft;
    const allDrafts = document.getElementById("editor-draft");
    const base = `draft:${user}:`;
    const newArticleKey = `new-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    hidden.value = hidden.value || root.dataset.article || newArticleKey;
    let key = base + hidden.value;

    const candidates = () => {
      if (root.dataset.article) return [`${key}:kept`, key];
      return store
        .keys()
        .filter((name) => name.startsWith(`${base}new-`) && name !== key)
        .sort((a, b) => (store.get(b)?.at || 0) - (store.get(a)?.at || 0));
    };

    const discardOnServer = (draftKey) => {
      if (!root.dataset.draftsUrl) return;
      const body = new URLSearchParams({ key: draftKey, discard: "1" });
      const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
      fetch(root.dataset.draftsUrl, { method: "POST", body, headers, redirect: "manual" }).catch(
        () => {},
      );
    };
    const offer = (name, draft) => {
      const box = document.createElement("div");
      box.className = "editor-lost-draft";
      const message = document.createElement("p");
      const title = (draft.values.headline || "").trim() || "ยังไม่มีพาดหัว";
      message.textContent = `มีข้อความที่ยังไม่ได้บันทึกจาก ${formatTime(draft.at)}: «${title}»`;
      if (draft.version && draft.version !== root.dataset.version)
        message.textContent += " (ข่าวถูกบันทึกใหม่หลังจากนั้น)";
      box.append(message);
      const done = () => {
        store.remove(name);
        discardOnServer(draft.key || name.slice(base.length).replace(/:kept$/, ""));
        box.remove();
        allDrafts.hidden = !allDrafts.children.length;
      };
      if ("editable" in root.dataset) {
        box.append(
          createButton("กู้คืนข้อความที่ยังไม่ได้บันทึก", () => {
            writeFields(form, draft.values, editors);
            done();
            changed();
          }),
        );
      } else {
        // Read-only for this user: the text can at least be copied.
        const details = document.createElement("details");
        const title = document.createElement("summary");
        title.textContent = "ดูข้อความ";
        const text = document.createElement("textarea");
        text.readOnly = true;
        text.rows = 8;
        text.value = ["headline", "standfirst", "body"]
          .map((part) => draft.values[part] || "")
          .join("\n\n");
        details.append(title, text);
        box.append(details);
      }
      box.append(createButton("ทิ้ง", done));
      allDrafts.append(box);
      allDrafts.hidden = false;
    };

    let initialValues = readFields(form);
    // What this person typed on another computer, or in this one before its storage was cleared.
    const fromServer = JSON.parse(document.getElementById("server-drafts")?.textContent || "[]");
    if (!("bound" in root.dataset)) {
      for (const draft of fromServer) {
        const name = base + draft.key;
        const local = store.get(name) || store.get(`${name}:kept`);
        if (local && local.at >= draft.at - 5000) continue;
        if (isEqual(draft.values, initialValues)) discardOnServer(draft.key);
        else if (name !== key || root.dataset.article) offer(name, draft);
        if (local) store.remove(name);
      }

      for (const name of candidates()) {
        const draft = store.get(name);
        if (!draft?.values || isEqual(draft.values, initialValues)) {
          store.remove(name);
          continue;
        }
        const keptKey = root.dataset.article ? `${key}:kept` : name;
        if (keptKey !== name) {
          store.set(keptKey, draft);
          store.remove(name);
        }
        offer(keptKey, draft);
        // Of one story the older of two is kept below the newer one; of new stories all are offered.
        if (root.dataset.article) break;
      }
    }
    if (!("editable" in root.dataset)) return;

    let timer;
    const saveDraft = () => {
      clearTimeout(timer);
      const values = readFields(form);
      if (isEqual(values, initialValues) && !("bound" in root.dataset)) store.remove(key);
      else store.set(key, { at: Date.now(), version: root.dataset.version, values });
    };
    changed = () => {
      clearTimeout(timer);
      timer = setTimeout(saveDraft, SAVE_DELAY_MS);
      document.dispatchEvent(new Event("draft-changed"));
    };
    window.deskDrafts = {
      read() {
        const values = readFields(form);
        return {
          key: hidden.value,
          version: root.dataset.version || "",
          values,
          isChanged: !isEqual(values, initialValues),
        };
      },
      // The story has what was `sent`; what was typed meanwhile is a new draft.
      saved(sent) {
        initialValues = sent.values;
        store.remove(base + hidden.value);
        if (root.dataset.article) hidden.value = root.dataset.article;
        key = base + hidden.value;
        if (!isEqual(readFields(form), initialValues)) changed();
      },
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", saveDraft);
    document.addEventListener("visibilitychange", () => document.hidden && saveDraft());
    if ("bound" in root.dataset) saveDraft();
  });
})();
