// Source text that the server converts to body HTML: pasted HTML and Word documents.

const TIMEOUT_MS = 120000;
const TOO_LONG = "เนื้อหายาวเกินไป ให้แบ่งวางเป็นส่วน";

// The server's answer `{html, notes, headline}`, or `{message}` when there is nothing to insert.
export const convert = async (url, body, headers = {}) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const response = await fetch(url, {
    method: "POST",
    redirect: "error",
    body,
    headers: { ...headers, ...(token && { "X-CSRFToken": token.value }) },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (response?.ok && answer) return answer;
  return { message: answer?.message || (response?.status === 413 ? TOO_LONG : "") };
};

// Replaces `range` by what `load` resolves to (HTML or nodes), wherever edits have moved it by then.
export const insertConverted = async (editor, range, load) => {
  let { from, to } = range;
  const follow = ({ transaction }) => {
    from = transaction.mapping.map(from);
    to = transaction.mapping.map(to);
  };
  editor.on("transaction", follow);
  let content = await load().finally(() => editor.off("transaction", follow));
  if (editor.isDestroyed || !content?.length) return;
  // One paragraph alone belongs into the line in which the cursor stands.
  if (typeof content === "string") {
    const { children } = new DOMParser().parseFromString(content, "text/html").body;
    if (children.length === 1 && children[0].tagName === "P") content = children[0].innerHTML;
  }
  editor.chain().insertContentAt({ from, to }, content).focus().run();
};

// Shows below the text what a conversion left out or changed.
export const showNotes = (editor, sentences) => {
  const box = editor.options.element;
  let list = box.querySelector(":scope > .paste-notes");
  if (!list) {
    list = document.createElement("div");
    list.className = "paste-notes";
    list.setAttribute("role", "status");
    box.append(list);
  }
  list.replaceChildren(
    ...sentences.map((sentence) => {
      const item = document.createElement("p");
      item.textContent = sentence;
      return item;
    }),
  );
};
