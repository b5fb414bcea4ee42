// Click the picture to say which point every crop must keep.
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".focal-point");
    const x = document.getElementById("id_focal_x");
    const y = document.getElementById("id_focal_y");
    if (!box || !x || !y) return;
    const mark = box.querySelector(".focal-mark");
    const show = () => {
      mark.style.left = `${x.value || 50}%`;
      mark.style.top = `${y.value || 50}%`;
    };
    box.addEventListener("click", (event) => {
      const area = box.getBoundingClientRect();
      x.value = Math.round(((event.clientX - area.left) / area.width) * 100);
      y.value = Math.round(((event.clientY - area.top) / area.height) * 100);
      show();
    });
    [x, y].forEach((input) => input.addEventListener("input", show));
    show();
  });
})();
