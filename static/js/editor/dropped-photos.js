// Pictures that are dropped or pasted go to the library first; a box at the spot shows how far they are.
// Other files are taken as documents (documents.js).
//
// A file dropped anywhere else on the form is taken as dropped at the cursor: the browser would leave
// the page for it.
import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { figure, gallery, insert, writerCredit } from "newsroom/editor/blocks";
import { insertDocument } from "newsroom/editor/documents";

const { PluginKey } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const isPicture = (file) => file.type.startsWith("image/") || /\.(heic|heif)$/i.test(file.name);
const pictures = (data) => [...(data?.files || [])].filter(isPicture);
const hasFiles = (data) => [...(data?.types || [])].includes("Files");
const documents = (data) => [...(data?.files || [])].filter((file) => !isPicture(file));

// Places where photos are on their way; they move with the text around them.
const key = new PluginKey("photosOnTheirWay");
const waitingPlaces = () =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, places) {
        const moved = places.map(transaction.mapping, transaction.doc);
        const { add, remove } = transaction.getMeta(key) || {};
        if (add) {
          const widget = Decoration.widget(add.place, add.dom, { id: add.dom, side: 1 });
          return moved.add(transaction.doc, [widget]);
        }
        if (remove) return moved.remove(moved.find(null, null, ({ id }) => id === remove));
        return moved;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });

export const DroppedPhotos = Extension.create({
  name: "droppedPhotos",
  addOptions: () => ({ libraryUrl: "", sendUrl: "", textsUrl: "", documentUrl: "" }),
  onCreate() {
    const { editor } = this;
    const form = editor.options.element.closest("form");
    if (!form || !document.getElementById("article-editor")) return;
    this.storage.listeners = new AbortController();
    const { signal } = this.storage.listeners;
    document.addEventListener(
      "dragover",
      (event) => hasFiles(event.dataTransfer) && event.preventDefault(),
      { signal },
    );
    document.addEventListener(
      "drop",
      (event) => {
        if (event.defaultPrevented || !hasFiles(event.dataTransfer)) return;
        event.preventDefault();
        this.storage.insertFiles(editor, event.dataTransfer, editor.state.selection.from);
      },
      { signal },
    );
  },
  onDestroy() {
    this.storage.listeners?.abort();
  },
  addStorage() {
    const { sendUrl, documentUrl } = this.options;
    // Under the text: files that were refused, until somebody has read it.
    const refusals = (editor) => {
      const box = editor.options.element;
      let found = box.querySelector(":scope > .upload-list");
      if (!found) {
        found = document.createElement("ul");
        found.className = "upload-list";
        found.setAttribute("aria-live", "polite");
        box.append(found);
      }
      return found;
    };
    return {
      listeners: null,
      insertFiles(editor, data, place) {
        const photos = pictures(data);
        if (photos.length) this.insertPhotos(editor, photos, place);
        const others = documents(data);
        if (others.length) this.insertDocuments(editor, others, place);
        return photos.length + others.length > 0;
      },
      async insertDocuments(editor, files, place) {
        let at = place;
        const follow = ({ transaction }) => {
          at = transaction.mapping.map(at);
        };
        editor.on("transaction", follow);
        for (const file of files) {
          const refusal = await insertDocument(editor, file, at, documentUrl);
          if (refusal) this.showRefusal(editor, `${file.name}: ${refusal}`);
        }
        editor.off("transaction", follow);
      },
      showRefusal(editor, sentence) {
        const item = document.createElement("li");
        item.className = "upload-refused";
        const text = document.createElement("span");
        text.className = "upload-says";
        text.textContent = sentence;
        item.append(text);
        refusals(editor).append(item);
        item.scrollIntoView({ block: "nearest" });
      },
      async insertPhotos(editor, files, place) {
        const list = document.createElement("ul");
        list.className = "upload-list upload-here";
        list.setAttribute("aria-live", "polite");
        list.contentEditable = "false";
        const dispatch = (meta) => {
          if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, meta));
        };
        dispatch({ add: { place, dom: list } });
        const words = writerCredit() ? { credit: writerCredit() } : {};
        const photos = await window.newsroomPhotos.send(files, { url: sendUrl, list, words });
        const [widget] = key.getState(editor.state).find(null, null, ({ id }) => id === list);
        dispatch({ remove: list });
        const refused = list.querySelectorAll(".upload-refused");
        if (refused.length) refusals(editor).append(...refused);
        if (!photos.length) return;
        const block = photos.length > 1 ? gallery(photos) : figure(photos[0]);
        insert(editor, block, widget ? widget.from : editor.state.doc.content.size);
      },
    };
  },
  addProseMirrorPlugins() {
    const { editor, storage } = this;
    return [
      waitingPlaces(),
      new Plugin({
        props: {
          handlePaste(view, event) {
            const html = event.clipboardData?.getData("text/html") || "";
            // Word sends its text as a picture, too; then the text is what is wanted.
            const text = new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
            return (
              !text && storage.insertFiles(editor, event.clipboardData, view.state.selection.from)
            );
          },
          handleDrop(view, event, _slice, moved) {
            if (moved || !event.dataTransfer?.files.length) return false;
            event.preventDefault();
            const spot = view.posAtCoords({ left: event.clientX, top: event.clientY });
            const place = spot ? spot.pos : view.state.selection.from;
            return storage.insertFiles(editor, event.dataTransfer, place);
          },
        },
      }),
    ];
  },
});
