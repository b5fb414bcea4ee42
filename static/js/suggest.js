// Suggestions while a reader types in a search field. The page works without this.
(() => {
  const WAIT = 150;
  const KINDS = { tag: "ป้าย", author: "ผู้เขียน", story: "ข่าว" };
  let lists = 0;

  const attach = (input) => {
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `suggestions-${(lists += 1)}`;
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
    let chosen = -1;

    const choose = (number) => {
      chosen = number;
      [...list.children].forEach((item, place) => {
        item.setAttribute("aria-selected", String(place === number));
      });
      const item = list.children[number];
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
      choose(-1);
    };
    const show = (suggestions) => {
      list.replaceChildren(
        ...suggestions.map(({ kind, text, url }, number) => {
          const item = document.createElement("li");
          const label = document.createElement("small");
          item.id = `${list.id}-${number}`;
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
      return choose(-1);
    };
    const ask = async () => {
      request?.abort();
      request = new AbortController();
      const query = input.value.trim();
      if ([...query].length < 2) return close();
      try {
        const address = `${input.dataset.suggest}?q=${encodeURIComponent(query.slice(0, 60))}`;
        const answer = await fetch(address, { signal: request.signal, credentials: "omit" });
        if (answer.ok && document.activeElement === input) show((await answer.json()).suggestions);
      } catch {
        // A reader on a bad line searches without suggestions.
      }
      return undefined;
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const number = list.children.length;
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown") choose((chosen + 2) % (number + 1) - 1);
      else if (event.key === "ArrowUp") choose((chosen + number + 1) % (number + 1) - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
      else return;
      event.preventDefault();
    });
    // Before the field loses the focus.
    list.addEventListener("mousedown", (event) => {
      const item = event.target.closest("li");
      event.preventDefault();
      if (item) location.assign(item.dataset.url);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(attach);
})();
