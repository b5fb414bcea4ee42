// The dialog in which documents are uploaded, or chosen among those that the site has; attachments.js
// fetches it when it is needed.
//
// chooseDocuments({ libraryUrl, sendUrl }) resolves to the documents chosen, in order; to none if the
// dialog was closed. libraryUrl answers JSON: { documents, next }, next a page or null.
import { convert } from "newsroom/editor/conversion";
import { openLibrary } from "newsroom/library-dialog";

const ENDINGS = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv";
const MAX_BYTES = 25_000_000;
const OFFLINE = "ส่งไฟล์ไม่ได้ ตรวจเน็ตแล้วลองใหม่";
const SENDERS = `
      <label class="button default">อัปโหลดเอกสาร<input type="file" accept="${ENDINGS}" class="visually-hidden" data-upload></label>`;
const SAYS = {
  older: "ดูเอกสารเก่ากว่า",
  done: "ใส่เอกสาร",
  chosen: (count) => `เลือกแล้ว ${count} ไฟล์`,
  none: "เลือกได้หลายไฟล์",
  empty: (query) => (query ? "ไม่พบเอกสารที่ตรงกับคำค้น" : "ยังไม่มีเอกสาร อัปโหลดไฟล์แรกได้ด้านบน"),
  offline: "เปิดรายการเอกสารไม่ได้ ตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง",
};

const element = (name, className, text) => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

const face = ({ title, note, uploaded }) => [
  element("b", "", title),
  element("span", "", uploaded ? `${note} · อัปโหลด ${uploaded}` : note),
];

const sendOne = (url, file) => {
  if (file.size > MAX_BYTES) return { message: "ใหญ่เกิน 25 เมกะไบต์" };
  const body = new FormData();
  body.append("file", file);
  return convert(url, body);
};

const sendAll = async (url, files, list) => {
  const uploaded = [];
  for (const file of files) {
    const line = element("li", "upload-waits", "");
    const says = element("span", "upload-says", "กำลังส่ง…");
    line.append(element("span", "upload-name", file.name), says);
    list.append(line);
    const { message, ...sent } = await sendOne(url, file);
    line.className = sent.id ? "upload-accepted" : "upload-refused";
    says.textContent = sent.id ? sent.note : message || OFFLINE;
    if (sent.id) uploaded.push(sent);
  }
  return uploaded;
};

export const chooseDocuments = ({ libraryUrl, sendUrl }) =>
  openLibrary({
    name: "attachment-dialog",
    classes: ["attachment-dialog"],
    title: "เอกสารให้ดาวน์โหลด",
    senders: SENDERS,
    hint: "PDF, Word, Excel, PowerPoint, OpenDocument, CSV ไฟล์ละไม่เกิน 25 เมกะไบต์ หรือลากมาวางที่นี่",
    search: { label: "เลือกจากเอกสารที่มีอยู่แล้ว", placeholder: "ค้นในชื่อเอกสารและชื่อไฟล์" },
    list: "document-list",
    face,
    many: true,
    libraryUrl,
    key: "documents",
    send: (files, list) => sendAll(sendUrl, files, list),
    says: SAYS,
  });
