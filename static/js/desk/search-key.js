// "/" anywhere in the admin goes to the search of the list, or to the list of articles.
(() => {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable=true]");
    const isAsked = event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (!isAsked || isTyping || document.querySelector("dialog[open]")) return;
    const search = document.getElementById("searchbar");
    event.preventDefault();
    if (search) search.focus();
    else {
      const list = document.querySelector("link[rel=search-list]");
      if (list) location.href = `${list.href}#searchbar`;
    }
  });
  if (location.hash === "#searchbar") document.getElementById("searchbar")?.focus();
})();
