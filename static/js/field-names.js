// Names for what scripts put in the place of a field: a list to search in (select2), the text editor.
(() => {
  const labelOf = (field) => document.querySelector(`label[for="${field.id}"]`);
  const nameLists = () => {
    for (const field of document.querySelectorAll("select.admin-autocomplete")) {
      const label = labelOf(field);
      const box = field.nextElementSibling?.querySelector(".select2-selection");
      if (!label || !box) continue;
      label.id ||= `label-${field.id}`;
      const shown = box.querySelector(".select2-selection__rendered");
      for (const element of [box, shown])
        element?.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    // After the lists have been made, which Django's script does in the same way.
    window.django?.jQuery?.(nameLists);
  });
  document.addEventListener("formset:added", () => setTimeout(nameLists));
  document.addEventListener("prose-editor:ready", ({ detail }) => {
    const label = labelOf(detail.textarea);
    if (label) detail.editor.view.dom.setAttribute("aria-label", label.textContent.trim());
  });
})();
