// What several blocks share: a labelled input, photos and galleries as content of the editor, where
// blocks are inserted, and parts of the editor that are fetched when they are needed.

const IDLE_MS = 3000;
const whenIdle = (act) => {
  const wait = () =>
    window.requestIdleCallback ? requestIdleCallback(act) : setTimeout(act, IDLE_MS);
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
};

// A module that is no part of the editor as it opens; fetched once nothing else is to do, so that it
// is at hand without a network, too. Answers use(editor, act), which calls act(module).
export const laterPart = (fetching) => {
  let part;
  const fetchPart = async () => {
    part ??= await fetching();
    return part;
  };
  whenIdle(() => fetchPart().catch(() => {}));
  return async (editor, act) => {
    if (part) return act(part);
    // What is typed until then is meant for what opens, not for the text.
    editor.commands.blur();
    try {
      act(await fetchPart());
    } catch {
      document.dispatchEvent(new CustomEvent("connection", { detail: "offline" }));
    }
  };
};

// Who is credited for what is uploaded while writing: the writer, as a byline would name them.
export const writerCredit = () =>
  document.getElementById("article-editor")?.dataset.credit?.trim() || "";

// A labelled line for what is no text of the block; an array of its label and its input.
export const field = (label, className) => {
  const box = document.createElement("label");
  const name = document.createElement("span");
  const input = document.createElement("input");
  name.textContent = label;
  input.type = "text";
  input.className = className;
  box.append(name, input);
  return [box, input];
};
export const figure = ({ id, url, alt, caption }) => ({
  type: "figure",
  content: [
    { type: "image", attrs: { src: url, alt: alt || "", file: String(id) } },
    { type: "caption", content: caption ? [{ type: "text", text: caption }] : [] },
  ],
});
export const gallery = (photos) => ({ type: "gallery", content: photos.map(figure) });

// Puts a block behind the one at `place`, or in the place of an empty paragraph.
export const insert = (editor, block, place = editor.state.selection.from) => {
  const at = editor.state.doc.resolve(Math.min(place, editor.state.doc.content.size));
  if (at.depth === 0) return editor.chain().insertContentAt(at.pos, block).focus().run();
  const top = at.node(1);
  const isEmpty = top.type.name === "paragraph" && top.content.size === 0;
  const target = isEmpty ? { from: at.before(1), to: at.after(1) } : at.after(1);
  return editor.chain().insertContentAt(target, block).focus().run();
};
