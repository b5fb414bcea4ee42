// The editor's own pieces: galleries, videos, and photos that are dropped or pasted into the text.
// What of this may stay in a story is decided by the server (newsroom/articles/body.py).
import { Extension, Node, Plugin, updateAttrsDialog } from "django-prose-editor/editor";

const figure = ({ id, url, alt, caption }) => ({
  type: "figure",
  content: [
    { type: "image", attrs: { src: url, alt: alt || "", file: String(id) } },
    { type: "caption", content: caption ? [{ type: "text", text: caption }] : [] },
  ],
});
const gallery = (photos) => ({ type: "gallery", content: photos.map(figure) });

// Puts a block behind the one at `place`, or in the place of an empty paragraph.
const insert = (editor, block, place = editor.state.selection.from) => {
  const at = editor.state.doc.resolve(Math.min(place, editor.state.doc.content.size));
  if (at.depth === 0) return editor.chain().insertContentAt(at.pos, block).focus().run();
  const top = at.node(1);
  const isEmpty = top.type.name === "paragraph" && top.content.size === 0;
  const target = isEmpty ? { from: at.before(1), to: at.after(1) } : at.after(1);
  return editor.chain().insertContentAt(target, block).focus().run();
};

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  // An image alone is what remains when a caption is taken away.
  content: "(figure | image)+",
  draggable: true,
  isolating: true,
  addOptions: () => ({ pickerUrl: "" }),
  parseHTML: () => [{ tag: "figure[data-gallery]", priority: 60 }],
  renderHTML: () => ["figure", { "data-gallery": "" }, 0],
  onCreate() {
    const textarea = this.editor.options.element.querySelector("textarea");
    textarea?.addEventListener("photos-chosen", ({ detail }) => {
      const photos = detail.map((photo) => ({ ...photo, alt: photo.alternative_text }));
      insert(this.editor, gallery(photos));
    });
  },
  addMenuItems({ buttons, menu }) {
    const { pickerUrl } = this.options;
    menu.defineItem({
      name: "gallery",
      groups: "nodes",
      button: buttons.material("collections", "ชุดภาพ"),
      active: (editor) => editor.isActive("gallery"),
      command(editor) {
        const { id } = editor.options.element.querySelector("textarea");
        window.open(`${pickerUrl}&field=${encodeURIComponent(id)}`, "_blank", "width=960,height=760");
      },
    });
  },
});

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
            type: "string", title: "ที่อยู่ของวิดีโอจาก YouTube หรือ Facebook", required: true, description: problem,
          },
          ...(values.isNew ? { title: { type: "string", title: "ชื่อหรือคำบรรยายวิดีโอ" } } : {}),
        },
        { title: "วิดีโอ", submitText: values.isNew ? "ใส่วิดีโอ" : "เปลี่ยนวิดีโอ" },
      )(editor, values);
      if (!answer) return;
      const address = answer.address.trim();
      if (!isVideo(address)) {
        ask(editor, { ...values, ...answer }, "ไม่ใช่ที่อยู่ของวิดีโอที่ใส่ได้ เปิดวิดีโอแล้วคัดลอกที่อยู่เต็มจากแถบที่อยู่");
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
    return [new Plugin({
      props: {
        handlePaste(view, event) {
          const text = (event.clipboardData?.getData("text/plain") || "").trim();
          const { $from, empty } = view.state.selection;
          const alone = empty && $from.depth === 1 && $from.parent.content.size === 0;
          if (!alone || !storage.isVideo(text)) return false;
          insert(editor, { type: "video", attrs: { address: text }, content: [{ type: "caption" }] });
          return true;
        },
      },
    })];
  },
});

export const DroppedPhotos = Extension.create({
  name: "droppedPhotos",
  addOptions: () => ({ sendUrl: "" }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const { sendUrl } = this.options;
    const pictures = (data) => [...(data?.files || [])].filter(({ type }) => type.startsWith("image/"));
    const list = () => {
      const box = editor.options.element;
      let found = box.querySelector(".upload-list");
      if (!found) {
        found = document.createElement("ul");
        found.className = "upload-list";
        found.setAttribute("aria-live", "polite");
        box.append(found);
      }
      return found;
    };
    // The text may change while photos are on their way: the place moves with it.
    const take = async (files, start) => {
      let place = start;
      const follow = ({ transaction }) => { place = transaction.mapping.map(place); };
      editor.on("transaction", follow);
      const photos = await window.newsroomPhotos.send(files, { url: sendUrl, list: list() });
      editor.off("transaction", follow);
      if (photos.length) insert(editor, photos.length > 1 ? gallery(photos) : figure(photos[0]), place);
    };
    return [new Plugin({
      props: {
        handlePaste(view, event) {
          const files = pictures(event.clipboardData);
          const html = event.clipboardData?.getData("text/html") || "";
          // Word sends its text as a picture, too; then the text is what is wanted.
          const text = new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
          if (!files.length || text) return false;
          take(files, view.state.selection.from);
          return true;
        },
        handleDrop(view, event, slice, moved) {
          const files = pictures(event.dataTransfer);
          if (moved || !files.length) return false;
          event.preventDefault();
          const spot = view.posAtCoords({ left: event.clientX, top: event.clientY });
          take(files, spot ? spot.pos : view.state.selection.from);
          return true;
        },
      },
    })];
  },
});
