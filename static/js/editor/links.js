// Links: to our own stories, found by the site's search, or to any address.
import { Link as BaseLink, Node } from "django-prose-editor/editor";
import { insert, laterPart } from "newsroom/editor/blocks";

const withDialog = laterPart(() => import("newsroom/editor/link-dialog"));
const openDialog = (editor, ...options) =>
  withDialog(editor, (dialog) => dialog.openDialog(editor, ...options));

export const Link = BaseLink.extend({
  // What is typed behind a link is no part of it; Thai puts no space there.
  inclusive: () => false,
  addOptions() {
    return {
      ...this.parent?.(),
      autolink: false,
      openOnClick: false,
      searchUrl: "",
      HTMLAttributes: { target: null, rel: null, class: null },
    };
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "link",
      groups: "link",
      command: (editor) => editor.commands.addLink(),
      button: buttons.material("insert_link", "insert link"),
      active: (editor) => editor.isActive("link"),
    });
    menu.defineItem({
      name: "unlink",
      groups: "link",
      command: (editor) => editor.chain().focus().unsetLink().run(),
      button: buttons.material("link_off", "remove link"),
      hidden: (editor) => !editor.isActive("link"),
    });
  },
  addCommands() {
    const { searchUrl } = this.options;
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) openDialog(editor, searchUrl);
          return true;
        },
    };
  },
  addKeyboardShortcuts: () => ({ "Mod-k": ({ editor }) => editor.commands.addLink() }),
});

// «อ่านเพิ่ม»: a line that leads to another story; what it says comes from that story.
export const ReadMore = Node.create({
  name: "readMore",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ searchUrl: "" }),
  addAttributes: () =>
    Object.fromEntries(
      ["article", "headline", "note"].map((name) => [
        name,
        {
          default: "",
          parseHTML: (element) => element.getAttribute(`data-${name}`) || "",
          renderHTML: (attrs) => ({ [`data-${name}`]: attrs[name] }),
        },
      ]),
    ),
  parseHTML: () => [{ tag: "figure[data-article]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addCommands() {
    const { searchUrl } = this.options;
    return {
      addReadMore:
        () =>
        ({ editor, dispatch }) => {
          const { from } = editor.state.selection;
          if (dispatch)
            openDialog(editor, searchUrl, ({ id, headline, note, state }) => {
              const isPublic = state === "published";
              const attrs = { article: String(id), headline, note: isPublic ? "" : note };
              // With a line to write on behind it.
              insert(editor, [{ type: "readMore", attrs }, { type: "paragraph" }], from);
            });
          return true;
        },
    };
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "readMore",
      groups: "nodes",
      button: buttons.material("read_more", "อ่านเพิ่ม"),
      active: (editor) => editor.isActive("readMore"),
      command: (editor) => editor.commands.addReadMore(),
    });
  },
});
