// Word documents dropped on the form: their text goes into the body, their title to an empty headline.
import { convert, insertConverted, showNotes } from "newsroom/editor/conversion";

const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const isDocx = (file) => file.type === DOCX_TYPE || /\.docx$/i.test(file.name);
// Enough of any other file for the server to say what the writer can do with it.
const HEAD_BYTES = 4096;
const OFFLINE = "เชื่อมต่อไม่ได้ ยังไม่ได้ใส่ในข่าว ลองลากมาวางใหม่";

const escaped = (text) => {
  const box = document.createElement("p");
  box.textContent = text;
  return box.innerHTML;
};

// The title of a document: to the headline if that is empty, else a heading above the text.
const withTitle = (title, html) => {
  const field = document.getElementById("id_headline");
  if (!title) return html;
  if (!field || field.value.trim() || field.readOnly) return `<h2>${escaped(title)}</h2>${html}`;
  field.value = title;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return html;
};

// Inserts one document at `place`; resolves to why it was refused, or to "".
export const insertDocument = async (editor, file, place, url) => {
  const body = new FormData();
  body.append("file", isDocx(file) ? file : file.slice(0, HEAD_BYTES), file.name);
  showNotes(editor, [`กำลังอ่านเอกสาร ${file.name}…`]);
  let refusal = "";
  let notes = [];
  await insertConverted(editor, { from: place, to: place }, async () => {
    const { html, headline, notes: sentences = [], message } = await convert(url, body);
    if (html === undefined) refusal = message || OFFLINE;
    else notes = sentences;
    return html === undefined ? "" : withTitle(headline, html);
  });
  showNotes(editor, notes);
  return refusal;
};
