// The editor names its buttons in English in its own code; here are ours.
(() => {
  const words = {
    bold: "ตัวหนา",
    italic: "ตัวเอน",
    underline: "ขีดเส้นใต้",
    strike: "ขีดฆ่า",
    subscript: "ตัวห้อย",
    superscript: "ตัวยก",
    paragraph: "ย่อหน้า",
    "heading 2": "หัวข้อย่อย",
    "heading 3": "หัวข้อรอง",
    "heading 4": "หัวข้อเล็ก",
    blockquote: "คำพูดอ้างอิง",
    "unordered list": "รายการจุด",
    "bullet list": "รายการจุด",
    "ordered list": "รายการเลข",
    "list properties": "แบบรายการ",
    "insert link": "ใส่ลิงก์",
    "remove link": "เอาลิงก์ออก",
    link: "ลิงก์",
    "horizontal rule": "เส้นคั่น",
    figure: "ภาพ",
    image: "ภาพ",
    "insert figure": "ใส่ภาพ",
    "add caption": "ใส่คำบรรยาย",
    "remove caption": "เอาคำบรรยายออก",
    question_mark: "แบบย่อหน้า",
    undo: "เลิกทำ",
    redo: "ทำซ้ำ",
    "edit html": "แก้ไข HTML",
    "toggle fullscreen": "เต็มจอ",
    fullscreen: "เต็มจอ",
    "insert table": "ใส่ตาราง",
    "table properties": "สมบัติของตาราง",
    "add column": "เพิ่มคอลัมน์",
    "delete column": "ลบคอลัมน์",
    "add row": "เพิ่มแถว",
    "delete row": "ลบแถว",
    "merge cells": "รวมช่อง",
    "split cell": "แยกช่อง",
    "toggle header cell": "ช่องหัวตาราง",
    "delete table": "ลบตาราง",
    code: "โค้ด",
    "code block": "บล็อกโค้ด",
    "edit figure": "แก้ไขภาพ",
    "edit image": "แก้ไขภาพ",
    "edit link": "แก้ไขลิงก์",
  };
  const thai = (text) => words[(text || "").trim().toLowerCase()];
  const relabel = (root) => {
    root.querySelectorAll("[title],[aria-label]").forEach((element) => {
      for (const name of ["title", "aria-label"]) {
        const word = thai(element.getAttribute(name));
        if (word) element.setAttribute(name, word);
      }
    });
    root.querySelectorAll(".prose-menubar *").forEach((element) => {
      const isIcon = element.matches(".material-icons, [class*='material']");
      const word = thai(element.textContent);
      if (word && element.children.length === 0 && !isIcon) element.textContent = word;
    });
  };
  document.addEventListener("prose-editor:ready", (event) => {
    const box = event.target.closest(".prose-editor") || document;
    relabel(box);
    new MutationObserver(() => relabel(box)).observe(box, {
      attributeFilter: ["title", "aria-label"],
      childList: true,
      subtree: true,
    });
  });
})();
