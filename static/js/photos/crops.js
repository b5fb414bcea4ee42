// The focal point of a photo, set on the photo, and how the site crops the photo around it.
//
// The boxes are those of newsroom.images.shapes; what a page's style sheet crops again of a card's
// photo is positioned in steps, as site.css does.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CARD = 3 / 2;
const POSITION_STEP = 10;
const MIDDLE = 20;

const between = (value, least, most) => Math.min(Math.max(value, least), most);

const crop = ([width, height], ratio, [x, y]) => {
  const box = {
    width: Math.min(width, Math.round(height * ratio)),
    height: Math.min(height, Math.round(width / ratio)),
  };
  box.left = between(Math.round((width * x) / 100 - box.width / 2), 0, width - box.width);
  box.top = between(Math.round((height * y) / 100 - box.height / 2), 0, height - box.height);
  return box;
};

const cropOfCard = (size, ratio, focal) => {
  const card = crop(size, CARD, focal);
  const width = Math.min(card.width, card.height * ratio);
  const height = Math.min(card.height, card.width / ratio);
  const position = (point, start, length) => {
    const steps = Math.floor(((point - start) / length) * (100 / POSITION_STEP) + 0.5);
    const percent = steps * POSITION_STEP;
    return (Math.abs(percent - 50) > MIDDLE ? percent : 50) / 100;
  };
  const x = position((size[0] * focal[0]) / 100, card.left, card.width);
  const y = position((size[1] * focal[1]) / 100, card.top, card.height);
  return {
    width,
    height,
    left: card.left + x * (card.width - width),
    top: card.top + y * (card.height - height),
  };
};

const CROPS = [
  { name: "16:9", ratio: 16 / 9, shownAt: "หน้าแรกจอกว้าง", boxOf: cropOfCard },
  { name: "1:1", ratio: 1, shownAt: "ในมือถือ", boxOf: cropOfCard },
  { name: "4:5", ratio: 4 / 5, shownAt: "โพสต์", boxOf: crop, isForPosts: true },
  { name: "3:2", ratio: CARD, shownAt: "การ์ดข่าว", boxOf: crop },
];

const element = (name, className, text = "") => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};

// The part of the picture in a box of the photo, as a file: for posts, which the site does not make.
const download = async (picture, size, box, name) => {
  const scale = picture.naturalWidth / size[0];
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(box.width * scale);
  canvas.height = Math.round(box.height * scale);
  const part = [box.left, box.top, box.width, box.height].map((length) => length * scale);
  canvas.getContext("2d").drawImage(picture, ...part, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}-4x5.jpg`;
  link.click();
  URL.revokeObjectURL(link.href);
};

const preview = ({ name, ratio, shownAt, boxOf, isForPosts }, picture, size) => {
  const tile = element("figure", "crop");
  const frame = element("div", "crop-frame");
  const part = element("img", "");
  const caption = element("figcaption", "");
  let box;
  frame.dataset.ratio = name;
  frame.style.aspectRatio = String(ratio);
  part.src = picture.src;
  part.alt = `ตัวอย่างการตัดภาพ ${name}`;
  frame.append(part);
  caption.append(element("b", "", name), shownAt);
  if (isForPosts) {
    const button = element("button", "crop-download", "ดาวน์โหลด");
    button.type = "button";
    button.addEventListener("click", () =>
      download(picture, size, box, picture.src.split("/").at(-2)),
    );
    caption.append(button);
  }
  tile.append(frame, caption);
  const show = (focal) => {
    box = boxOf(size, ratio, focal);
    part.style.width = `${(100 * size[0]) / box.width}%`;
    part.style.left = `${(-100 * box.left) / box.width}%`;
    part.style.top = `${(-100 * box.top) / box.height}%`;
  };
  return { tile, show };
};

// Makes a box with a photo its focal point's control: by click, tap, drag or arrow keys.
//
// Returns the previews, and set(x, y), in % from left and top; changed(x, y) is called when it moves.
export const focalPoint = (box, { size, focal, changed }) => {
  const picture = box.querySelector("img");
  const mark = element("span", "focal-mark");
  const previews = element("div", "crops");
  const tiles = CROPS.map((one) => preview(one, picture, size));
  let point = focal;
  previews.append(...tiles.map(({ tile }) => tile));
  box.append(mark);
  box.style.setProperty("--ratio", String(size[0] / size[1]));
  box.tabIndex = 0;
  // One control for both directions, as of color pickers; its text says both.
  for (const [name, value] of Object.entries({
    role: "slider",
    "aria-label": "จุดสำคัญของภาพ",
    "aria-roledescription": "จุดบนภาพ เลื่อนด้วยปุ่มลูกศร",
    "aria-valuemin": 0,
    "aria-valuemax": 100,
  }))
    box.setAttribute(name, value);

  const show = () => {
    const [x, y] = point;
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    box.setAttribute("aria-valuenow", x);
    box.setAttribute("aria-valuetext", `แนวนอน ${x}% แนวตั้ง ${y}%`);
    for (const tile of tiles) tile.show(point);
  };
  const set = (x, y) => {
    point = [x, y].map((percent) => between(Math.round(Number(percent)) || 0, 0, 100));
    show();
  };
  const move = (x, y) => {
    set(x, y);
    changed(...point);
  };
  const moveTo = ({ clientX, clientY }) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    move(((clientX - left) / width) * 100, ((clientY - top) / height) * 100);
  };
  box.addEventListener("pointerdown", (event) => {
    // A finger scrolls the page by the photo, and moves the point by its mark.
    if (event.button || (event.pointerType === "touch" && event.target !== mark)) return;
    event.preventDefault();
    box.focus();
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", (event) => {
    if (box.hasPointerCapture(event.pointerId)) moveTo(event);
  });
  box.addEventListener("click", moveTo);
  box.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 2;
    move(point[0] + step[0] * far, point[1] + step[1] * far);
  });
  show();
  return { previews, set };
};
