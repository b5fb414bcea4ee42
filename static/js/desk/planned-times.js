// A popover beside a date field: quick times, and a month of the Buddhist era to click in.
// What is clicked is written as text, which can be typed as well.
(() => {
  const MONTHS =
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(
      " ",
    );
  const DAYS = ["จ", "อ", "พ", "พฤ", "ศ", "ส", "อา"];
  const QUICK = ["วันนี้ 18.00", "พรุ่งนี้ 6.00", "พรุ่งนี้ 12.00", "พรุ่งนี้ 18.00"];

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
    const box = element("div", "planned-times");
    box.hidden = true;
    const toggle = button("เลือกวันเวลา", () => {
      box.hidden = !box.hidden;
      toggle.setAttribute("aria-expanded", String(!box.hidden));
      if (!box.hidden) show();
    });
    toggle.className = "button planned-times-toggle";
    toggle.setAttribute("aria-expanded", "false");
    const write = (text) => {
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const clock = () =>
      input.value.match(/(\d{1,2}[.:]\d{2})(?:[.:]\d{2})?\s*(?:น\.?)?$/)?.[1] || "06.00";
    let shown = new Date();
    const show = () => {
      const year = shown.getFullYear();
      const month = shown.getMonth();
      const move = (by) => () => {
        shown = new Date(year, month + by, 1);
        show();
      };
      const head = element(
        "p",
        "planned-times-head",
        button("‹", move(-1), "เดือนก่อน"),
        element("strong", "", `${MONTHS[month]} ${year + 543}`),
        button("›", move(1), "เดือนถัดไป"),
      );
      const grid = element("div", "planned-times-grid");
      for (const day of DAYS) grid.append(element("span", "", day));
      const first = (new Date(year, month, 1).getDay() + 6) % 7;
      for (let blank = 0; blank < first; blank += 1) grid.append(element("span", ""));
      const last = new Date(year, month + 1, 0).getDate();
      for (let day = 1; day <= last; day += 1) {
        const date = `${day}/${month + 1}/${year + 543}`;
        const choice = button(
          String(day),
          () => write(`${date} ${clock()}`),
          `${day} ${MONTHS[month]}`,
        );
        if (input.value.startsWith(`${date} `) || input.value === date)
          choice.setAttribute("aria-pressed", "true");
        grid.append(choice);
      }
      const quick = element("p", "planned-times-quick");
      for (const text of QUICK) quick.append(button(text, () => write(text)));
      if (input.value) quick.append(button("ไม่กำหนดเวลา", () => write("")));
      box.replaceChildren(quick, head, grid);
    };
    input.addEventListener("change", () => box.hidden || show());
    input.after(toggle, box);
  };
  document.addEventListener("DOMContentLoaded", () => {
    const input = document.querySelector("input#id_published_at.thai-date");
    if (input) live(input);
  });
})();
