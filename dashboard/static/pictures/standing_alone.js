// A drawing that holds its fonts, so that it looks the same on a computer without them, and its title
// and description, for who cannot see it.

import { add, encoded } from "./drawing.js";

export const FAMILY = "IBM Plex Sans";
// Each font: its file, what needs it, what it has, and one letter of it.
const FONTS = [
  ["ibm-plex-sans-latin-wght-normal.woff2", /[\u0000-\u00ff\u2000-\u22ff]/,
   "U+0000-00FF, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212", "M"],
  ["ibm-plex-sans-latin-ext-wght-normal.woff2", /[\u0100-\u02ff]/,
   "U+0100-02BA, U+1E00-1E9F", "\u010c"],
  ["ibm-plex-sans-cyrillic-wght-normal.woff2", /[\u0400-\u04ff]/,
   "U+0301, U+0400-045F, U+0490-0491, U+2116", "\u0416"],
];

export async function standing_alone({ root, title, description }) {
  const fonts = await faces(root.textContent);
  add(root, "title", {}, title);
  add(root, "desc", {}, description);
  add(root, "style", {}, fonts);
  root.prepend(...[...root.children].slice(-3));
  return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

// Of the fonts that the text needs.
export function letters(text) {
  return FONTS.filter(([, known]) => known.test(text)).map(([, , , letter]) => letter);
}

async function faces(text) {
  const needed = FONTS.filter(([, known]) => known.test(text));
  const styles = needed.map(async ([name, , range]) =>
    `@font-face{font-family:"${FAMILY}";font-weight:100 700;unicode-range:${range};` +
    `src:url(data:font/woff2;base64,${await encoded(name)}) format("woff2")}`);
  return (await Promise.all(styles)).join("");
}
