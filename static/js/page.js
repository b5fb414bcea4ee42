// What every page does where scripts run. Loaded in the head without `defer`, behind the style sheet:
// the reader's colours take effect before the first paint.

// The reader's choice of colours and size of text, kept in this browser only.
(() => {
  const CONDITIONS = {
    dark: "(prefers-color-scheme: dark)",
    light: "(prefers-color-scheme: light)",
  };
  const CHOICES = { theme: ["light", "dark"], text: ["large", "larger"] };

  // Private windows may refuse storage; then a choice holds for the page.
  const read = (name) => {
    try {
      const value = localStorage.getItem(`display-${name}`);
      return CHOICES[name].includes(value) ? value : "";
    } catch {
      return "";
    }
  };
  const write = (name, value) => {
    try {
      localStorage.setItem(`display-${name}`, value);
    } catch {}
  };

  // Style rules, `<source>` and `<meta>` elements for one colour scheme → that scheme.
  const schemes = new Map();
  const remember = (one, condition) => {
    const scheme = Object.keys(CONDITIONS).find((name) => CONDITIONS[name] === condition);
    if (scheme && !schemes.has(one)) schemes.set(one, scheme);
  };
  const findAll = () => {
    for (const sheet of document.styleSheets)
      for (const rule of sheet.cssRules) remember(rule, rule.media?.mediaText);
    for (const one of document.querySelectorAll("source[media], meta[media]"))
      remember(one, one.media);
  };
  const show = ({ theme, text }) => {
    const { classList } = document.documentElement;
    for (const name of CHOICES.theme) classList.toggle(`theme-${name}`, name === theme);
    for (const name of CHOICES.text) classList.toggle(`text-${name}`, name === text);
    findAll();
    for (const [one, scheme] of schemes) {
      // Paper is always light.
      const chosen = scheme === theme ? "screen" : "not all";
      const condition = theme ? chosen : CONDITIONS[scheme];
      if (one instanceof CSSRule) one.media.mediaText = condition;
      else one.media = condition;
    }
  };
  const showStored = () => {
    const choice = { theme: read("theme"), text: read("text") };
    if (choice.theme || choice.text || schemes.size) show(choice);
    return choice;
  };
  showStored();

  document.addEventListener("DOMContentLoaded", () => {
    const choice = showStored();
    const form = document.querySelector(".display-form");
    if (!form) return;
    const { theme, text } = form.elements;
    theme.value = choice.theme;
    text.value = choice.text;
    form.addEventListener("change", () => {
      write("theme", theme.value);
      write("text", text.value);
      show({ theme: theme.value, text: text.value });
    });
    form.hidden = false;
  });
  // Another tab, or a page that comes back from the history.
  window.addEventListener("storage", showStored);
  window.addEventListener("pageshow", ({ persisted }) => persisted && showStored());
})();

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
  document.addEventListener("DOMContentLoaded", () => {
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
  });
})();
