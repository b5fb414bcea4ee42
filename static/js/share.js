// The phone's own share sheet, copying the address, and the date on a printed story. Links to share
// pages work without it.
(() => {
  const nav = document.querySelector(".share");
  if (!nav) return;
  const { url, title } = nav.dataset;
  const done = nav.querySelector(".share-done");
  const offer = (kind, share) => {
    const button = nav.querySelector(`[data-share="${kind}"]`);
    button.parentElement.hidden = false;
    button.addEventListener("click", share);
  };

  if (navigator.clipboard)
    offer("copy", async () => {
      try {
        await navigator.clipboard.writeText(url);
        done.textContent = "คัดลอกลิงก์แล้ว";
      } catch {
        done.textContent = url;
      }
    });
  if (navigator.share)
    offer("sheet", () => {
      // Rejected when the reader closes the sheet.
      navigator.share({ title, url }).catch(() => {});
    });

  window.addEventListener("beforeprint", () => {
    const day = new Intl.DateTimeFormat("th-TH-u-ca-buddhist", { dateStyle: "long" }).format();
    document.querySelector("[data-printed]").textContent = `พิมพ์เมื่อ ${day}`;
  });
})();
