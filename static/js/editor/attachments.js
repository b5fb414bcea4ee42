// Documents for readers to download: from the computer or from those that the site has.
import { Node } from "django-prose-editor/editor";
import { insert, laterPart } from "newsroom/editor/blocks";

const withDialog = laterPart(() => import("newsroom/editor/attachment-dialog"));

export const Attachment = Node.create({
  name: "attachment",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ libraryUrl: "", sendUrl: "" }),
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
    const urls = this.options;
    return {
      addAttachment:
        () =>
        ({ editor, dispatch }) => {
          if (!dispatch) return true;
          const { from } = editor.state.selection;
          withDialog(editor, async ({ chooseDocuments }) => {
            const documents = await chooseDocuments(urls);
            const blocks = documents.map(({ id, title, note }) => ({
              type: "attachment",
              attrs: { document: String(id), name: title, note },
            }));
            // With a line to write on behind them.
            if (blocks.length) insert(editor, [...blocks, { type: "paragraph" }], from);
            else editor.commands.focus();
          });
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
