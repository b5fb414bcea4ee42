// The one dialog in which photos are uploaded, taken by a phone's camera, or chosen in the library.
//
// choose({ many, libraryUrl, sendUrl, words }) resolves to the photos chosen, in order; to none if the
// dialog was closed. libraryUrl answers JSON: { photos, next }, next a page or null. Fetched when it
// is needed: newsroomPhotos.choose() in upload.js.
import { openLibrary } from "newsroom/library-dialog";

const ACCEPT =
  "image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic,image/heif,.heic,.heif";
const SENDERS = `
      <label class="button default">อัปโหลดภาพ<input type="file" accept="${ACCEPT}" class="visually-hidden" data-upload></label>
      <label class="button photo-dialog-camera">ถ่ายภาพ<input type="file" accept="image/*" capture="environment" class="visually-hidden" data-camera></label>`;
const SAYS = {
  older: "ดูภาพเก่ากว่า",
  done: "ใส่ภาพ",
  chosen: (count) => `เลือกแล้ว ${count} ภาพ${count > 1 ? " จะเป็นชุดภาพ" : ""}`,
  none: "เลือกหลายภาพจะเป็นชุดภาพ",
  empty: (query) => (query ? "ไม่พบภาพที่ตรงกับคำค้น" : "คลังภาพยังว่าง อัปโหลดภาพแรกได้ด้านบน"),
  offline: "เปิดคลังภาพไม่ได้ ตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง",
};

const face = (photo) => {
  const picture = document.createElement("img");
  const words = document.createElement("span");
  picture.src = photo.thumbnail;
  picture.loading = "lazy";
  words.textContent = photo.caption || photo.alt || photo.name;
  picture.alt = photo.alt === words.textContent ? "" : photo.alt;
  return [picture, words];
};

export const choose = ({ many = false, title = "ภาพ", libraryUrl, sendUrl, words = {} }) =>
  openLibrary({
    name: "photo-dialog",
    title,
    senders: SENDERS,
    hint: "หรือลากภาพมาวางที่นี่",
    search: { label: "เลือกจากคลังภาพ", placeholder: "ค้นในคำบรรยาย เครดิต ชื่อไฟล์" },
    list: "photo-grid",
    face,
    many,
    libraryUrl,
    key: "photos",
    send: (files, list) => window.newsroomPhotos.send(files, { url: sendUrl, list, words }),
    says: SAYS,
  });
