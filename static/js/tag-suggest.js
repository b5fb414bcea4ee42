// Fields with suggestions as comboboxes: comma-separated tags, most used first; one place.
(() => {
  const SEPARATORS = /[,،，、\n]/;
  const DELAY_MS = 150;
  let listCount = 0;

  const attach = (input) => {
    const isSingle = "one" in input.dataset;
    const what = input.dataset.suggestWhat || "แท็ก";
    const box = document.createElement("div");
    const list = document.createElement("ul");
    const status = document.createElement("span");
    listCount += 1;
    box.className = "tag-suggest";
    list.id = `tag-suggestions-${listCount}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", `${what}ที่มีอยู่`);
    list.hidden = true;
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    input.after(box);
    box.append(input, list, status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
      autocomplete: "off",
    }))
      input.setAttribute(name, value);

    // Start and end offset of the tag in which the cursor is.
    const current = () => {
      if (isSingle) return { start: 0, end: input.value.length };
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
    const activeIndex = () =>
      options().findIndex((option) => option.getAttribute("aria-selected") === "true");
    const setActive = (activeOption) => {
      for (const [index, option] of options().entries()) {
        option.setAttribute("aria-selected", String(index === activeOption));
      }
      const option = options()[activeOption];
      if (!option) return;
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      const { start, end } = current();
      const before = input.value.slice(0, start);
      const after = input.value.slice(end);
      const separator = before && !before.endsWith(" ") ? " " : "";
      const tail = isSingle || after ? "" : ", ";
      input.value = `${before}${separator}${option.dataset.name}${tail}${after}`;
      const cursor = input.value.length - after.length;
      input.setSelectionRange(cursor, cursor);
      input.dispatchEvent(new Event("change", { bubbles: true }));
      close();
      input.focus();
    };
    const show = (tags) => {
      list.replaceChildren(
        ...tags.map(({ name, used }, index) => {
          const option = document.createElement("li");
          option.id = `${list.id}-${index}`;
          option.dataset.name = name;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.append(name);
          if (used !== undefined) {
            const usage = document.createElement("span");
            usage.className = "tag-suggest-used";
            usage.textContent = used ? `${used.toLocaleString("en")} ข่าว` : "ยังไม่มีข่าวใช้";
            option.append(" ", usage);
          }
          return option;
        }),
      );
      list.hidden = !tags.length;
      input.setAttribute("aria-expanded", String(tags.length > 0));
      input.removeAttribute("aria-activedescendant");
      status.textContent = tags.length ? `มี${what}ที่ตรงกัน ${tags.length} รายการ ใช้ปุ่มลูกศรเลือก` : "";
    };
    let timer = 0;
    let requestCount = 0;
    const fetchTags = async () => {
      const { start, end } = current();
      const typed = input.value.slice(start, end).trim();
      requestCount += 1;
      const requestId = requestCount;
      if (!typed) return close();
      try {
        const response = await fetch(`${input.dataset.suggestUrl}?q=${encodeURIComponent(typed)}`);
        const { tags, places } = await response.json();
        if (requestId === requestCount && document.activeElement === input) show(tags || places);
      } catch {
        close(); /* a plain text field remains */
      }
      return undefined;
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(fetchTags, DELAY_MS);
    });
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const last = options().length - 1;
      const currentIndex = activeIndex();
      if (event.key === "ArrowDown") setActive(currentIndex >= last ? 0 : currentIndex + 1);
      else if (event.key === "ArrowUp") setActive(currentIndex <= 0 ? last : currentIndex - 1);
      else if (event.key === "Enter" && currentIndex >= 0) choose(options()[currentIndex]);
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
      requestCount += 1;
      close();
    });
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[data-suggest-url]").forEach(attach);
  });
})();
