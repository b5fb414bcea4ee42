// Menus at the text: a bar over what is selected, and "/" in an empty line for what can be put there.
import { BubbleMenu, Extension, Plugin } from "django-prose-editor/editor";

const button = (label, title, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "prose-menubar__button";
  made.textContent = label;
  made.title = title;
  made.setAttribute("aria-label", title);
  // The selection must not be lost before the command has it.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", act);
  return made;
};

export const SelectionBar = Extension.create({
  name: "selectionBar",
  addExtensions() {
    let editor = null;
    const bar = document.createElement("div");
    const run = (change) => () => change(editor.chain().focus()).run();
    bar.className = "prose-menubar prose-menubar--floating selection-bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "จัดรูปแบบข้อความที่เลือก");
    const marks = [
      [
        "bold",
        button(
          "หนา",
          "ตัวหนา",
          run((chain) => chain.toggleBold()),
        ),
      ],
      [
        "italic",
        button(
          "เอน",
          "ตัวเอน",
          run((chain) => chain.toggleItalic()),
        ),
      ],
      ["link", button("ลิงก์", "ใส่ลิงก์", () => editor.commands.addLink())],
      [
        "heading",
        button(
          "หัวข้อ",
          "หัวข้อย่อย",
          run((chain) => chain.toggleHeading({ level: 2 })),
        ),
      ],
      [
        "blockquote",
        button(
          "คำพูด",
          "คำพูดอ้างอิง",
          run((chain) => chain.toggleBlockquote()),
        ),
      ],
    ];
    bar.append(...marks.map(([, made]) => made));
    // passage-notes.js; not every text has notes.
    if (document.querySelector(".notes"))
      bar.append(
        button("โน้ต", "เขียนโน้ตที่ข้อความนี้", () => document.dispatchEvent(new Event("note-wanted"))),
      );
    return [
      BubbleMenu.configure({
        element: bar,
        pluginKey: "selectionBar",
        shouldShow(given) {
          editor = given.editor;
          const { selection } = given.state;
          // A finger has the phone's own bar over the selection.
          if (selection.empty || selection.node || !matchMedia("(pointer: fine)").matches)
            return false;
          for (const [name, made] of marks) made.classList.toggle("active", editor.isActive(name));
          return editor.isEditable && editor.view.hasFocus();
        },
      }),
    ];
  },
});

const BLOCKS = [
  ["ภาพหรือชุดภาพ", (chain) => chain, (editor) => editor.commands.editImage()],
  ["หัวข้อย่อย", (chain) => chain.setHeading({ level: 2 })],
  ["รายการจุด", (chain) => chain.toggleBulletList()],
  ["รายการเลข", (chain) => chain.toggleOrderedList()],
  ["คำพูดอ้างอิง", (chain) => chain.toggleBlockquote()],
  ["คำพูดเด่น", (chain) => chain.togglePullQuote()],
  ["กล่องข้อมูล", (chain) => chain.toggleFactBox()],
  ["อ่านเพิ่ม", (chain) => chain, (editor) => editor.commands.addReadMore()],
  ["เอกสารให้ดาวน์โหลด", (chain) => chain, (editor) => editor.commands.addAttachment()],
  ["ตาราง", (chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true })],
  ["เส้นคั่น", (chain) => chain.setHorizontalRule()],
];

export const SlashMenu = Extension.create({
  name: "slashMenu",
  // Before the keymaps that give Enter and the arrows their meaning in the text.
  priority: 1000,
  addProseMirrorPlugins() {
    const { editor } = this;
    let list = null;
    let active = 0;
    const close = () => {
      list?.remove();
      list = null;
      editor.view.dom.removeAttribute("aria-activedescendant");
    };
    const mark = () => {
      for (const [index, item] of [...list.children].entries())
        item.setAttribute("aria-selected", String(index === active));
      editor.view.dom.setAttribute("aria-activedescendant", `slash-${active}`);
    };
    const choose = (index) => {
      const [, change, after] = BLOCKS[index];
      const { from } = editor.state.selection;
      close();
      change(
        editor
          .chain()
          .focus()
          .deleteRange({ from: from - 1, to: from }),
      ).run();
      after?.(editor);
    };
    const open = (view) => {
      const spot = view.coordsAtPos(view.state.selection.from);
      list = document.createElement("ul");
      list.className = "slash-menu";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", "ใส่ในบรรทัดนี้");
      active = 0;
      BLOCKS.forEach(([label], index) => {
        const item = document.createElement("li");
        item.id = `slash-${index}`;
        item.setAttribute("role", "option");
        item.textContent = label;
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(index);
        });
        list.append(item);
      });
      document.body.append(list);
      const above = spot.bottom + list.offsetHeight > innerHeight;
      list.style.left = `${Math.min(spot.left, innerWidth - list.offsetWidth - 8) + scrollX}px`;
      list.style.top = `${(above ? spot.top - list.offsetHeight : spot.bottom + 4) + scrollY}px`;
      mark();
    };
    // Open while the line holds the slash alone.
    const isSlash = ({ selection }) =>
      selection.empty &&
      selection.$from.parent.type.name === "paragraph" &&
      selection.$from.parent.textContent === "/" &&
      selection.$from.parentOffset === 1;
    return [
      new Plugin({
        view: () => ({
          update(view, before) {
            const is = isSlash(view.state);
            if (is && !list && !isSlash(before) && !view.state.doc.eq(before.doc)) open(view);
            else if (!is && list) close();
          },
          destroy: close,
        }),
        props: {
          handleKeyDown(_view, event) {
            if (!list) return false;
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step) {
              active = (active + step + BLOCKS.length) % BLOCKS.length;
              mark();
            } else if (event.key === "Enter") choose(active);
            else if (event.key === "Escape") close();
            else return false;
            event.preventDefault();
            event.stopPropagation();
            return true;
          },
          handleDOMEvents: {
            blur() {
              close();
              return false;
            },
          },
        },
      }),
    ];
  },
});
