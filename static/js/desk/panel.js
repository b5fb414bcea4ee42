// The side panel of the writing screen: its tabs, its folds, and on narrow screens a bottom sheet.
(() => {
  const REMEMBERED = "desk-folds";

  const rememberFolds = (panel) => {
    let closed = {};
    try {
      closed = JSON.parse(localStorage.getItem(REMEMBERED)) || {};
    } catch {
      // Without storage every fold begins as the server sent it.
    }
    for (const fold of panel.querySelectorAll("details[data-fold]")) {
      const hasError = fold.querySelector(".errorlist, .errors");
      if (fold.dataset.fold in closed && !hasError) fold.open = !closed[fold.dataset.fold];
      if (hasError) fold.open = true;
      fold.addEventListener("toggle", () => {
        closed[fold.dataset.fold] = !fold.open;
        try {
          localStorage.setItem(REMEMBERED, JSON.stringify(closed));
        } catch {
          // See above.
        }
      });
    }
  };

  const tabs = (panel) => {
    const list = panel.querySelector("[role=tablist]");
    if (!list) return;
    const buttons = [...list.querySelectorAll("[role=tab]")];
    const choose = (chosen) => {
      for (const button of buttons) {
        const isChosen = button === chosen;
        const target = document.getElementById(button.getAttribute("aria-controls"));
        button.setAttribute("aria-selected", String(isChosen));
        button.tabIndex = isChosen ? 0 : -1;
        target.hidden = !isChosen;
        target.setAttribute("role", "tabpanel");
        target.setAttribute("aria-labelledby", button.id);
      }
    };
    list.hidden = false;
    choose(buttons[0]);
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[role=tab]");
      if (button) choose(button);
    });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next =
        buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
      choose(next);
      next.focus();
    });
  };

  const bottomSheet = (panel) => {
    const toggle = document.querySelector("[data-panel-toggle]");
    const narrow = window.matchMedia("(max-width: 1099px)");
    if (!toggle) return;
    const set = (isOpen) => {
      panel.classList.toggle("desk-panel-open", isOpen);
      toggle.setAttribute("aria-expanded", String(isOpen));
    };
    const fit = () => {
      toggle.hidden = !narrow.matches;
      if (!narrow.matches) set(false);
    };
    document.body.classList.add("desk-live");
    narrow.addEventListener("change", fit);
    fit();
    toggle.addEventListener("click", () => {
      set(!panel.classList.contains("desk-panel-open"));
      if (panel.classList.contains("desk-panel-open")) panel.querySelector("summary")?.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.classList.contains("desk-panel-open")) return;
      if (document.querySelector("dialog[open]")) return;
      set(false);
      toggle.focus();
    });
    // A touch beside the sheet closes it.
    document.addEventListener("pointerdown", (event) => {
      const isInside = event.target.closest(
        ".desk-panel, [data-panel-toggle], dialog, .select2-container",
      );
      if (!isInside) set(false);
    });
    // A link to something in the panel, or an error there, opens it.
    window.deskPanel = {
      reveal(element) {
        if (!panel.contains(element)) return;
        document.body.classList.remove("focus-mode");
        const copydesk = document.getElementById("copydesk");
        if (!copydesk?.contains(element)) document.getElementById("tab-story")?.click();
        const fold = element.closest("details");
        if (fold) fold.open = true;
        if (narrow.matches) set(true);
      },
    };
    document.addEventListener("click", (event) => {
      const link = event.target.closest(".checks a[href^='#']");
      const target = link && document.getElementById(link.hash.slice(1));
      if (!target) return;
      event.preventDefault();
      window.deskPanel.reveal(target);
      target.scrollIntoView({ block: "center" });
      (target.matches("input, select, textarea")
        ? target
        : target.querySelector("input, select, textarea, button")
      )?.focus();
    });
  };

  const focusMode = () => {
    const set = (on) => document.body.classList.toggle("focus-mode", on);
    document.querySelector("[data-focus-mode]")?.addEventListener("click", (event) => {
      event.target.closest("details").open = false;
      set(!document.body.classList.contains("focus-mode"));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) set(false);
      const isCommand = event.shiftKey && (event.ctrlKey || event.metaKey);
      if (isCommand && window.newsroomKey(event) === "f") {
        event.preventDefault();
        set(!document.body.classList.contains("focus-mode"));
      }
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.getElementById("desk-panel");
    if (!panel) return;
    rememberFolds(panel);
    tabs(panel);
    bottomSheet(panel);
    focusMode();
    // A menu closes when something else is touched.
    document.addEventListener("pointerdown", (event) => {
      const menu = document.querySelector(".desk-bar .editor-more[open]");
      if (menu && !menu.contains(event.target)) menu.open = false;
    });
  });
})();
