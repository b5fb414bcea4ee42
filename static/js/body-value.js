// The field behind the body editor gets its HTML when somebody reads it or the form is sent. The
// editor itself would write all of a story into it at every keystroke.
(() => {
  // As the editor does: of an empty text remains one block without content.
  const EMPTY = /^<(\w+)(\s[^>]*)?><\/\1>$/i;
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    let isBehind = false;
    const catchUp = () => {
      if (!isBehind) return;
      isBehind = false;
      const html = editor.getHTML();
      set.call(textarea, EMPTY.test(html) ? "" : html);
    };
    Object.defineProperty(textarea, "value", {
      configurable: true,
      get() {
        catchUp();
        return get.call(textarea);
      },
      set(html) {
        isBehind = false;
        set.call(textarea, html);
      },
    });
    editor.off("update", editor.options.onUpdate);
    editor.on("update", () => {
      isBehind = true;
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    });
    editor.on("destroy", catchUp);
    // A browser may show the form again with what its fields held.
    window.addEventListener("pagehide", catchUp);
    textarea.form?.addEventListener("formdata", ({ formData }) => {
      if (formData.has(textarea.name)) formData.set(textarea.name, textarea.value);
    });
  });
})();
