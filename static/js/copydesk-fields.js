// Where in the form a text stands, and how it is changed there: plain fields and the prose editor.
// Offsets count code points, as the server does; these classes turn them into what each place counts.
(() => {
  const points = (text) => [...text];

  class PlainField {
    constructor(input) {
      this.input = input;
      this.target = input;
    }
    text() {
      return this.input.value;
    }
    units(start, end) {
      const all = points(this.text());
      const before = all.slice(0, start).join("").length;
      return [before, before + all.slice(start, end).join("").length];
    }
    select(start, end) {
      this.input.focus();
      this.input.setSelectionRange(...this.units(start, end));
    }
    replace(start, end, words) {
      this.input.setRangeText(words, ...this.units(start, end), "end");
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // The document as text, a line a block; `at[n]` is where the n-th code point stands in it.
  class ProseField {
    constructor(editor) {
      this.editor = editor;
      this.target = editor.view.dom;
    }
    read() {
      const letters = [],
        at = [];
      const add = (letter, position) => {
        letters.push(letter);
        at.push(position);
      };
      this.editor.state.doc.descendants((node, position) => {
        if (node.isText) {
          let offset = 0;
          for (const letter of points(node.text)) {
            add(letter, position + offset);
            offset += letter.length;
          }
        } else if (letters.length && letters.at(-1) !== "\n" && (node.isBlock || node.isLeaf)) {
          add("\n", position);
        }
      });
      return { letters, at };
    }
    text() {
      return this.read().letters.join("");
    }
    range(start, end) {
      const { letters, at } = this.read();
      return [at[start], at[end - 1] + letters[end - 1].length];
    }
    select(start, end) {
      const [from, to] = this.range(start, end);
      this.editor.chain().focus().setTextSelection({ from, to }).scrollIntoView().run();
    }
    replace(start, end, words) {
      const [from, to] = this.range(start, end);
      const change = this.editor.state.tr;
      this.editor.view.dispatch(
        words ? change.insertText(words, from, to) : change.delete(from, to),
      );
    }
  }

  // Changes only the letters that differ, so that bold words and links around them stay.
  const mend = (place, start, end, words) => {
    const before = points(place.text()).slice(start, end),
      after = points(words);
    let head = 0,
      tail = 0;
    while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
    while (
      tail < before.length - head &&
      tail < after.length - head &&
      before.at(-1 - tail) === after.at(-1 - tail)
    )
      tail += 1;
    if (head === before.length - tail) {
      // Nothing goes: a letter beside it is written again, for a place must not be empty.
      if (head > 0) head -= 1;
      else tail -= 1;
    }
    place.replace(start + head, end - tail, after.slice(head, after.length - tail).join(""));
  };

  window.copydeskFields = { PlainField, ProseField, mend, points };
})();
