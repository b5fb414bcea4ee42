// Finds words in a text as a reader sees them: ํา is ำ, marks in any order, é of one character or two,
// no matter which spaces and which case; what has no width is not there.
//
// Thai digits and tone marks stay what they are, so that they can be found alone.
const NO_WIDTH = "\\u00ad\\u200b-\\u200f\\u2060-\\u2064\\ufeff";
const SARA_AM = "\\u0e4d([\\u0e48-\\u0e4b]?)\\u0e32";
const PIECES = new RegExp(
  `[${NO_WIDTH}]+|${SARA_AM}|\u0e40\u0e40|\\s|[^\\p{M}](?:(?!${SARA_AM.replace("(", "(?:")})[^\\P{M}${NO_WIDTH}])*|\\p{M}`,
  "gu",
);
const NONE = new RegExp(`^[${NO_WIDTH}]`);

const foldPiece = (piece, tone) => {
  if (NONE.test(piece)) return "";
  if (/^\s$/.test(piece)) return " ";
  if (piece === "\u0e40\u0e40") return "\u0e41";
  if (/^\u0e4d.*\u0e32$/.test(piece)) return `${tone || ""}\u0e33`;
  return piece.normalize("NFC").toLowerCase();
};

// `starts[n]` and `ends[n]`: where the n-th unit of the folded `text` begins and ends in the original.
export const fold = (original) => {
  let text = "";
  const starts = [];
  const ends = [];
  for (const match of original.matchAll(PIECES)) {
    const [piece, tone] = match;
    const folded = foldPiece(piece, tone);
    const isSame = folded.length === piece.length && folded === piece.toLowerCase();
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts.push(match.index + (isSame ? unit : 0));
      ends.push(match.index + (isSame ? unit + 1 : piece.length));
    }
  }
  return { text, starts, ends };
};

// The places [from, to) in a folded text where the words of a folded query stand.
export const findMatches = ({ text, starts, ends }, query) => {
  const found = [];
  if (!query.text) return found;
  let at = text.indexOf(query.text);
  while (at >= 0) {
    found.push([starts[at], ends[at + query.text.length - 1]]);
    at = text.indexOf(query.text, at + query.text.length);
  }
  return found;
};
