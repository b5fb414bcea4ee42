// Find and replace, by a button of the toolbar or Ctrl+F; its bar is in find-bar.js.
import { Extension } from "django-prose-editor/editor";
import { laterPart } from "newsroom/editor/blocks";

const withBar = laterPart(() => import("newsroom/editor/find-bar"));

export const FindAndReplace = Extension.create({
  name: "findAndReplace",
  addStorage: () => ({ bar: null }),
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "findAndReplace",
      groups: "nodes",
      button: buttons.material("find_replace", "ค้นหาและแทนที่"),
      command: (editor) => editor.commands.findAndReplace(),
    });
  },
  addCommands() {
    const { storage } = this;
    return {
      findAndReplace:
        () =>
        ({ editor, dispatch }) => {
          if (!dispatch) return true;
          withBar(editor, ({ makeBar }) => {
            storage.bar ||= makeBar(editor);
            storage.bar.open();
          });
          return true;
        },
    };
  },
  addKeyboardShortcuts: () => ({ "Mod-f": ({ editor }) => editor.commands.findAndReplace() }),
});
