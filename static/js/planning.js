// The news plan: cards are dragged, or moved by arrow keys, and the calendar is fetched again in place.
// Without script the same forms lead to the same page.
(() => {
  const status = document.querySelector("[data-plan-status]");
  const plan = () => document.querySelector("[data-plan]");
  const KEYS = { ArrowLeft: "earlier", ArrowRight: "later" };
  const HOURS = { ArrowUp: "hour_earlier", ArrowDown: "hour_later" };
  let isBusy = false;
  let dragged = null;

  const say = (text, isError = false) => {
    status.textContent = text;
    status.classList.toggle("plan-status-error", isError);
  };

  const show = (page) => {
    const open = document.activeElement?.closest("[data-card]")?.id;
    const next = document.adoptNode(page.querySelector("[data-plan]"));
    const moved = next.querySelector("[autofocus]");
    moved?.removeAttribute("autofocus");
    plan().replaceWith(next);
    live();
    (moved ?? (open && document.getElementById(open)?.querySelector("[data-move]")))?.focus();
    document.querySelector(".messagelist")?.remove();
    const messages = [...page.querySelectorAll(".messagelist li")];
    say(
      messages.map((message) => message.textContent.trim()).join(" "),
      messages.some((message) => message.className === "error"),
    );
  };

  const send = async (form, action, command) => {
    if (isBusy) return;
    isBusy = true;
    plan().setAttribute("aria-busy", "true");
    const data = new FormData(form);
    data.set("command", command);
    try {
      const response = await fetch(action, { method: "POST", body: data });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (page.querySelector("[data-plan]")) show(page);
      // Signed out: the sign-in page leads back here.
      else if (response.redirected) location.reload();
      else {
        form.reset();
        const reason = page.querySelector("main p") ?? page.querySelector("p");
        say(`ยังไม่ได้ย้าย: ${reason?.textContent.trim() ?? response.status}`, true);
      }
    } catch {
      form.reset();
      say("ยังไม่ได้ย้าย เพราะติดต่อเซิร์ฟเวอร์ไม่ได้ ลองอีกครั้งเมื่อมีเน็ต", true);
    }
    isBusy = false;
    plan().removeAttribute("aria-busy");
  };

  const live = () => {
    const print = document.querySelector("[data-print]");
    print.hidden = false;
    print.addEventListener("click", () => window.print());
    for (const card of document.querySelectorAll("[data-card]")) {
      card.draggable = true;
      for (const link of card.querySelectorAll("a")) link.draggable = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-plan-form]");
    const button = event.submitter;
    if (!form || !button || button.hasAttribute("data-leaves")) return;
    event.preventDefault();
    send(form, button.formAction, button.value);
  });

  document.addEventListener("keydown", (event) => {
    const handle = event.target.closest("[data-move]");
    if (!handle || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    let command = KEYS[event.key];
    if (!handle.hasAttribute("data-dated")) command = command === "later" ? "today" : undefined;
    if (handle.hasAttribute("data-timed")) command ??= HOURS[event.key];
    if (!command) return;
    event.preventDefault();
    const form = handle.closest("form");
    form.reset();
    send(form, form.action, command);
  });

  const target = (event) => dragged && event.target.closest("[data-drop]");
  const mark = (place) => {
    for (const other of document.querySelectorAll(".plan-drop"))
      if (other !== place) other.classList.remove("plan-drop");
    place?.classList.add("plan-drop");
  };
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-card]") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.querySelector(".plan-what").textContent);
    dragged.classList.add("plan-dragged");
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("plan-dragged");
    dragged = null;
    mark(null);
  });
  document.addEventListener("dragover", (event) => {
    const place = target(event);
    if (dragged) mark(place);
    if (!place) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  });
  document.addEventListener("drop", (event) => {
    const place = target(event);
    if (!place) return;
    event.preventDefault();
    if (place.contains(dragged)) return;
    const form = dragged.querySelector("form");
    form.reset();
    form.elements.day.value = place.dataset.day;
    if (!place.dataset.day) form.elements.time.value = "";
    else if ("time" in place.dataset) form.elements.time.value = place.dataset.time;
    send(form, form.action, "set");
  });

  live();
})();
