// What the editor's own extensions lack of text: marks, attributes, lines to write on.
import {
  Code as BaseCode,
  Extension,
  Mark,
  Plugin,
  wrappingInputRule,
} from "django-prose-editor/editor";

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

const WITH_TEXT = ["paragraph", "heading", "bulletList", "orderedList", "blockquote"];

// "1. " begins a list, which the editor's own refuses; and behind a photo, a table or a box that ends the
// text stands a line to go on in. It is no change by itself, and what is stored has no empty line there.
export const Lines = Extension.create({
  name: "lines",
  addInputRules() {
    const type = this.editor.schema.nodes.orderedList;
    return [wrappingInputRule({ find: /^\s*[1๑]\.\s$/, type })];
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction(transactions, _before, { doc, schema, tr }) {
        const isTyped = transactions.some(({ docChanged }) => docChanged);
        if (!isTyped || WITH_TEXT.includes(doc.lastChild.type.name)) return null;
        return tr.insert(doc.content.size, schema.nodes.paragraph.create());
      },
    }),
  ],
});
