// Saves the form without leaving it, keeps what is typed on the server, and says truly where it is.
//
// Three places, from near to far: this browser (drafts.js, at once), the server's copy of this
// person's draft (after a pause), the story itself (by the button or Ctrl+S).
(() => {
  const PAUSE_MS = 2500;
  const RETRY_MS = 15000;

  document.addEventListener("DOMContentLoaded", () => {
    const root = document.getElementById("article-editor");
    const line = document.getElementById("desk-saved");
    const form = root?.closest("form");
    if (!form || !line || !("editable" in root.dataset)) return;
    const { draftsUrl, loginUrl } = root.dataset;
    const token = form.elements.csrfmiddlewaretoken;

    const say = (text, { problem = false, button } = {}) => {
      line.classList.toggle("desk-saved-problem", problem);
      line.replaceChildren(text);
      if (button) {
        const made = document.createElement("button");
        made.type = "button";
        made.textContent = button.label;
        made.addEventListener("click", button.act);
        line.append(" ", made);
      }
    };
    const sayOffline = () => say("ไม่มีเน็ต เก็บไว้ในเครื่องนี้แล้ว จะส่งเองเมื่อเน็ตกลับมา", { problem: true });
    const sayExpired = () =>
      say("หมดเวลาเข้าสู่ระบบ ข้อความยังอยู่ครบ", {
        problem: true,
        button: {
          label: "เข้าสู่ระบบ",
          act: () => window.open(loginUrl, "newsroom-sign-in", "width=480,height=640"),
        },
      });

    class Expired extends Error {}
    // A POST that survives a new sign-in in another window: that one has another CSRF token.
    const post = async (url, body, headers = {}) => {
      const send = () =>
        fetch(url, {
          method: "POST",
          body,
          redirect: "manual",
          headers: { ...headers, "X-CSRFToken": token.value },
        });
      let response = await send();
      if (response.status === 403) {
        const fresh = await fetch(draftsUrl, { redirect: "manual" });
        if (fresh.type === "opaqueredirect") throw new Expired();
        if (fresh.ok) token.value = (await fresh.json()).token;
        if (body.has("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token.value);
        response = await send();
      }
      if (response.type === "opaqueredirect") throw new Expired();
      return response;
    };

    // --- The person's own draft on the server ---------------------------------------------------

    let timer;
    let isDirty = false;
    let pending = 0;
    const later = (wait = PAUSE_MS) => {
      clearTimeout(timer);
      timer = setTimeout(keep, wait);
    };
    const keep = async () => {
      if (!isDirty || pending) return;
      const { key, version, values, isChanged } = window.deskDrafts.read();
      isDirty = false;
      if (!isChanged) return;
      pending += 1;
      say("กำลังบันทึก…");
      try {
        const body = new URLSearchParams({ key, version, values: JSON.stringify(values) });
        const response = await post(draftsUrl, body);
        const answer = await response.json().catch(() => ({}));
        if (response.ok) say(`เก็บร่างแล้ว ${answer.saved_at} ยังไม่ได้บันทึกลงข่าว`);
        else say(answer.error || "เก็บร่างบนเซิร์ฟเวอร์ไม่ได้ ยังอยู่ในเครื่องนี้", { problem: true });
      } catch (error) {
        isDirty = true;
        if (error instanceof Expired) sayExpired();
        else sayOffline();
        later(RETRY_MS);
      } finally {
        pending -= 1;
      }
      if (isDirty) later();
    };
    document.addEventListener("draft-changed", () => {
      isDirty = true;
      later();
    });
    const again = () => isDirty && later(0);
    window.addEventListener("online", again);
    window.addEventListener("focus", again);

    // --- The story --------------------------------------------------------------------------------

    const clearErrors = () => {
      for (const list of form.querySelectorAll(".errorlist, .errornote")) list.remove();
      for (const row of form.querySelectorAll(".form-row.errors")) row.classList.remove("errors");
    };
    const showErrors = ({ errors, message }) => {
      clearErrors();
      const ids = Object.keys(errors);
      for (const id of ids) {
        const field = document.getElementById(id);
        const list = document.createElement("ul");
        list.className = "errorlist";
        list.id = `${id}_error`;
        for (const text of errors[id]) {
          const item = document.createElement("li");
          item.textContent = text;
          list.append(item);
        }
        const place = field?.closest("td, .form-row") || form;
        place.prepend(list);
        field?.setAttribute("aria-describedby", list.id);
        field?.setAttribute("aria-invalid", "true");
      }
      const count = ids.length;
      const summary = count ? `บันทึกไม่ได้ มี ${count} จุดต้องแก้` : message || "บันทึกไม่ได้";
      say(message && count ? `${summary}: ${message}` : summary, { problem: true });
      const first = document.getElementById(ids[0]);
      if (!first) return;
      window.deskPanel?.reveal(first);
      const target = first.closest(".prose-editor")?.querySelector(".ProseMirror") || first;
      target.scrollIntoView({ block: "center" });
      target.focus();
    };
    const becomeKnown = (saved) => {
      // A new story has an address now: a reload, or the next save, is of that one.
      root.dataset.article = String(saved.id);
      root.dataset.heartbeatUrl = saved.heartbeat;
      form.action = saved.url;
      history.replaceState(null, "", saved.url);
      const preview = document.createElement("a");
      preview.className = "desk-preview";
      preview.target = "_blank";
      preview.rel = "noopener";
      preview.textContent = "ดูตัวอย่าง";
      document.querySelector(".desk-bar-end [data-panel-toggle]")?.after(preview);
      document.dispatchEvent(new Event("article-created"));
    };
    const takeRows = (rows) => {
      for (const total of form.querySelectorAll("[name$=-TOTAL_FORMS]")) {
        const initial = form.elements[total.name.replace("TOTAL", "INITIAL")];
        if (initial) initial.value = total.value;
      }
      for (const [prefix, id] of Object.entries(rows)) {
        const field = form.elements[`${prefix}-id`];
        if (field) field.value = id;
      }
    };
    let isSaving = false;
    const save = async () => {
      if (isSaving) return;
      isSaving = true;
      clearTimeout(timer);
      say("กำลังบันทึก…");
      const sent = window.deskDrafts.read();
      // URL-encoded, because multipart requests queue behind uploads of photos.
      const body = new URLSearchParams(
        [...new FormData(form)].filter(([, value]) => !(value instanceof File)),
      );
      body.set("_continue", "1");
      // A note is added once; the field is empty after it.
      try {
        const response = await post(form.action || location.href, body, { "X-Saved-By": "script" });
        const answer = await response.json().catch(() => null);
        if (answer?.token) token.value = answer.token;
        if (response.status === 422 && answer.conflict) {
          say("มีคนบันทึกข่าวนี้ไปก่อน", {
            problem: true,
            button: {
              label: "เทียบข้อความ",
              act: () => form.querySelector("[name=_continue]").click(),
            },
          });
          form.dataset.leaves = "";
        } else if (response.status === 413) {
          say("บันทึกไม่ได้ ข่าวยาวเกินไป ให้แบ่งเป็นหลายข่าว ข้อความยังอยู่ครบในเครื่องนี้", { problem: true });
        } else if (response.status === 422) {
          showErrors(answer);
        } else if (response.ok && answer?.id) {
          clearErrors();
          if (!root.dataset.article) becomeKnown(answer);
          root.dataset.version = answer.seen;
          for (const name of ["version", "base", "change"])
            form.elements[name].value = answer[name];
          form.elements.confirmed_date.value = "";
          if (form.elements.note) form.elements.note.value = "";
          if (!answer.change) takeRows(answer.rows);
          window.deskDrafts.saved(sent);
          document.querySelector(".desk-preview").href = answer.preview;
          const state = document.querySelector(".desk-bar .editor-state");
          state.textContent = answer.state_label;
          state.className = `editor-state state state-${answer.state}`;
          say(answer.said);
          line.title = answer.message;
          document.dispatchEvent(new CustomEvent("article-saved", { detail: answer }));
        } else {
          say("บันทึกไม่ได้ เซิร์ฟเวอร์ขัดข้อง ข้อความยังอยู่ในเครื่องนี้", {
            problem: true,
            button: { label: "ลองใหม่", act: save },
          });
        }
      } catch (error) {
        if (error instanceof Expired) sayExpired();
        else sayOffline();
        isDirty = true;
      } finally {
        isSaving = false;
      }
    };
    form.addEventListener("submit", (event) => {
      if (event.submitter?.name !== "_continue" || "leaves" in form.dataset) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      save();
    });
    document.addEventListener("keydown", (event) => {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
      if (!isCommand || window.newsroomKey(event) !== "s") return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) save();
    });
    // What heartbeats find out (editing-session.js) is said in the same line.
    let connection = "ok";
    document.addEventListener("connection", ({ detail }) => {
      if (detail === connection) return;
      const before = connection;
      connection = detail;
      if (detail === "expired") sayExpired();
      else if (detail === "offline") sayOffline();
      else if (before !== "ok") {
        say("เชื่อมต่อได้แล้ว");
        again();
      }
    });
  });
})();
