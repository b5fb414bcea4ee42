// The desk: counts letters as a reader would, and says what the publish button will do.
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

  // The server reads the date, as it will when the story is saved, and answers in words.
  const sayWhen = (input, button, hint, address) => {
    let timer, asked = 0;
    const ask = async () => {
      const mine = ++asked;
      try {
        const answer = await fetch(`${address}?at=${encodeURIComponent(input.value)}`, { redirect: "error" });
        const words = await answer.json();
        if (mine !== asked) return;
        hint.textContent = words.error || words.hint;
        if (words.label) button.textContent = words.label;
      } catch {
        // Without a line the button keeps its last words; saving checks the date again.
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 300);
    });
    if (input.value) ask();
  };

  const submitOnce = (form) => {
    form.addEventListener("submit", () => {
      // After the browser has gathered the form, so that the pressed button is sent along.
      setTimeout(() => form.querySelectorAll("[type=submit]").forEach((button) => (button.disabled = true)));
    });
    // Back in history: the page is as it was left, and may be sent again.
    window.addEventListener("pageshow", () => {
      form.querySelectorAll("[type=submit]").forEach((button) => (button.disabled = false));
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-count]").forEach(count);
    const desk = document.getElementById("desk");
    if (!desk) return;
    submitOnce(desk.closest("form"));
    const date = document.getElementById("id_published_at");
    const button = document.querySelector("button[value=publish]");
    if (date && button) sayWhen(date, button, document.getElementById("hint-publish"), desk.dataset.when);
  });
})();
