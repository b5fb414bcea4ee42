// Loads a script when it is first of use, so that a page weighs less: that of a field when the field
// gets the focus, that of listening to a story when the browser has a Thai voice.
(() => {
  const load = (element) => {
    const { script: url } = element.dataset;
    if (!url) return;
    delete element.dataset.script;
    document.head.append(Object.assign(document.createElement("script"), { src: url }));
  };

  document.addEventListener("focusin", ({ target }) => load(target));
  if (document.activeElement) load(document.activeElement);

  const listen = document.querySelector("[data-listen]");
  const { speechSynthesis } = window;
  if (!listen || !speechSynthesis) return;
  const find = () => {
    if (speechSynthesis.getVoices().some(({ lang }) => /^th([-_]|$)/i.test(lang))) load(listen);
  };
  // Voices come late.
  speechSynthesis.addEventListener?.("voiceschanged", find);
  find();
})();
