// Documents for readers to download: chosen from the computer, kept by the site.
import { Node } from "django-prose-editor/editor";
import { convert, showNotes } from "newsroom/editor/conversion";
import { insert } from "newsroom/editor/blocks";

const ENDINGS = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv";

const MAX_BYTES = 25_000_000;

const send = async (url, file) => {
  if (file.size > MAX_BYTES) return { message: "ใหญ่เกิน 25 เมกะไบต์" };
  const body = new FormData();
  body.append("file", file);
  return convert(url, body);
};

export const Attachment = Node.create({
  name: "attachment",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ sendUrl: "" }),
  addAttributes: () =>
    Object.fromEntries(
      ["document", "name", "note"].map((name) => [
        name,
        {
          default: "",
          parseHTML: (element) => element.getAttribute(`data-${name}`) || "",
          renderHTML: (attrs) => ({ [`data-${name}`]: attrs[name] }),
        },
      ]),
    ),
  parseHTML: () => [{ tag: "figure[data-document]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addCommands() {
    const { sendUrl } = this.options;
    return {
      addAttachment:
        () =>
        ({ editor, dispatch }) => {
          if (!dispatch) return true;
          const { from } = editor.state.selection;
          const input = document.createElement("input");
          input.type = "file";
          input.accept = ENDINGS;
          input.multiple = true;
          input.addEventListener("change", async () => {
            const files = [...input.files];
            const blocks = [];
            const refused = [];
            for (const file of files) {
              showNotes(editor, [`กำลังส่ง ${file.name}…`]);
              const { id, title, note, message } = await send(sendUrl, file);
              if (id) {
                const attrs = { document: String(id), name: title, note };
                blocks.push({ type: "attachment", attrs });
              } else refused.push(`${file.name}: ${message || "ส่งไฟล์ไม่ได้ ตรวจเน็ตแล้วลองใหม่"}`);
            }
            showNotes(editor, refused);
            // With a line to write on behind them.
            if (blocks.length) insert(editor, [...blocks, { type: "paragraph" }], from);
          });
          input.click();
          return true;
        },
    };
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "attachment",
      groups: "nodes",
      button: buttons.material("attach_file", "เอกสารให้ดาวน์โหลด"),
      active: (editor) => editor.isActive("attachment"),
      command: (editor) => editor.commands.addAttachment(),
    });
  },
});
