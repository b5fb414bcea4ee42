// A line of tags as a combobox: suggests tags that exist for the one being typed, most used first.
(() => {
  const SEPARATORS = /[,،，、\n]/;
  const WAIT = 150;
  let count = 0;

  const live = (input) => {
    const one = "one" in input.dataset;
    const box = document.createElement("div");
    const list = document.createElement("ul");
    const says = document.createElement("span");
    count += 1;
    box.className = "tag-suggest";
    list.id = `tag-suggestions-${count}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "ป้ายที่มีอยู่");
    list.hidden = true;
    says.className = "visually-hidden";
    says.setAttribute("role", "status");
    input.after(box);
    box.append(input, list, says);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
    })) input.setAttribute(name, value);

    // The tag in which the cursor stands: where it begins and ends in the line.
    const current = () => {
      if (one) return { start: 0, end: input.value.length };
      let start = input.selectionStart;
      let end = start;
      while (start > 0 && !SEPARATORS.test(input.value[start - 1])) start -= 1;
      while (end < input.value.length && !SEPARATORS.test(input.value[end])) end += 1;
      return { start, end };
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const options = () => [...list.children];
    const active = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");
    const mark = (place) => {
      options().forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
      const option = options()[place];
      if (!option) return;
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      const { start, end } = current();
      const before = input.value.slice(0, start);
      const after = input.value.slice(end);
      const lead = before && !before.endsWith(" ") ? " " : "";
      const tail = one || after ? "" : ", ";
      input.value = `${before}${lead}${option.dataset.name}${tail}${after}`;
      const cursor = input.value.length - after.length;
      input.setSelectionRange(cursor, cursor);
      input.dispatchEvent(new Event("change", { bubbles: true }));
      close();
      input.focus();
    };
    const show = (tags) => {
      list.replaceChildren(...tags.map(({ name, used }, number) => {
        const option = document.createElement("li");
        const often = document.createElement("span");
        option.id = `${list.id}-${number}`;
        option.dataset.name = name;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        often.className = "tag-suggest-used";
        often.textContent = used ? `${used.toLocaleString("en")} ข่าว` : "ยังไม่มีข่าวใช้";
        option.append(name, " ", often);
        return option;
      }));
      list.hidden = !tags.length;
      input.setAttribute("aria-expanded", String(tags.length > 0));
      input.removeAttribute("aria-activedescendant");
      says.textContent = tags.length ? `มีป้ายที่ตรงกัน ${tags.length} ป้าย ใช้ปุ่มลูกศรเลือก` : "";
    };
    let timer = 0;
    let asked = 0;
    const ask = async () => {
      const { start, end } = current();
      const typed = input.value.slice(start, end).trim();
      asked += 1;
      const mine = asked;
      if (!typed) return close();
      try {
        const answer = await fetch(`${input.dataset.suggestUrl}?q=${encodeURIComponent(typed)}`);
        const { tags } = await answer.json();
        if (mine === asked && document.activeElement === input) show(tags);
      } catch { close(); /* a plain text field remains */ }
      return undefined;
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const last = options().length - 1;
      const place = active();
      if (event.key === "ArrowDown") mark(place >= last ? 0 : place + 1);
      else if (event.key === "ArrowUp") mark(place <= 0 ? last : place - 1);
      else if (event.key === "Enter" && place >= 0) choose(options()[place]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
    input.addEventListener("blur", () => {
      asked += 1;
      close();
    });
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[data-suggest-url]").forEach(live);
  });
})();
