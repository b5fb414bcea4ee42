// Copies a text that the page shows once: a link, recovery codes. Without it one selects the text.
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copies]")) {
    button.parentElement.hidden = false;
    button.addEventListener("click", async () => {
      // One code a line.
      const source = document.getElementById(button.dataset.copies);
      const text = (source.value ?? source.textContent).trim().split(/\s+/).join("\n");
      const status = button.parentElement.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(text);
        status.textContent = "คัดลอกแล้ว";
      } catch {
        status.textContent = "คัดลอกไม่ได้ โปรดเลือกข้อความแล้วคัดลอกเอง";
      }
    });
  }
})();
