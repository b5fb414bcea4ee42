// Suggestions while a reader types in a search field; loaded when one gets the focus. The page works
// without this.
(() => {
  const DELAY_MS = 150;
  const KINDS = { tag: "แท็ก", author: "ผู้เขียน", page: "หน้า", story: "ข่าว" };
  let listCount = 0;

  const attach = (input) => {
    const list = document.createElement("ul");
    list.className = "suggestions";
    listCount += 1;
    list.id = `suggestions-${listCount}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "คำแนะนำ");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    document.body.append(list);
    let timer;
    let request;
    let selectedIndex = -1;

    const select = (index) => {
      selectedIndex = index;
      [...list.children].forEach((item, itemIndex) => {
        item.setAttribute("aria-selected", String(itemIndex === index));
      });
      const item = list.children[index];
      if (item) {
        input.setAttribute("aria-activedescendant", item.id);
        item.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };
    const close = () => {
      clearTimeout(timer);
      request?.abort();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      select(-1);
    };
    const show = (suggestions) => {
      list.replaceChildren(
        ...suggestions.map(({ kind, text, url }, index) => {
          const item = document.createElement("li");
          const label = document.createElement("small");
          item.id = `${list.id}-${index}`;
          item.dataset.url = url;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          label.textContent = KINDS[kind];
          item.append(label, text);
          return item;
        }),
      );
      if (!suggestions.length) return close();
      const box = input.getBoundingClientRect();
      list.hidden = false;
      const left = Math.min(box.left, document.documentElement.clientWidth - list.offsetWidth - 16);
      list.style.left = `${Math.max(left, 16) + window.scrollX}px`;
      list.style.top = `${box.bottom + window.scrollY}px`;
      input.setAttribute("aria-expanded", "true");
      return select(-1);
    };
    const fetchSuggestions = async () => {
      request?.abort();
      request = new AbortController();
      const query = input.value.trim();
      if ([...query].length < 2) return close();
      try {
        const url = `${input.dataset.suggest}?q=${encodeURIComponent(query.slice(0, 60))}`;
        const response = await fetch(url, { signal: request.signal, credentials: "omit" });
        if (response.ok && document.activeElement === input)
          show((await response.json()).suggestions);
      } catch {
        // Offline, the reader searches without suggestions.
      }
      return undefined;
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(fetchSuggestions, DELAY_MS);
    });
    // Typed before this script was there.
    if (input.value !== input.defaultValue) fetchSuggestions();
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown") select(((selectedIndex + 2) % (count + 1)) - 1);
      else if (event.key === "ArrowUp") select(((selectedIndex + count + 1) % (count + 1)) - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && selectedIndex >= 0)
        location.assign(list.children[selectedIndex].dataset.url);
      else return;
      event.preventDefault();
    });
    // `mousedown` fires before the field loses the focus.
    list.addEventListener("mousedown", (event) => {
      const item = event.target.closest("li");
      event.preventDefault();
      if (item) location.assign(item.dataset.url);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(attach);
})();
