// Photos in the text: the dialog that brings them, and the quiet lines under each of them.
//
// The caption is part of the text; credit and alternative text are the photo's own, in the library.
import { Extension, Figure as BaseFigure, Plugin, pm } from "django-prose-editor/editor";
import { field, figure, gallery, insert, laterPart, writerCredit } from "newsroom/editor/blocks";

const { NodeSelection } = pm.state;

// What the library says of photos, by id; asked for all figures of a text at once.
const known = new Map();
let waiting = new Map();
const ask = async (url) => {
  const asked = waiting;
  waiting = new Map();
  try {
    const ids = [...asked.keys()].join(",");
    const response = await fetch(`${url}?ids=${ids}`, { redirect: "error" });
    const { photos } = await response.json();
    for (const photo of photos) known.set(String(photo.id), photo);
  } catch {
    // Offline the lines stay empty; the text can be written all the same.
  }
  for (const [id, callbacks] of asked) for (const callback of callbacks) callback(known.get(id));
};
const withTexts = (url, id, callback) => {
  if (known.has(id)) return callback(known.get(id));
  if (!waiting.size) queueMicrotask(() => ask(url));
  waiting.set(id, [...(waiting.get(id) || []), callback]);
};
const write = async (url, id, texts) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(url, {
    method: "POST",
    redirect: "error",
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams({ id, ...texts }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  known.set(String(id), answer);
};

const withDialog = laterPart(() => import("newsroom/photos/dialog"));
// Calls act(photos) with what was chosen in the dialog.
const choosePhotos = (editor, options, act) =>
  withDialog(editor, async ({ choose }) => {
    const words = writerCredit() ? { credit: writerCredit() } : {};
    act(await choose({ ...options, words }));
  });

const button = (label, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "photo-line-button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
};

// The lines under one photo: credit, alternative text, and what can be done with it.
const lines = ({ textsUrl, image, setAlt, remove, replace }) => {
  const box = document.createElement("div");
  box.className = "photo-lines";
  box.contentEditable = "false";
  const [creditBox, credit] = field("เครดิต", "photo-line-credit");
  const [altBox, alt] = field("ข้อความแทนภาพ", "photo-line-alt");
  const says = document.createElement("span");
  says.className = "photo-lines-says";
  says.setAttribute("role", "status");
  alt.placeholder = "ในภาพมีอะไร";
  alt.maxLength = 250;
  credit.maxLength = 150;
  const acts = document.createElement("div");
  acts.className = "photo-lines-acts";
  acts.append(
    button("ตั้งเป็นภาพนำ", () => {
      const photo = known.get(image().file);
      const lead = document.getElementById("id_lead_photo");
      if (!photo || !lead) return;
      lead.dispatchEvent(new CustomEvent("photo-chosen", { detail: photo }));
      says.textContent = "เป็นภาพนำแล้ว";
    }),
    button("เปลี่ยนภาพ", replace),
    button("ลบภาพ", remove),
    says,
  );
  box.append(creditBox, altBox, acts);

  const save = async (texts, input) => {
    try {
      await write(textsUrl, image().file, texts);
      says.textContent = "เก็บแล้ว";
    } catch (error) {
      says.textContent = error.message.startsWith("Failed") ? "ยังเก็บไม่ได้ ไม่มีเน็ต" : error.message;
      input.dataset.unsaved = "";
    }
  };
  // What is typed before the library has answered is kept.
  let isCreditTyped = false;
  credit.addEventListener("input", () => {
    isCreditTyped = true;
  });
  credit.addEventListener("change", () => save({ credit: credit.value }, credit));
  alt.addEventListener("change", () => {
    setAlt(alt.value.trim());
    withTexts(textsUrl, image().file, (photo) => {
      if (photo?.may_write && !photo.alt) save({ alt: alt.value }, alt);
    });
  });
  for (const input of [credit, alt])
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        input.blur();
      }
    });
  let shown = null;
  const show = () => {
    const { file, alt: altOfText } = image();
    if (document.activeElement !== alt) alt.value = altOfText || "";
    box.hidden = !file;
    if (!file || shown === file) return;
    shown = file;
    isCreditTyped = false;
    withTexts(textsUrl, file, (photo) => {
      if (!photo) return;
      if (!isCreditTyped) credit.value = photo.credit;
      credit.readOnly = !photo.may_write;
      alt.placeholder = photo.alt || "ในภาพมีอะไร";
      if (!photo.credit && photo.may_write && writerCredit()) {
        credit.placeholder = `เช่น ${writerCredit()}`;
      }
    });
  };
  show();
  return { box, show };
};

const imageOf = (node) => {
  let found = null;
  node.forEach((child, offset) => {
    if (child.type.name === "image") found = { node: child, offset };
  });
  return found;
};

export const Figure = BaseFigure.extend({
  addOptions: () => ({ libraryUrl: "", sendUrl: "", textsUrl: "" }),
  // The dialog takes the place of the base's, and so do the lines of its menu.
  addExtensions: () => [],
  addCommands() {
    const { libraryUrl, sendUrl } = this.options;
    const choose = (editor, many, act) =>
      choosePhotos(editor, { many, libraryUrl, sendUrl, title: "ใส่ภาพ" }, act);
    return {
      // The toolbar's button asks for it by this name.
      insertFigure:
        () =>
        ({ commands }) =>
          commands.editImage(),
      editImage:
        () =>
        ({ editor, dispatch }) => {
          if (!dispatch) return true;
          const { node } = editor.state.selection;
          const place = editor.state.selection.from;
          if (node?.type.name === "figure") {
            choose(editor, false, ([photo]) => photo && this.storage.replace(editor, place, photo));
            return true;
          }
          choose(editor, true, (photos) => {
            if (!photos.length) return editor.commands.focus();
            for (const photo of photos) known.delete(String(photo.id));
            return insert(editor, photos.length > 1 ? gallery(photos) : figure(photos[0]), place);
          });
          return true;
        },
    };
  },
  addStorage: () => ({
    // Another photo in the figure at `place`; its caption stays.
    replace(editor, place, photo) {
      const node = editor.state.doc.nodeAt(place);
      const image = node?.type.name === "figure" ? imageOf(node) : null;
      if (!image) return;
      const attrs = { ...image.node.attrs, src: photo.url, file: String(photo.id), alt: photo.alt };
      editor.view.dispatch(editor.state.tr.setNodeMarkup(place + 1 + image.offset, null, attrs));
    },
  }),
  addNodeView() {
    const { textsUrl, libraryUrl, sendUrl } = this.options;
    const { replace } = this.storage;
    return ({ node: first, editor, getPos }) => {
      let node = first;
      const dom = document.createElement("figure");
      const contentDOM = document.createElement("div");
      dom.className = "figure";
      contentDOM.className = "figure-content";
      const under = lines({
        textsUrl,
        image: () => imageOf(node)?.node.attrs || {},
        setAlt(alt) {
          const image = imageOf(node);
          const place = getPos() + 1 + image.offset;
          const attrs = { ...image.node.attrs, alt };
          editor.view.dispatch(editor.state.tr.setNodeMarkup(place, null, attrs));
        },
        remove() {
          const place = getPos();
          editor.view.dispatch(editor.state.tr.delete(place, place + node.nodeSize));
          editor.commands.focus();
        },
        replace() {
          choosePhotos(editor, { libraryUrl, sendUrl, title: "เปลี่ยนภาพ" }, ([photo]) => {
            if (photo) replace(editor, getPos(), photo);
          });
        },
      });
      dom.append(contentDOM, under.box);
      return {
        dom,
        contentDOM,
        update(updated) {
          if (updated.type.name !== "figure") return false;
          node = updated;
          under.show();
          return true;
        },
        stopEvent: (event) => under.box.contains(event.target),
        ignoreMutation: (mutation) =>
          mutation.type !== "selection" && !contentDOM.contains(mutation.target),
      };
    };
  },
});

const isEmptyImage = (node) => !node.attrs.src && !node.attrs.file;
const pictureCount = (node) => {
  let count = 0;
  node.forEach((child) => {
    const image = child.type.name === "figure" ? imageOf(child)?.node : child;
    if (image && !isEmptyImage(image)) count += 1;
  });
  return count;
};

// The changes that take away figures whose picture is gone, and what remains of galleries.
const withoutEmptyFigures = (state) => {
  const changes = [];
  state.doc.descendants((node, pos) => {
    if (node.isTextblock) return false;
    if (node.type.name === "gallery") {
      const count = pictureCount(node);
      if (!count) changes.push([pos, pos + node.nodeSize, null]);
      else {
        const kept = [];
        node.forEach((child) => {
          const image = child.type.name === "figure" ? imageOf(child)?.node : child;
          if (image && !isEmptyImage(image)) kept.push(child);
        });
        if (count === 1) changes.push([pos, pos + node.nodeSize, kept[0]]);
        else if (kept.length < node.childCount)
          changes.push([pos + 1, pos + node.nodeSize - 1, kept]);
      }
      return false;
    }
    if (node.type.name === "figure") {
      const image = imageOf(node)?.node;
      if (!image || isEmptyImage(image)) changes.push([pos, pos + node.nodeSize, null]);
      return false;
    }
    return true;
  });
  if (!changes.length) return null;
  const { tr } = state;
  for (const [from, to, content] of changes.reverse()) {
    if (content) tr.replaceWith(from, to, content);
    else tr.delete(from, to);
  }
  return tr;
};

// A picture and its figure are one thing: selected, cut and deleted together.
export const WholeFigures = Extension.create({
  name: "wholeFigures",
  addKeyboardShortcuts() {
    // At an empty caption the first Backspace selects the whole, the second deletes it.
    const selectWhole = ({ editor }) => {
      const { $from, empty } = editor.state.selection;
      if (!empty || $from.parent.type.name !== "caption" || $from.parent.content.size) return false;
      return editor.commands.setNodeSelection($from.before($from.depth - 1));
    };
    return { Backspace: selectWhole, Delete: selectWhole };
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction(transactions, _before, state) {
        if (transactions.some(({ docChanged }) => docChanged)) {
          const tr = withoutEmptyFigures(state);
          if (tr) return tr;
        }
        const { selection } = state;
        if (selection instanceof NodeSelection && selection.node.type.name === "image") {
          const { $from } = selection;
          if ($from.parent.type.name === "figure")
            return state.tr.setSelection(NodeSelection.create(state.doc, $from.before()));
        }
        return null;
      },
    }),
  ],
});
