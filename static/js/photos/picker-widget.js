// A photo field: opens the photo dialog and takes what was chosen there.
(() => {
  const setUp = (box) => {
    const number = box.querySelector("input");
    const picture = box.querySelector("img");
    const words = box.querySelector(".photo-picker-words");
    const pick = box.querySelector("[data-pick]");
    const clear = box.querySelector("[data-clear]");
    const { libraryUrl, sendUrl, credit } = box.dataset;
    const take = (photo) => {
      number.value = photo ? photo.id : "";
      box.dataset.photoUrl = photo ? photo.transparent_url : "";
      picture.hidden = !photo;
      if (photo) {
        picture.src = photo.thumbnail;
        picture.alt = photo.alt;
      }
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
