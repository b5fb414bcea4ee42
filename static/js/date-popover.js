// At each date field a popover: what is chosen most (data-quick), and a month of the Buddhist era.
// What is clicked is written as text, which can be typed as well; data-date says whether a time follows.
(() => {
  const MONTHS =
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(
      " ",
    );
  const DAYS = ["จ", "อ", "พ", "พฤ", "ศ", "ส", "อา"];

  const button = (text, act, label = "") => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  };

  const live = (input) => {
    const box = element("div", "date-popover");
    box.hidden = true;
    const hasTime = input.dataset.date === "moment";
    const toggle = button(hasTime ? "เลือกวันเวลา" : "เลือกวัน", () => {
      set(box.hidden);
    });
    const set = (isOpen) => {
      box.hidden = !isOpen;
      toggle.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) show();
    };
    toggle.className = "button date-popover-toggle";
    toggle.setAttribute("aria-expanded", "false");
    const write = (text) => {
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const clock = () =>
      input.value.match(/(\d{1,2}[.:]\d{2})(?:[.:]\d{2})?\s*(?:น\.?)?$/)?.[1] || "06.00";
    // The month of the date that stands there, else the one that is now.
    const written = input.value.match(/^(\d{1,2})\/(\d{1,2})\/(25\d{2})/);
    let shown = written ? new Date(written[3] - 543, written[2] - 1, 1) : new Date();
    const show = () => {
      const year = shown.getFullYear();
      const month = shown.getMonth();
      const move = (by) => () => {
        shown = new Date(year, month + by, 1);
        show();
        box.querySelector(`.date-popover-head button:${by < 0 ? "first" : "last"}-of-type`).focus();
      };
      const choose = (text) => {
        write(text);
        // A time may be put right next.
        if (hasTime) return;
        set(false);
        toggle.focus();
      };
      const head = element(
        "p",
        "date-popover-head",
        button("‹", move(-1), "เดือนก่อน"),
        element("strong", "", `${MONTHS[month]} ${year + 543}`),
        button("›", move(1), "เดือนถัดไป"),
      );
      const grid = element("div", "date-popover-grid");
      for (const day of DAYS) grid.append(element("span", "", day));
      const first = (new Date(year, month, 1).getDay() + 6) % 7;
      for (let blank = 0; blank < first; blank += 1) grid.append(element("span", ""));
      const last = new Date(year, month + 1, 0).getDate();
      for (let day = 1; day <= last; day += 1) {
        const date = `${day}/${month + 1}/${year + 543}`;
        const choice = button(
          String(day),
          () => choose(hasTime ? `${date} ${clock()}` : date),
          `${day} ${MONTHS[month]}`,
        );
        if (input.value.startsWith(`${date} `) || input.value === date)
          choice.setAttribute("aria-pressed", "true");
        if (new Date(year, month, day).toDateString() === new Date().toDateString())
          choice.setAttribute("aria-current", "date");
        grid.append(choice);
      }
      const quick = element("p", "date-popover-quick");
      for (const text of (input.dataset.quick ?? "").split("|").filter(Boolean))
        quick.append(button(text, () => choose(text)));
      if (input.value && !input.required) quick.append(button("ล้าง", () => choose("")));
      box.replaceChildren(quick, head, grid);
    };
    input.addEventListener("change", () => box.hidden || show());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      set(false);
      toggle.focus();
    });
    const field = element("div", "date-field");
    input.before(field);
    field.append(input, toggle, box);
  };
  const liveIn = (part) => {
    for (const input of part.querySelectorAll("input.thai-date"))
      if (!input.readOnly && !input.name.includes("__prefix__")) live(input);
  };
  document.addEventListener("DOMContentLoaded", () => {
    liveIn(document);
    // Rows that are added to the form.
    document.addEventListener("formset:added", ({ target }) => liveIn(target));
  });
})();
