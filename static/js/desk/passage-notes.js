// Notes about a passage: its words and which of their occurrences is meant; the text is not touched.
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
          const place = (index, isEnd) => {
            const last = nodes.findLast(({ at }) => (isEnd ? at < index : at <= index));
            return [last.node, index - last.at];
          };
          range.setStart(...place(match.index, false));
          range.setEnd(...place(match.index + match[0].length, true));
          found.push(range);
        }
      }
      return found;
    };

    let selected;
    const aim = (chosen) => {
      quote.value = chosen?.words ?? "";
      occurrence.value = chosen?.occurrence ?? "";
      target.hidden = !chosen;
      target.querySelector(".note-quote").textContent = quote.value;
    };
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      if (!selection.rangeCount || !text()?.contains(selection.anchorNode)) return;
      // While somebody types there is only a caret, and the text is not searched.
      if (selection.isCollapsed) {
        selected = undefined;
        choose.hidden = true;
        return;
      }
      const range = selection.getRangeAt(0).cloneRange();
      const home = blocks().find(({ block }) => block.contains(range.startContainer));
      // Of a selection over several paragraphs the part in the first.
      if (home && !home.block.contains(range.endContainer)) range.setEndAfter(home.block.lastChild);
      const words = squeeze(range.toString()).trim().slice(0, MAX_QUOTE);
      selected = home && words ? { words, range } : undefined;
      choose.hidden = !selected;
    });
    choose.addEventListener("click", () => {
      const { words, range } = selected;
      const before = places(words).filter(
        (place) => place.compareBoundaryPoints(Range.END_TO_END, range) <= 0,
      );
      aim({ words, occurrence: Math.max(1, before.length) });
      form.elements.note.focus();
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
      const passage = event.target.closest("button[data-quote]");
      if (!passage) return;
      const all = places(passage.dataset.quote);
      const range = all[Math.min(passage.dataset.occurrence, all.length) - 1];
      if (text().isContentEditable)
        passage.parentElement.querySelector(".note-lost").hidden = Boolean(range);
      if (!range) return;
      document.querySelector("[data-panel-toggle][aria-expanded=true]")?.click();
      if (text().isContentEditable) text().focus({ preventScroll: true });
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      range.startContainer.parentElement.scrollIntoView({ block: "center" });
    });

    // The passages of open notes, in the text.
    const mark = () => {
      if (!window.CSS?.highlights) return;
      const ranges = [];
      for (const { dataset } of section.querySelectorAll("[data-noted]")) {
        const all = places(dataset.quote);
        if (all.length) ranges.push(all[Math.min(dataset.occurrence, all.length) - 1]);
      }
      CSS.highlights.set("noted", new Highlight(...ranges));
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
