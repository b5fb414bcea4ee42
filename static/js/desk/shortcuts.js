// The list of shortcuts, under "?" and in the bar's menu.
(() => {
  const SHORTCUTS = [
    ["Ctrl หรือ ⌘ + S", "บันทึก"],
    ["Ctrl หรือ ⌘ + K", "ใส่ลิงก์ ค้นหาข่าวของเรา"],
    ["Ctrl หรือ ⌘ + F", "ค้นหาและแทนที่ในเนื้อข่าว"],
    ["Ctrl หรือ ⌘ + B, I, U", "ตัวหนา ตัวเอน ขีดเส้นใต้"],
    ["Ctrl หรือ ⌘ + Shift + F", "โหมดเขียนอย่างเดียว (Esc ออก)"],
    ["Ctrl หรือ ⌘ + Alt + M", "เขียนโน้ตที่ข้อความที่เลือก"],
    ["Ctrl หรือ ⌘ + Z, Shift + Z", "เลิกทำ ทำซ้ำ"],
    ["?", "รายการปุ่มลัดนี้"],
  ];
  const open = () => {
    const dialog = document.createElement("dialog");
    const title = document.createElement("h2");
    const list = document.createElement("dl");
    const close = document.createElement("button");
    dialog.className = "shortcuts-dialog";
    dialog.setAttribute("aria-label", "ปุ่มลัด");
    title.textContent = "ปุ่มลัด";
    for (const [keys, meaning] of SHORTCUTS) {
      const term = document.createElement("dt");
      const text = document.createElement("dd");
      term.textContent = keys;
      text.textContent = meaning;
      list.append(term, text);
    }
    close.type = "button";
    close.className = "button";
    close.textContent = "ปิด";
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(title, list, close);
    document.body.append(dialog);
    dialog.showModal();
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-shortcuts]")?.addEventListener("click", (event) => {
      event.target.closest("details").open = false;
      open();
    });
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest("input, textarea, select, [contenteditable=true]");
      if (event.key === "?" && !isTyping && !document.querySelector("dialog[open]")) open();
    });
  });
})();
