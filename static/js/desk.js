// The desk: counts letters as a reader would, and suggests tags that exist.
(() => {
  const letters = (text) => {
    if (!Intl.Segmenter) return [...text].length;
    return [...new Intl.Segmenter("th", { granularity: "grapheme" }).segment(text)].length;
  };
  const count = (input) => {
    const words = document.createElement("p");
    words.className = "help letter-count";
    const show = () => {
      const number = letters(input.value.trim());
      const most = Number(input.dataset.count);
      words.textContent = `${number} ตัวอักษร` + (number > most ? ` (ยาวกว่าที่แนะนำ ${most})` : "");
      words.classList.toggle("letter-count-over", number > most);
    };
    (input.closest(".flex-container") || input).insertAdjacentElement("afterend", words);
    input.addEventListener("input", show);
    show();
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-count]").forEach(count);
  });
})();
