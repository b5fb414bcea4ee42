// Fact boxes, and pull quotes with who said them.
import { Node } from "django-prose-editor/editor";
import { field } from "newsroom/editor/blocks";

// The block of a type around the selection: [node, position], or [].
const around = ({ selection: { $from, node } }, type) => {
  if (node?.type.name === type) return [node, $from.pos];
  for (let depth = $from.depth; depth; depth -= 1)
    if ($from.node(depth).type.name === type) return [$from.node(depth), $from.before(depth)];
  return [];
};

// Puts a block behind the one with the cursor, or takes the frame away from what it holds.
const toggle =
  (type, make) =>
  ({ state, tr, chain }) => {
    const [node, at] = around(state, type);
    if (node) {
      const { paragraph } = state.schema.nodes;
      const held = [];
      node.forEach((child) => {
        const isTitle = child.type.name === "factBoxTitle";
        if (!isTitle) held.push(child);
        else if (child.content.size) held.push(paragraph.create(null, child.content));
      });
      tr.replaceWith(at, at + node.nodeSize, held);
      return true;
    }
    const { $from, empty } = state.selection;
    const isLine = $from.depth === 1 && !$from.parent.textContent.trim() && empty;
    const behind = $from.depth ? $from.after(1) : state.selection.to;
    const target = isLine ? { from: $from.before(1), to: behind } : behind;
    const start = isLine ? target.from : behind;
    // The cursor goes to the first line of it.
    return chain()
      .insertContentAt(target, make(state))
      .setTextSelection(start + 2)
      .run();
  };

const button = (name, icon, label, command) =>
  function addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name,
      groups: "nodes",
      button: buttons.material(icon, label),
      active: (editor) => editor.isActive(name),
      command: (editor) => editor.chain().focus()[command]().run(),
    });
  };

export const FactBox = Node.create({
  name: "factBox",
  group: "block",
  content: "factBoxTitle? (paragraph | bulletList | orderedList)+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: () => ["aside", 0],
  addCommands: () => ({
    toggleFactBox: () =>
      toggle("factBox", () => ({
        type: "factBox",
        content: [{ type: "factBoxTitle" }, { type: "paragraph" }],
      })),
  }),
  addMenuItems: button("factBox", "fact_check", "กล่องข้อมูล", "toggleFactBox"),
});

export const FactBoxTitle = Node.create({
  name: "factBoxTitle",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "aside > h3", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["h3", HTMLAttributes, 0],
  addKeyboardShortcuts: () => ({
    // From the title to the empty line that waits under it.
    Enter({ editor }) {
      const { $from, empty } = editor.state.selection;
      const isAtEnd = empty && $from.parentOffset === $from.parent.content.size;
      if ($from.parent.type.name !== "factBoxTitle" || !isAtEnd) return false;
      const next = $from.node(-1).maybeChild(1);
      if (!next?.isTextblock || next.content.size) return false;
      return editor.commands.setTextSelection($from.after() + 1);
    },
  }),
});

const attribute = (name, value) => ({
  [name]: {
    default: value,
    parseHTML: (element) => element.getAttribute(`data-${name}`) ?? value,
    renderHTML: (attrs) => (attrs[name] === null ? {} : { [`data-${name}`]: attrs[name] }),
  },
});

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+",
  defining: true,
  addAttributes: () => ({ ...attribute("speaker", ""), ...attribute("position", null) }),
  parseHTML: () => [{ tag: "blockquote[data-speaker]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
  addCommands: () => ({
    // Words that are selected are quoted once more.
    togglePullQuote: () =>
      toggle("pullQuote", ({ doc, selection: { from, to } }) => {
        const text = doc.textBetween(from, to, " ").trim();
        const content = text ? [{ type: "text", text }] : [];
        return { type: "pullQuote", content: [{ type: "paragraph", content }] };
      }),
  }),
  addMenuItems: button("pullQuote", "record_voice_over", "คำพูดเด่น", "togglePullQuote"),
  addNodeView:
    () =>
    ({ node: first, editor, getPos }) => {
      let node = first;
      const dom = document.createElement("figure");
      const contentDOM = document.createElement("blockquote");
      const lines = document.createElement("div");
      dom.className = "pull-quote";
      lines.className = "photo-lines";
      lines.contentEditable = "false";
      const inputs = [
        ["speaker", "ผู้พูด", "ชื่อ เช่น นายสมชาย ใจดี"],
        ["position", "ตำแหน่ง", "เช่น ประธานกลุ่มประมงพื้นบ้าน"],
      ].map(([name, label, example]) => {
        const [box, input] = field(label, "");
        input.placeholder = example;
        input.addEventListener("input", () => {
          const attrs = { ...node.attrs, [name]: input.value || (name === "speaker" ? "" : null) };
          editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), null, attrs));
        });
        input.addEventListener("keydown", (event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          editor.commands.focus(getPos() + node.nodeSize);
        });
        lines.append(box);
        return [name, input];
      });
      const show = () => {
        for (const [name, input] of inputs)
          if (document.activeElement !== input) input.value = node.attrs[name] ?? "";
      };
      show();
      dom.append(contentDOM, lines);
      return {
        dom,
        contentDOM,
        update(updated) {
          if (updated.type !== node.type) return false;
          node = updated;
          show();
          return true;
        },
        stopEvent: (event) => lines.contains(event.target),
        ignoreMutation: (mutation) =>
          mutation.type !== "selection" && !contentDOM.contains(mutation.target),
      };
    },
});
