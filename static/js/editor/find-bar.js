// The bar of find and replace, under the toolbar; searching.js fetches it when it is first opened.
import { fold, findMatches } from "newsroom/editor/folding";

const MAX_MARKED = 500;
const MARKUP = `
  <p class="find-row">
    <input type="text" data-find="query" aria-label="คำที่ค้นหา" placeholder="ค้นหา" autocomplete="off" enterkeyhint="search">
    <output data-find="count" role="status"></output>
    <button type="button" data-find="previous" aria-label="ที่ก่อนหน้า">↑</button>
    <button type="button" data-find="next" aria-label="ที่ถัดไป">↓</button>
    <button type="button" data-find="close" aria-label="ปิดการค้นหา">✕</button>
  </p>
  <p class="find-row">
    <input type="text" data-find="words" aria-label="แทนที่ด้วย" placeholder="แทนที่ด้วย" autocomplete="off">
    <button type="button" data-find="replace">แทนที่</button>
    <button type="button" data-find="all">แทนที่ทั้งหมด</button>
  </p>`;

// Nodes never change, so each paragraph is folded once.
const folded = new WeakMap();
const foldNode = (node) => {
  if (!folded.has(node))
    folded.set(node, fold(node.textBetween(0, node.content.size, null, "\ufffc")));
  return folded.get(node);
};
const findAll = (doc, query) => {
  const found = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    for (const [from, to] of findMatches(foldNode(node), query))
      found.push({ from: position + 1 + from, to: position + 1 + to });
    return false;
  });
  return found;
};

export const makeBar = (editor) => {
  const box = editor.view.dom.closest(".prose-editor");
  const toolbar = box.querySelector(".prose-menubar:not(.prose-menubar--floating)");
  const bar = document.createElement("div");
  bar.className = "find-bar";
  bar.setAttribute("role", "search");
  bar.setAttribute("aria-label", "ค้นหาและแทนที่ในเนื้อข่าว");
  bar.innerHTML = MARKUP;
  if (toolbar) toolbar.after(bar);
  else box.prepend(bar);
  const part = (name) => bar.querySelector(`[data-find=${name}]`);
  const query = part("query");
  let found = [];
  let current = 0;
  let hasReplaced = false;

  const range = ({ from, to }) => {
    const [start, end] = [editor.view.domAtPos(from), editor.view.domAtPos(to)];
    const made = document.createRange();
    made.setStart(start.node, start.offset);
    made.setEnd(end.node, end.offset);
    return made;
  };
  const mark = () => {
    if (!window.CSS?.highlights) return;
    const first = Math.max(0, Math.min(current - MAX_MARKED / 2, found.length - MAX_MARKED));
    const near = bar.hidden ? [] : found.slice(first, first + MAX_MARKED);
    const here = bar.hidden ? [] : found.slice(current, current + 1);
    CSS.highlights.set("found", new Highlight(...near.map(range)));
    CSS.highlights.set("found-here", new Highlight(...here.map(range)));
  };
  const showStatus = (words) => {
    part("count").textContent = words;
  };
  const show = () => {
    if (!query.value) showStatus("");
    else showStatus(found.length ? `${current + 1} จาก ${found.length}` : "ไม่พบ");
    mark();
  };
  const goTo = (index) => {
    current = found.length ? (index + found.length) % found.length : 0;
    show();
    if (!found.length) return;
    const { node } = editor.view.domAtPos(found[current].from);
    (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView({
      block: "center",
    });
  };
  // The first place at or behind a position, or the first of all.
  const goFrom = (position) => {
    found = findAll(editor.state.doc, fold(query.value));
    goTo(
      Math.max(
        0,
        found.findIndex(({ from }) => from >= position),
      ),
    );
  };
  const replaceRange = (change, { from, to }) =>
    part("words").value
      ? change.insertText(part("words").value, from, to)
      : change.delete(from, to);
  const replace = () => {
    const place = found[current];
    if (!place) return;
    hasReplaced = true;
    editor.view.dispatch(replaceRange(editor.state.tr, place));
    goFrom(place.from + part("words").value.length);
  };
  const replaceAll = () => {
    const count = found.length;
    if (!count) return;
    hasReplaced = true;
    const change = editor.state.tr;
    // From the end, so that places before stay where they are.
    for (const place of [...found].reverse()) replaceRange(change, place);
    editor.view.dispatch(change);
    showStatus(`แทนที่แล้ว ${count} แห่ง`);
  };
  const close = () => {
    if (bar.hidden) return;
    const place = found[current];
    bar.hidden = true;
    mark();
    const chain = editor.chain().focus();
    (place ? chain.setTextSelection(place) : chain).run();
  };
  const acts = {
    previous: () => goTo(current - 1),
    next: () => goTo(current + 1),
    replace,
    all: replaceAll,
    close,
  };
  bar.addEventListener("click", ({ target }) => acts[target.dataset.find]?.());
  bar.addEventListener("input", ({ target }) => {
    hasReplaced = false;
    if (target === query) goFrom(editor.state.selection.from);
  });
  bar.addEventListener("keydown", (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === query)
      goTo(current + (event.shiftKey ? -1 : 1));
    else if (event.key === "Enter" && event.target === part("words")) replace();
    else if (isCommand && window.newsroomKey(event) === "f") query.select();
    // What was replaced is undone, not what was typed in the bar.
    else if (isCommand && window.newsroomKey(event) === "z" && hasReplaced) editor.commands.undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  editor.on("update", () => {
    if (bar.hidden) return;
    found = findAll(editor.state.doc, fold(query.value));
    current = Math.max(0, Math.min(current, found.length - 1));
    show();
  });

  return {
    open() {
      const { from, to, $from, $to } = editor.state.selection;
      if (from < to && $from.sameParent($to)) query.value = editor.state.doc.textBetween(from, to);
      bar.hidden = false;
      bar.style.top = toolbar
        ? `${(Number.parseFloat(getComputedStyle(toolbar).top) || 0) + toolbar.offsetHeight}px`
        : "0";
      goFrom(from);
      query.focus();
      query.select();
    },
  };
};
