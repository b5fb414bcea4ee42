// The front page editor: searches while one types, and reorders by drag and drop. Without script
// the buttons do the same.
(() => {
  const form = document.querySelector("[data-front-page-editor]");
  const search = form.querySelector("#front-page-query");
  const results = form.querySelector("#search-results");
  let timer,
    requestCount = 0;

  const fetchResults = async () => {
    const requestId = ++requestCount;
    const response = await fetch(`${form.dataset.searchUrl}?q=${encodeURIComponent(search.value)}`);
    if (response.ok && !response.redirected && requestId === requestCount)
      results.innerHTML = await response.text();
  };
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(fetchResults, 200);
  });

  let draggedRow = null;
  for (const row of form.querySelectorAll("[data-row]")) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      draggedRow = row;
      row.classList.add("front-page-dragged");
      event.dataTransfer.effectAllowed = "move";
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("front-page-dragged");
      draggedRow = null;
    });
  }
  for (const list of form.querySelectorAll("[data-area]")) {
    list.addEventListener("dragover", (event) => {
      if (draggedRow) event.preventDefault();
    });
    list.addEventListener("drop", (event) => {
      if (!draggedRow) return;
      event.preventDefault();
      const targetRow = event.target.closest("[data-row]");
      const box = targetRow?.getBoundingClientRect();
      if (!targetRow) list.insertBefore(draggedRow, list.querySelector(".front-page-empty"));
      else if (targetRow !== draggedRow)
        targetRow[event.clientY < box.top + box.height / 2 ? "before" : "after"](draggedRow);
      draggedRow.querySelector("input[type=hidden]").name = list.dataset.area;
      // The server renders the editor again; nothing is saved yet.
      form.requestSubmit(form.querySelector("[data-refresh]"));
    });
  }
})();
