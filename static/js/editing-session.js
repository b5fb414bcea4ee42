// Heartbeat of an open article form: tells the server that it is open, and the writer who else edits.
(() => {
  const HEARTBEAT_MS = 20000;

  const tell = (connection) =>
    document.dispatchEvent(new CustomEvent("connection", { detail: connection }));

  const start = () => {
    const editor = document.getElementById("article-editor");
    if (!editor || !("editable" in editor.dataset)) return;
    // A new story has none until its first save.
    if (!editor.dataset.heartbeatUrl) {
      document.addEventListener("article-created", start, { once: true });
      return;
    }
    const url = editor.dataset.heartbeatUrl;
    const form = editor.closest("form");
    const token = form.elements.csrfmiddlewaretoken;
    const otherEditors = document.getElementById("editor-others");
    const status = document.getElementById("editor-line");

    const showMessage = (element, message) => {
      if (element.textContent !== message) element.textContent = message;
      element.hidden = !message;
    };

    const handleHeartbeat = (heartbeat) => {
      // After a new sign-in in another tab this form's CSRF token is invalid; take the valid one.
      token.value = heartbeat.token;
      showMessage(
        otherEditors,
        heartbeat.other_editors.length ? `${heartbeat.other_editors.join(", ")} กำลังเปิดข่าวนี้อยู่` : "",
      );
      const saved = heartbeat.version !== editor.dataset.version;
      showMessage(
        status,
        saved ? "มีคนบันทึกข่าวนี้หลังจากที่คุณเปิด เมื่อคุณบันทึก ระบบจะให้เทียบข้อความก่อน ไม่มีอะไรหาย" : "",
      );
    };

    const request = (method, fields) => {
      const options = { method, redirect: "manual" };
      if (method === "POST") {
        options.body = new URLSearchParams({ csrfmiddlewaretoken: token.value, ...fields });
      }
      return fetch(url, options);
    };

    const sendHeartbeat = async () => {
      let response = await request("POST");
      if (response.status === 403) {
        response = await request("GET");
        if (response.ok) token.value = (await response.json()).token;
        if (response.ok) response = await request("POST");
      }
      if (response.ok) return response.json();
      throw response.type === "opaqueredirect" ? "expired" : "offline";
    };

    let requestCount = 0;
    const beat = async () => {
      const requestId = ++requestCount;
      let heartbeat, problem;
      try {
        heartbeat = await sendHeartbeat();
      } catch (error) {
        problem = typeof error === "string" ? error : "offline";
      }
      // A response that arrives after that of a later request is outdated.
      if (requestId !== requestCount) return;
      tell(problem || "ok");
      if (heartbeat) handleHeartbeat(heartbeat);
    };

    beat();
    setInterval(beat, HEARTBEAT_MS);
    window.addEventListener("online", beat);
    document.addEventListener("visibilitychange", () => document.hidden || beat());
    window.addEventListener("pagehide", () => {
      navigator.sendBeacon(
        url,
        new URLSearchParams({ csrfmiddlewaretoken: token.value, leave: "1" }),
      );
    });
  };
  document.addEventListener("DOMContentLoaded", start);
})();
