// Videos of other sites, by their address.
import { Node, Plugin, updateAttrsDialog } from "django-prose-editor/editor";
import { insert } from "newsroom/editor/blocks";

const NO_VIDEO = "ไม่ใช่ที่อยู่ของวิดีโอที่ใส่ได้ เปิดวิดีโอแล้วคัดลอกที่อยู่เต็มจากแถบที่อยู่";
// What is wrong with an address, where it can be said better than "no video".
const problemOf = (address) => {
  if (/^(https?:\/\/)?([\w-]+\.)?facebook\.com\/share\//.test(address))
    return "ลิงก์แชร์นี้ไม่ใช่ของวิดีโอ เปิดลิงก์ในเบราว์เซอร์ก่อน แล้วคัดลอกที่อยู่เต็มของวิดีโอ (มีคำว่า videos, watch หรือ reel)";
  if (/^(https?:\/\/)?(www\.)?fb\.watch\//.test(address))
    return "ลิงก์ fb.watch นี้ไม่ครบ กดแชร์ที่วิดีโอแล้วคัดลอกลิงก์ใหม่ทั้งเส้น";
  return NO_VIDEO;
};

export const Video = Node.create({
  name: "video",
  group: "block",
  content: "caption?",
  draggable: true,
  isolating: true,
  addOptions: () => ({ patterns: [] }),
  addAttributes: () => ({
    address: {
      default: "",
      parseHTML: (element) => element.getAttribute("data-embed"),
      renderHTML: ({ address }) => ({ "data-embed": address }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-embed]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
  addStorage() {
    const patterns = this.options.patterns.map((pattern) => new RegExp(pattern));
    return {
      isVideo(typed) {
        const address = typed.includes("://") ? typed : `https://${typed}`;
        return !/\s/.test(address) && patterns.some((pattern) => pattern.test(address));
      },
    };
  },
  addMenuItems({ buttons, menu }) {
    const { isVideo } = this.storage;
    const ask = async (editor, values, problem = "") => {
      const answer = await updateAttrsDialog(
        {
          address: {
            type: "string",
            title: "ที่อยู่ของวิดีโอจาก YouTube หรือ Facebook",
            required: true,
            description: problem,
          },
          ...(values.isNew ? { title: { type: "string", title: "ชื่อหรือคำบรรยายวิดีโอ" } } : {}),
        },
        { title: "วิดีโอ", submitText: values.isNew ? "ใส่วิดีโอ" : "เปลี่ยนวิดีโอ" },
      )(editor, values);
      if (!answer) return;
      const address = answer.address.trim();
      if (!isVideo(address)) {
        ask(editor, { ...values, ...answer }, problemOf(address));
        return;
      }
      if (!values.isNew) {
        editor.chain().focus().updateAttributes("video", { address }).run();
        return;
      }
      const title = (answer.title || "").trim();
      insert(editor, {
        type: "video",
        attrs: { address },
        content: [{ type: "caption", content: title ? [{ type: "text", text: title }] : [] }],
      });
    };
    menu.defineItem({
      name: "video",
      groups: "nodes",
      button: buttons.material("ondemand_video", "วิดีโอ"),
      active: (editor) => editor.isActive("video"),
      command(editor) {
        const here = editor.isActive("video") ? editor.getAttributes("video").address : "";
        ask(editor, { address: here, isNew: !here });
      },
    });
  },
  // An address pasted on a line of its own becomes the video.
  addProseMirrorPlugins() {
    const { editor, storage } = this;
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            const text = (event.clipboardData?.getData("text/plain") || "").trim();
            const { $from, empty } = view.state.selection;
            const alone = empty && $from.depth === 1 && $from.parent.content.size === 0;
            if (!alone || !storage.isVideo(text)) return false;
            insert(editor, {
              type: "video",
              attrs: { address: text },
              content: [{ type: "caption" }],
            });
            return true;
          },
        },
      }),
    ];
  },
});
