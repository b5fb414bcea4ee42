// A photo field: opens the library in a window, takes what was chosen there.
(() => {
  const setUp = (box) => {
    const number = box.querySelector("input");
    const picture = box.querySelector("img");
    const words = box.querySelector(".photo-picker-words");
    const pick = box.querySelector("[data-pick]");
    const clear = box.querySelector("[data-clear]");
    box.classList.add("photo-picker-live");
    pick.hidden = false;
    clear.hidden = !number.value;
    pick.addEventListener("click", () => {
      window.open(box.dataset.pickerUrl, "photo-picker", "width=960,height=720");
    });
    clear.addEventListener("click", () => {
      number.value = "";
      picture.hidden = true;
      words.textContent = "ไม่ใช้ภาพ";
      clear.hidden = true;
      pick.focus();
    });
    number.addEventListener("photo-chosen", (event) => {
      const photo = event.detail;
      number.value = photo.id;
      picture.src = photo.thumbnail;
      picture.alt = photo.alternative_text;
      picture.hidden = false;
      words.textContent = photo.caption || photo.alternative_text;
      clear.hidden = false;
      pick.focus();
    });
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".photo-picker").forEach(setUp);
  });
})();
