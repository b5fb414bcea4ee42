// Notes about a passage: its words and which of their occurrences is meant; the text is not touched.
// One is begun at a selection: by the bubble bar (menus.js dispatches `note-wanted`), by Ctrl+Alt+M, and
// where there is no such bar, on phones and in a text that is only read, by a button of its own.
(() => {
  const MAX_QUOTE = 200;
  const BLOCKS = "p, h2, h3, h4, li, figcaption, blockquote, td, th";
  // What typesetting puts between letters of the text that is only read.
  const INVISIBLE = "[\\u200b\\u2060]";
  const squeeze = (text) => text.replace(RegExp(INVISIBLE, "g"), "").replace(/\s+/g, " ");
  const escapeLetter = (letter) =>
    letter === " " ? " +" : `\\u{${letter.codePointAt().toString(16)}}`;

  document.addEventListener("DOMContentLoaded", () => {
    const section = document.querySelector(".notes");
    const form = section?.closest("form");
    if (!form) return;
    const { notesUrl } = section.dataset;
    const quote = form.elements.note_quote;
    const occurrence = form.elements.note_occurrence;
    const target = section.querySelector(".note-target");
    const choose = section.querySelector("[data-note-passage]");
    const pill = document.createElement("button");
    pill.type = "button";
    pill.className = "note-pill";
    pill.hidden = true;
    // The selection must not be lost before it is asked for.
    pill.addEventListener("mousedown", (event) => event.preventDefault());
    document.body.append(pill);
    const text = () => document.querySelector(".sheet .tiptap, .text-for-reading");

    // The innermost blocks with their text nodes; `at` counts from the block's beginning.
    const blocks = () =>
      [...(text()?.querySelectorAll(BLOCKS) ?? [])]
        .filter((block) => !block.querySelector(BLOCKS))
        .map((block) => {
          const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          const nodes = [];
          let words = "";
          while (walker.nextNode()) {
            nodes.push({ node: walker.currentNode, at: words.length });
            words += walker.currentNode.data.replace(/\s/g, " ");
          }
          return { block, nodes, words };
        });
    const places = (words) => {
      const found = [];
      const pattern = new RegExp([...words].map(escapeLetter).join(`${INVISIBLE}*`), "gu");
      for (const { nodes, words: all } of blocks()) {
        for (const match of all.matchAll(pattern)) {
          const range = document.createRange();
          const point = (index, isEnd) => {
            const last = nodes.findLast(({ at }) => (isEnd ? at < index : at <= index));
            return [last.node, index - last.at];
          };
          range.setStart(...point(match.index, false));
          range.setEnd(...point(match.index + match[0].length, true));
          found.push(range);
        }
      }
      return found;
    };

    let selected;
    // The notes whose passages are marked, with their ranges.
    let marks = [];
    const isCovered = () => narrow.matches && text().isContentEditable;
    const wordsOf = ({ item }) => item.querySelector(".note-text").textContent;
    const open = ({ item }) => {
      pill.hidden = true;
      window.deskPanel.reveal(item);
      item.scrollIntoView({ block: "nearest" });
      section.querySelector(".note-shown")?.classList.remove("note-shown");
      item.classList.add("note-shown");
    };
    const aim = (chosen) => {
      quote.value = chosen?.words ?? "";
      occurrence.value = chosen?.occurrence ?? "";
      target.hidden = !chosen;
      target.querySelector(".note-quote").textContent = quote.value;
      mark();
    };
    const place = (dataset) => {
      const all = places(dataset.quote);
      return all[Math.min(dataset.occurrence, all.length) - 1];
    };
    const narrow = matchMedia("(max-width: 1099px)");
    const hasBar = () => text().isContentEditable && matchMedia("(pointer: fine)").matches;
    // On phones it stands above the bar, where neither fingers nor the phone's own menu are.
    const offer = (label, act, { left, top } = {}) => {
      pill.textContent = label;
      pill.onclick = act;
      pill.hidden = false;
      const isThere = top !== undefined && !narrow.matches;
      pill.style.left = isThere ? `${left + scrollX}px` : "";
      pill.style.top = isThere ? `${Math.max(0, top + scrollY - pill.offsetHeight - 6)}px` : "";
    };
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      if (!selection.rangeCount || !text()?.contains(selection.anchorNode)) return;
      // While somebody types there is only a caret, and the text is not searched.
      if (selection.isCollapsed) {
        selected = undefined;
        choose.hidden = true;
        const { anchorNode, anchorOffset } = selection;
        const note = marks.find(({ range }) => range.isPointInRange(anchorNode, anchorOffset));
        pill.hidden = true;
        if (note && isCovered()) offer(`ดูโน้ต: ${wordsOf(note)}`, () => open(note));
        return;
      }
      const range = selection.getRangeAt(0).cloneRange();
      const home = blocks().find(({ block }) => block.contains(range.startContainer));
      // Of a selection over several paragraphs the part in the first.
      if (home && !home.block.contains(range.endContainer)) range.setEndAfter(home.block.lastChild);
      const words = squeeze(range.toString()).trim().slice(0, MAX_QUOTE);
      selected = home && words ? { words, range } : undefined;
      choose.hidden = !selected;
      pill.hidden = true;
      if (selected && !hasBar()) offer("เขียนโน้ต", begin, range.getBoundingClientRect());
    });
    // A note on what is selected, else on the whole story.
    const begin = () => {
      if (selected) {
        const { words, range } = selected;
        const before = places(words).filter(
          (other) => other.compareBoundaryPoints(Range.END_TO_END, range) <= 0,
        );
        aim({ words, occurrence: Math.max(1, before.length) });
      }
      pill.hidden = true;
      window.deskPanel.reveal(form.elements.note);
      form.elements.note.focus();
    };
    choose.addEventListener("click", begin);
    document.addEventListener("note-wanted", begin);
    document.addEventListener("keydown", (event) => {
      const isCommand = (event.ctrlKey || event.metaKey) && event.altKey;
      if (!isCommand || event.code !== "KeyM" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      begin();
    });
    // The note whose passage is touched, at once, unless that would cover what is being written.
    document.addEventListener("click", (event) => {
      if (!text()?.contains(event.target) || !getSelection().isCollapsed) return;
      const { clientX: x, clientY: y } = event;
      const isHere = ({ left, right, top, bottom }) =>
        left <= x && x <= right && top <= y && y <= bottom;
      const note = marks.find(({ range }) => [...range.getClientRects()].some(isHere));
      if (note && !isCovered()) open(note);
    });
    section.querySelector("[data-note-whole]").addEventListener("click", () => aim());
    document.addEventListener("article-saved", () => {
      show("GET");
      aim();
    });

    const show = async (method, url = notesUrl, fields = {}) => {
      if (!url) return false;
      const options = { method, redirect: "error", headers: { "X-Notes-By": "script" } };
      if (method === "POST") {
        options.headers["X-CSRFToken"] = form.elements.csrfmiddlewaretoken.value;
        options.body = new URLSearchParams(fields);
      }
      const response = await fetch(url, options).catch(() => null);
      if (!response || (!response.ok && response.status !== 422)) return false;
      const list = section.querySelector("[data-notes]");
      list.outerHTML = await response.text();
      const count = section.closest("details")?.querySelector(".fold-count");
      if (count) {
        count.textContent = section.querySelector("[data-notes]").dataset.open;
        count.hidden = false;
      }
      mark();
      return response.ok;
    };
    section.addEventListener("click", async (event) => {
      const button = event.target.closest("button[formaction]");
      if (button) {
        event.preventDefault();
        const { note } = form.elements;
        const isNote = button.formAction.endsWith(notesUrl);
        const fields = isNote
          ? { note: note.value, note_quote: quote.value, note_occurrence: occurrence.value }
          : { [button.name || "resolve"]: "1" };
        if (isNote && !note.value.trim()) note.focus();
        else if (!(await show("POST", button.formAction, fields)))
          button.insertAdjacentText("afterend", " ส่งไม่ได้ ลองอีกครั้ง");
        else if (isNote) {
          note.value = "";
          note.dispatchEvent(new Event("input", { bubbles: true }));
          aim();
        }
        return;
      }
      const item = event.target.closest(".note-list li");
      const passage = item?.querySelector("button[data-quote]");
      if (!passage || (item.contains(getSelection().anchorNode) && !getSelection().isCollapsed))
        return;
      const range = place(passage.dataset);
      if (text().isContentEditable)
        passage.parentElement.querySelector(".note-lost").hidden = Boolean(range);
      if (!range) return;
      document.querySelector("[data-panel-toggle][aria-expanded=true]")?.click();
      if (text().isContentEditable) text().focus({ preventScroll: true });
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
    });

    // The passages of open notes, and of the one that is being written, in the text.
    const mark = () => {
      marks = [...section.querySelectorAll("[data-noted]")]
        .map((noted) => ({ item: noted.closest("li"), range: place(noted.dataset) }))
        .filter(({ range }) => range);
      const ranges = marks.map(({ range }) => range);
      const own = quote.value && place({ quote: quote.value, occurrence: occurrence.value });
      if (own) ranges.push(own);
      window.CSS?.highlights?.set("noted", new Highlight(...ranges));
    };
    let timer;
    document.addEventListener("draft-changed", () => {
      clearTimeout(timer);
      timer = setTimeout(mark, 1500);
    });
    document.addEventListener("prose-editor:ready", () => setTimeout(mark));
    mark();
  });
})();
