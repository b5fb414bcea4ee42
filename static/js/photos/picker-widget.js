// A photo field: opens the photo dialog and takes what was chosen there.
(() => {
  const setUp = (box) => {
    const number = box.querySelector("input");
    const picture = box.querySelector("img");
    const words = box.querySelector(".photo-picker-words");
    const pick = box.querySelector("[data-pick]");
    const clear = box.querySelector("[data-clear]");
    const crop = box.querySelector("[data-crop]");
    const { libraryUrl, sendUrl, textsUrl, focalPointUrl, credit } = box.dataset;
    const showPicture = (photo) => {
      picture.hidden = !photo;
      if (!photo) return;
      picture.src = photo.thumbnail;
      picture.alt = photo.alt;
    };
    const take = (photo) => {
      number.value = photo ? photo.id : "";
      box.dataset.photoUrl = photo ? photo.transparent_url : "";
      showPicture(photo);
      if (crop) crop.hidden = !photo;
      words.textContent = photo ? photo.caption || photo.alt || photo.name : "ยังไม่มีภาพ";
      clear.hidden = !photo;
      pick.textContent = photo ? "เปลี่ยนภาพ" : "เลือกภาพ";
      number.dispatchEvent(new Event("change", { bubbles: true }));
    };
    box.classList.add("photo-picker-live");
    pick.hidden = false;
    clear.hidden = !number.value;
    pick.addEventListener("click", async () => {
      const title = box.dataset.title || "เลือกภาพ";
      try {
        const [photo] = await window.newsroomPhotos.choose({
          title,
          libraryUrl,
          sendUrl,
          words: credit ? { credit } : {},
        });
        if (photo) take(photo);
      } catch {
        words.textContent = "เปิดคลังภาพไม่ได้ ตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง";
      }
      pick.focus();
    });
    if (crop) crop.hidden = !number.value;
    crop?.addEventListener("click", async () => {
      try {
        const { cropPhoto } = await import("newsroom/photos/crop-dialog");
        const query = new URLSearchParams({ ids: number.value });
        const response = await fetch(`${textsUrl}?${query}`, { redirect: "error" });
        const [photo] = (await response.json()).photos;
        const cropped = await cropPhoto(photo, focalPointUrl);
        if (cropped) showPicture(cropped);
      } catch {
        words.textContent = "เปิดภาพไม่ได้ ตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง";
      }
      crop.focus();
    });
    clear.addEventListener("click", () => {
      take(null);
      pick.focus();
    });
    number.addEventListener("photo-chosen", ({ detail }) => take(detail));
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".photo-picker").forEach(setUp);
  });
})();
