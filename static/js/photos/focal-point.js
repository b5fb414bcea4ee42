// Say which point every crop must keep: by a click on the picture, or by the arrow keys on it.
(() => {
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".focal-point");
    const x = document.getElementById("id_focal_x");
    const y = document.getElementById("id_focal_y");
    if (!box || !x || !y) return;
    const mark = box.querySelector(".focal-mark");
    const inside = (number) => Math.min(100, Math.max(0, Math.round(number)));
    const show = () => {
      mark.style.left = `${x.value || 50}%`;
      mark.style.top = `${y.value || 50}%`;
    };
    const set = (left, top) => {
      x.value = inside(left);
      y.value = inside(top);
      show();
    };
    box.addEventListener("click", (event) => {
      const area = box.getBoundingClientRect();
      set(
        ((event.clientX - area.left) / area.width) * 100,
        ((event.clientY - area.top) / area.height) * 100,
      );
    });
    box.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 : 2;
      set(Number(x.value || 50) + step[0] * far, Number(y.value || 50) + step[1] * far);
    });
    for (const input of [x, y]) input.addEventListener("input", show);
    show();
  });
})();
