// The focal point in a photo's form, kept in step with the two number fields.
(() => {
  document.addEventListener("DOMContentLoaded", async () => {
    const box = document.querySelector(".focal-point");
    const x = document.getElementById("id_focal_x");
    const y = document.getElementById("id_focal_y");
    if (!box || !x || !y) return;
    const { focalPoint } = await import("newsroom/photos/crops");
    const { previews, set } = focalPoint(box, {
      size: [Number(box.dataset.width), Number(box.dataset.height)],
      focal: [Number(x.value), Number(y.value)],
      changed(across, down) {
        x.value = across;
        y.value = down;
      },
    });
    box.after(previews);
    for (const input of [x, y]) input.addEventListener("input", () => set(x.value, y.value));
  });
})();
