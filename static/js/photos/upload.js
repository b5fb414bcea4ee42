// Sends photos to the library one by one, each with a bar of its own. What is dropped anywhere on
// a page with [data-photo-drop] is sent; the story's editor and the picker call send() themselves.
window.newsroomPhotos = (() => {
  // Answers of the server in front of the site, which are pages.
  const REFUSALS = {
    408: "ส่งภาพช้าเกินไป กรุณาย่อภาพหรือใช้อินเทอร์เน็ตที่เร็วกว่านี้ แล้วลองอีกครั้ง",
    413: "ไฟล์ใหญ่เกินกว่าที่เว็บไซต์รับได้ กรุณาย่อภาพก่อน",
    503: "มีภาพอื่นรออยู่มาก กรุณารอสักครู่แล้วลองอีกครั้ง",
  };
  const element = (name, className, text = "") => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  // The longest side of what readers can ever be shown, in pixels; larger pictures only take time.
  const MAX_SIDE = 4096;
  const QUALITY = 0.88;
  const MAX_BYTES = 6_000_000;

  // A large picture, made smaller and upright; the file itself if it is small or cannot be read here.
  const shrink = async (file) => {
    if (!/^image\/(jpeg|png|webp|avif)$/.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, MAX_SIDE / Math.max(picture.width, picture.height));
      if (scale === 1 && file.size <= MAX_BYTES) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      // JPEG has no transparency; what shines through is white as on the page.
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
      if (!blob || blob.size >= file.size) return file;
      const name = `${file.name.replace(/\.\w+$/, "")}.jpg`;
      return new File([blob], name, { type: "image/jpeg" });
    } catch {
      return file;
    }
  };

  const post = (url, file, words, onProgress) =>
    new Promise((resolve, reject) => {
      const form = new FormData();
      form.append("photos", file, file.name || "clipboard.png");
      for (const [name, text] of Object.entries(words)) form.append(name, text);
      const request = new XMLHttpRequest();
      request.open("POST", url);
      const token = document.querySelector("[name=csrfmiddlewaretoken]");
      if (token) request.setRequestHeader("X-CSRFToken", token.value);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) onProgress(event.loaded / event.total);
      });
      request.addEventListener("load", () => {
        let answer = null;
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          /* a page instead of an answer */
        }
        if (request.status === 200 && answer) resolve(answer);
        else
          reject(
            new Error(
              answer?.message ||
                REFUSALS[request.status] ||
                "ส่งภาพไม่สำเร็จ กรุณาเข้าสู่ระบบใหม่ในอีกแท็บหนึ่ง แล้วลองอีกครั้ง",
            ),
          );
      });
      request.addEventListener("error", () =>
        reject(new Error("เชื่อมต่อไม่ได้ กรุณาตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง")),
      );
      request.send(form);
    });

  const row = (list, file) => {
    const item = element("li", "upload-waits");
    const bar = element("progress", "upload-bar");
    const says = element("span", "upload-says", "รอส่ง");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `ความคืบหน้า ${file.name}`);
    item.append(element("span", "upload-name", file.name || "ภาพจากคลิปบอร์ด"), bar, says);
    list.append(item);
    return {
      progress(part) {
        bar.value = Math.round(part * 100);
        says.textContent = part < 1 ? `กำลังส่ง ${bar.value}%` : "กำลังทำภาพขนาดต่าง ๆ";
      },
      accepted(photo) {
        item.className = "upload-accepted";
        const picture = element("img", "");
        picture.src = photo.thumbnail;
        picture.alt = "";
        picture.width = 72;
        item.prepend(picture);
        says.textContent = photo.message;
        bar.remove();
        const link = element(
          "a",
          "",
          photo.missing_fields.length ? `ใส่${photo.missing_fields.join("และ")}` : "เปิดภาพ",
        );
        link.href = photo.edit;
        link.target = "_blank";
        link.rel = "noopener";
        item.append(link);
      },
      refused(text) {
        item.className = "upload-refused";
        says.textContent = text;
        bar.remove();
      },
    };
  };

  // Sends all files, one after the other, so that readers always find a free worker on a small
  // server; a bad one stops nobody. Resolves to the photos stored, in order.
  const send = async (files, { url, list, words = {} }) => {
    const waiting = [...files].map((file) => [file, row(list, file)]);
    const photos = [];
    for (const [file, line] of waiting) {
      try {
        const photo = await post(url, await shrink(file), words, line.progress);
        line.accepted(photo);
        photos.push(photo);
      } catch (error) {
        line.refused(error.message);
      }
    }
    return photos;
  };

  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

  const live = (zone) => {
    const list = zone.querySelector(".upload-list");
    const form = document.querySelector("[data-photo-words]");
    const words = () =>
      form
        ? Object.fromEntries(
            ["alt", "caption", "credit"].map((name) => [name, form.elements[name].value]),
          )
        : {};
    const take = async (files) => {
      if (!files.length) return;
      const photos = await send(files, { url: zone.dataset.sendUrl, list, words: words() });
      if (photos.length) {
        const done = element(
          "li",
          "upload-done",
          `เก็บในคลังแล้ว ${photos.length} จาก ${files.length} ภาพ `,
        );
        const again = element("a", "", "ดูในคลังภาพ");
        again.href = zone.dataset.libraryUrl;
        done.append(again);
        list.append(done);
      }
    };
    zone.hidden = false;
    const input = zone.querySelector("input[type=file]");
    input.addEventListener("change", () => {
      take([...input.files]);
      input.value = "";
    });
    if (form) {
      form.addEventListener("submit", (event) => {
        const chosen = form.elements.photos;
        if (!chosen.files.length) return;
        event.preventDefault();
        take([...chosen.files]);
        chosen.value = "";
      });
    }
    const mark = (on) => zone.classList.toggle("photo-drop-over", on);
    document.addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      mark(true);
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) mark(false);
    });
    document.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      mark(false);
      take([...event.dataTransfer.files]);
    });
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-photo-drop]").forEach(live);
  });
  // Opens the dialog (dialog.js), which no page fetches before it is needed; rejects if it cannot be had.
  const choose = async (options) => {
    const dialog = await import("newsroom/photos/dialog");
    return dialog.choose(options);
  };
  return { choose, send };
})();
