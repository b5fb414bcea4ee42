// Marks and attributes of text that the editor's own extensions lack.
import { Code as BaseCode, Extension, Mark } from "django-prose-editor/editor";

// Anchor, language and direction of paragraphs and headings.
export const BlockDetails = Extension.create({
  name: "blockDetails",
  addGlobalAttributes: () => [
    {
      types: ["paragraph", "heading", "factBoxTitle"],
      attributes: {
        id: { default: null, keepOnSplit: false },
        lang: { default: null },
        dir: { default: null },
      },
    },
  ],
});

// A passage in another language.
export const Language = Mark.create({
  name: "language",
  addAttributes: () => ({ lang: { default: null } }),
  parseHTML: () => [{ tag: "span[lang]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});

export const Cite = Mark.create({
  name: "cite",
  parseHTML: () => [{ tag: "cite" }],
  renderHTML: () => ["cite", 0],
});

// Code may be a link or bold, too.
export const Code = BaseCode.extend({ excludes: "" });
