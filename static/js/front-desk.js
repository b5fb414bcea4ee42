// The front page desk: finds while one types, and drags. Without it the buttons do the same.
(() => {
  const form = document.querySelector("[data-front-desk]");
  const search = form.querySelector("#desk-q");
  const found = form.querySelector("#found");
  let waiting, asked = 0;

  const find = async () => {
    const mine = ++asked;
    const answer = await fetch(`${form.dataset.stories}?q=${encodeURIComponent(search.value)}`);
    if (answer.ok && !answer.redirected && mine === asked) found.innerHTML = await answer.text();
  };
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 200);
  });

  let held = null;
  for (const row of form.querySelectorAll("[data-row]")) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      held = row;
      row.classList.add("desk-held");
      event.dataTransfer.effectAllowed = "move";
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("desk-held");
      held = null;
    });
  }
  for (const list of form.querySelectorAll("[data-kind]")) {
    list.addEventListener("dragover", (event) => {
      if (held) event.preventDefault();
    });
    list.addEventListener("drop", (event) => {
      if (!held) return;
      event.preventDefault();
      const onto = event.target.closest("[data-row]");
      const box = onto && onto.getBoundingClientRect();
      if (!onto) list.insertBefore(held, list.querySelector(".desk-free"));
      else if (onto !== held) onto[event.clientY < box.top + box.height / 2 ? "before" : "after"](held);
      held.querySelector("input[type=hidden]").name = list.dataset.kind;
      // The server draws the desk anew; nothing is saved yet.
      form.requestSubmit(form.querySelector("[data-again]"));
    });
  }
})();
