// The dialog in which the focal point of one photo is moved, with the crops around it.
//
// cropPhoto(photo, url) resolves to the photo as it is afterwards, or to null if nothing was changed.
import { focalPoint } from "newsroom/photos/crops";

const MARKUP = `
    <header class="photo-dialog-head">
      <h2 id="crop-dialog-title">การตัดภาพ</h2>
      <button type="button" class="photo-dialog-close" data-close aria-label="ปิด">✕</button>
    </header>
    <div class="focal-point"><img alt=""></div>
    <p class="crop-help">คลิกหรือแตะจุดสำคัญบนภาพ ลากจุด หรือกดปุ่มลูกศร ภาพที่ตัดจะรักษาจุดนี้ไว้เสมอ</p>
    <p class="crop-numbers">
      <label>แนวนอน (%) <input type="number" min="0" max="100" inputmode="numeric" data-x></label>
      <label>แนวตั้ง (%) <input type="number" min="0" max="100" inputmode="numeric" data-y></label>
    </p>
    <footer class="photo-dialog-foot"><p role="status">ใช้กับทุกข่าวที่ใช้ภาพนี้</p>
      <button type="button" class="button default" data-done>ใช้จุดนี้</button></footer>`;
const OFFLINE = "ยังไม่ได้เก็บ ตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง";

const save = async (url, id, [x, y]) => {
  const response = await fetch(url, {
    method: "POST",
    redirect: "error",
    headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
    body: new URLSearchParams({ id, focal_x: x, focal_y: y }),
  }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  return response?.ok && answer ? answer : { message: answer?.message || OFFLINE };
};

const open = (photo, url, resolve) => {
  const dialog = document.createElement("dialog");
  const part = (name) => dialog.querySelector(name);
  let point = photo.focal;
  dialog.className = "photo-dialog crop-dialog";
  dialog.setAttribute("aria-labelledby", "crop-dialog-title");
  dialog.innerHTML = MARKUP;
  part("img").src = photo.url;
  const numbers = [part("[data-x]"), part("[data-y]")];
  const fill = () =>
    numbers.forEach((input, axis) => {
      input.value = point[axis];
    });
  const { previews, set } = focalPoint(part(".focal-point"), {
    size: photo.size,
    focal: point,
    changed(...moved) {
      point = moved;
      fill();
    },
  });
  part(".crop-help").before(previews);
  fill();
  for (const input of numbers)
    input.addEventListener("input", () => {
      if (!numbers.every(({ value, validity }) => value && validity.valid)) return;
      point = numbers.map(({ value }) => Number(value));
      set(...point);
    });
  const finish = (changed) => {
    dialog.close();
    resolve(changed);
  };
  part("[data-done]").addEventListener("click", async ({ currentTarget: button }) => {
    if (String(point) === String(photo.focal)) return finish(null);
    button.disabled = true;
    part("[role=status]").textContent = "กำลังตัดภาพใหม่…";
    const answer = await save(url, photo.id, point);
    button.disabled = false;
    if (answer.message) part("[role=status]").textContent = answer.message;
    else if (dialog.open) finish(answer);
  });
  part("[data-close]").addEventListener("click", () => finish(null));
  // Escape; what is typed in here is no change of the form behind.
  dialog.addEventListener("cancel", () => resolve(null));
  dialog.addEventListener("close", () => dialog.remove());
  for (const name of ["input", "change"])
    dialog.addEventListener(name, (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  part(".focal-point").focus();
};

export const cropPhoto = (photo, url) => new Promise((resolve) => open(photo, url, resolve));
