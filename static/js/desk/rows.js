// Rows of bylines, credits, related stories and menus: dragged into order, or moved by the arrow keys.
// Their position fields are written here; nobody types numbers.
(() => {
  const GROUPS = ".desk-panel .inline-group, #menu_form .inline-group";
  const rowsOf = (group) => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];

  const number = (group) => {
    rowsOf(group).forEach((row, index) => {
      const position = row.querySelector("[name$=-position]");
      if (!position || position.value === String(index)) return;
      position.value = index;
      position.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  const button = (className, label, text) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.setAttribute("aria-label", label);
    made.title = label;
    made.textContent = text;
    return made;
  };

  const drag = (group, row, handle) => {
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      row.classList.add("row-dragged");
      const { pointerId } = event;
      const move = ({ clientY, pointerId: id }) => {
        if (id !== pointerId) return;
        const others = rowsOf(group).filter((other) => other !== row);
        const next = others.find((other) => {
          const { top, height } = other.getBoundingClientRect();
          return clientY < top + height / 2;
        });
        if (next) next.before(row);
        else others.at(-1)?.after(row);
      };
      const stop = ({ pointerId: id }) => {
        if (id !== pointerId) return;
        for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, stop);
        document.removeEventListener("pointermove", move);
        row.classList.remove("row-dragged");
        number(group);
      };
      // Of the document: a row that is put elsewhere loses the pointer it has captured.
      document.addEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, stop);
    });
    handle.addEventListener("keydown", (event) => {
      const others = rowsOf(group);
      const index = others.indexOf(row);
      if (event.key === "ArrowUp" && index > 0) others[index - 1].before(row);
      else if (event.key === "ArrowDown" && index < others.length - 1) others[index + 1].after(row);
      else return;
      event.preventDefault();
      number(group);
      handle.focus();
    });
  };

  const setUp = (group, row) => {
    if (row.querySelector(".row-handle")) return;
    const cell = document.createElement("td");
    const position = row.querySelector("[name$=-position]");
    if (position) {
      const handle = button("row-handle", "ลากเพื่อเรียงลำดับ หรือกดลูกศรขึ้นลง", "⠿");
      cell.append(handle);
      row.prepend(cell);
      drag(group, row, handle);
    }
    const deletion = row.querySelector("td.delete input[type=checkbox]");
    if (!deletion) return;
    const remove = button("row-remove", "เอาออก", "✕");
    const end = document.createElement("td");
    end.append(remove);
    row.append(end);
    const show = () => {
      row.classList.toggle("row-removed", deletion.checked);
      remove.textContent = deletion.checked ? "↺" : "✕";
      remove.setAttribute("aria-label", deletion.checked ? "เอากลับมา" : "เอาออก");
    };
    remove.addEventListener("click", () => {
      deletion.checked = !deletion.checked;
      deletion.dispatchEvent(new Event("change", { bubbles: true }));
    });
    deletion.addEventListener("change", show);
    show();
  };

  const live = (group) => {
    group.classList.add("rows-live");
    rowsOf(group).forEach((row) => {
      setUp(group, row);
    });
  };
  window.deskRows = { live };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(GROUPS).forEach(live);
  });
  document.addEventListener("formset:added", (event) => {
    const group = event.target.closest(GROUPS);
    if (!group) return;
    const row = event.target.closest("tr.form-row");
    if (row) setUp(group, row);
    number(group);
  });
})();
