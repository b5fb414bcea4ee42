// The article form: counts grapheme clusters and shows what the publish button will do.
(() => {
  const graphemeCount = (text) => {
    if (!Intl.Segmenter) return [...text].length;
    return [...new Intl.Segmenter("th", { granularity: "grapheme" }).segment(text)].length;
  };
  const showLength = (input) => {
    const counter = document.createElement("p");
    counter.className = "help letter-count";
    const show = () => {
      const length = graphemeCount(input.value.trim());
      const limit = Number(input.dataset.count);
      const warning = length > limit ? ` (ยาวกว่าที่แนะนำ ${limit})` : "";
      counter.textContent = `${length} ตัวอักษร${warning}`;
      counter.classList.toggle("letter-count-over", length > limit);
    };
    (input.closest(".flex-container") || input).insertAdjacentElement("afterend", counter);
    input.addEventListener("input", show);
    show();
  };

  // The server parses the date, as it will when the article is saved, and returns the labels.
  const updatePublishLabel = (input, button, hint, url) => {
    let timer,
      requestCount = 0;
    const fetchLabel = async () => {
      const requestId = ++requestCount;
      try {
        const response = await fetch(`${url}?at=${encodeURIComponent(input.value)}`, {
          redirect: "error",
        });
        const labels = await response.json();
        if (requestId !== requestCount) return;
        hint.textContent = labels.error || labels.hint;
        // With a date that cannot be read the button promises nothing.
        button.textContent = labels.label || "เผยแพร่ (แก้วันที่ก่อน)";
        button.disabled = Boolean(labels.error);
      } catch {
        // Offline, the button keeps its last label; saving checks the date again.
      }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(fetchLabel, 300);
    });
    if (input.value) fetchLabel();
  };

  const setDisabled = (form, disabled) => {
    for (const button of form.querySelectorAll("[type=submit]")) button.disabled = disabled;
  };

  const submitOnce = (form) => {
    form.addEventListener("submit", (event) => {
      // After the browser has collected the form data, which includes the pressed button.
      setTimeout(() => event.defaultPrevented || setDisabled(form, true));
    });
    // Restored from the back/forward cache: the form may be submitted again.
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) setDisabled(form, false);
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-count]").forEach(showLength);
    const editor = document.getElementById("article-editor");
    if (!editor) return;
    submitOnce(editor.closest("form"));
    const date = document.getElementById("id_published_at");
    const button = document.querySelector("button[value=publish]");
    if (date && button)
      updatePublishLabel(
        date,
        button,
        document.getElementById("hint-publish"),
        editor.dataset.publishLabelUrl,
      );
  });
})();
