// How long the story is, at the foot of the sheet; counted when the writer pauses.
(() => {
  const WORDS_PER_MINUTE = 200;
  const PAUSE_MS = 700;
  const words = Intl.Segmenter ? new Intl.Segmenter("th", { granularity: "word" }) : null;
  const count = (text) => {
    if (!words) return 0;
    let number = 0;
    for (const { isWordLike } of words.segment(text)) if (isWordLike) number += 1;
    return number;
  };
  document.addEventListener("prose-editor:ready", ({ detail }) => {
    const foot = document.getElementById("sheet-foot");
    if (!foot || detail.textarea.name !== "body" || !words) return;
    const { editor } = detail;
    const show = () => {
      const number = count(
        editor.state.doc.textBetween(0, editor.state.doc.content.size, "\n", " "),
      );
      const minutes = Math.max(1, Math.round(number / WORDS_PER_MINUTE));
      foot.textContent = `${number.toLocaleString("th")} คำ · อ่าน ${minutes} นาที`;
    };
    let timer;
    editor.on("update", () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE_MS);
    });
    show();
  });
})();
