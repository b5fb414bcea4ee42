// Reads a story aloud; loaded where the browser has a Thai voice. Without one nothing is offered.
//
// The browser's own `pause` ends the speech on Android, and Chromium drops an utterance after some
// seconds: the text is spoken in short pieces, and a pause remembers which piece is next.
(() => {
  const button = document.querySelector("[data-listen]");
  const synthesis = window.speechSynthesis;
  if (!button || !synthesis) return;
  // In characters: about ten seconds.
  const MAX_PIECE = 160;
  const READ = "h2, h3, h4, p, li, blockquote";
  // What stands in the text but is not the text.
  const LEFT_OUT = "figure, table, .read-more, .document";
  const LABELS = { idle: "ฟังข่าว", speaking: "พักการฟัง", paused: "ฟังต่อ" };

  let pieces = [];
  let next = 0;
  let voice;
  let state = "idle";

  const find = () => {
    // `th-TH`, or `th_TH` on some phones. A voice on the device works without a network.
    const thai = synthesis.getVoices().filter(({ lang }) => /^th([-_]|$)/i.test(lang));
    voice = thai.find(({ localService }) => localService) || thai[0];
    button.hidden = !voice;
  };
  const show = (now) => {
    state = now;
    button.textContent = LABELS[now];
    for (const one of document.querySelectorAll(".being-read")) one.classList.remove("being-read");
    if (now === "speaking") pieces[next].element.classList.add("being-read");
  };
  // At blanks, which in Thai stand between clauses; a clause that is too long is cut hard.
  const cut = (text) => {
    const parts = [];
    let part = "";
    for (const clause of text.split(" ")) {
      if (part && part.length + clause.length >= MAX_PIECE) {
        parts.push(part);
        part = "";
      }
      part = part ? `${part} ${clause}` : clause;
      for (; part.length > MAX_PIECE * 2; part = part.slice(MAX_PIECE))
        parts.push(part.slice(0, MAX_PIECE));
    }
    return part ? [...parts, part] : parts;
  };
  const collect = () => {
    const body = [...document.querySelectorAll(".article-body :is(h2, h3, h4, p, li, blockquote)")];
    const elements = [
      ...document.querySelectorAll(".article-headline, .article-head .standfirst"),
      // The innermost: a list item's paragraph is not read twice.
      ...body.filter((one) => !one.querySelector(READ) && !one.closest(LEFT_OUT)),
    ];
    // U+2060 and U+200B are for the line breaker.
    pieces = elements.flatMap((element) =>
      cut(
        element.textContent
          .replace(/[\u2060\u200b]/g, "")
          .replace(/\s+/g, " ")
          .trim(),
      ).map((text) => ({ element, text })),
    );
  };
  const speak = () => {
    if (next >= pieces.length) {
      next = 0;
      show("idle");
      return;
    }
    const utterance = new SpeechSynthesisUtterance(pieces[next].text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    // Events of a piece that was cancelled come late.
    const piece = next;
    const isCurrent = () => state === "speaking" && piece === next;
    utterance.addEventListener("end", () => {
      if (!isCurrent()) return;
      next += 1;
      speak();
    });
    utterance.addEventListener("error", () => isCurrent() && show("paused"));
    show("speaking");
    synthesis.speak(utterance);
  };

  button.addEventListener("click", () => {
    if (state === "speaking") {
      show("paused");
      synthesis.cancel();
      return;
    }
    if (state === "idle") collect();
    synthesis.cancel();
    speak();
  });
  window.addEventListener("pagehide", () => {
    if (state === "speaking") show("paused");
    synthesis.cancel();
  });
  synthesis.addEventListener?.("voiceschanged", find);
  find();
})();
