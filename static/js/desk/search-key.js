// "/" anywhere in the admin goes to the search of the list, or to the list of articles.
// newsroomKey(event): the key in lower case; with Thai letters on the keyboard, the Latin one there.
(() => {
  window.newsroomKey = ({ key, code }) =>
    ((/[\u0e00-\u0e7f]/.test(key) && code.match(/^Key([A-Z])$/)?.[1]) || key).toLowerCase();
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable=true]");
    const isAsked =
      event.key === "/" || (window.newsroomKey(event) === "k" && (event.ctrlKey || event.metaKey));
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
