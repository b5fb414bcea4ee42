// Several photos as one block.
import { Node } from "django-prose-editor/editor";

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  // An image alone is what remains when a caption is taken away.
  content: "(figure | image)+",
  draggable: true,
  isolating: true,
  parseHTML: () => [{ tag: "figure[data-gallery]", priority: 60 }],
  renderHTML: () => ["figure", { "data-gallery": "" }, 0],
});
