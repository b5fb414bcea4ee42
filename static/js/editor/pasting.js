import { Extension, Plugin } from "django-prose-editor/editor";
import { convert, insertConverted, showNotes } from "newsroom/editor/conversion";

const OFFLINE = "เชื่อมต่อไม่ได้ จึงวางเฉพาะข้อความ ไม่มีรูปแบบและภาพ";

// HTML of the clipboard goes through the same conversion on the server as everything that is stored.
// Without a connection its plain text is inserted.
export const PastedHtml = Extension.create({
  name: "pastedHtml",
  // Behind the plugins that take files and addresses of videos.
  priority: 10,
  addOptions: () => ({ convertUrl: "" }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const { convertUrl } = this.options;
    const paragraphs = (text) =>
      text
        .split(/\n\s*\n/)
        .map((part) => part.trim())
        .filter(Boolean)
        .map((part) => ({
          type: "paragraph",
          content: part
            .split("\n")
            .flatMap((line, index) => [
              ...(index ? [{ type: "hardBreak" }] : []),
              ...(line.trim() ? [{ type: "text", text: line.trim() }] : []),
            ]),
        }));
    const take = async (html, text, range) => {
      let notes = [];
      // Not multipart, which would queue behind uploads of photos.
      await insertConverted(editor, range, async () => {
        const answer = await convert(convertUrl, html, { "Content-Type": "text/html" });
        notes = answer.notes || [answer.message || OFFLINE];
        return answer.html ?? paragraphs(text);
      });
      showNotes(editor, notes);
    };
    return [
      new Plugin({
        props: {
          // Before ProseMirror reads the HTML, which would load pictures of other sites.
          handleDOMEvents: {
            paste(view, event) {
              const html = event.clipboardData?.getData("text/html") || "";
              // What was copied in this editor is what it can hold.
              if (!convertUrl || !html.trim() || html.includes("data-pm-slice")) return false;
              const text = event.clipboardData.getData("text/plain") || "";
              if (event.clipboardData.files.length && !text.trim()) return false;
              event.preventDefault();
              take(html, text, view.state.selection);
              return true;
            },
          },
        },
      }),
    ];
  },
});
