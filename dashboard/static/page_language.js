// The language of the page, for screen readers, hyphenation and translation offers.

export default function ({ data }) {
  document.documentElement.lang = data.language;
}
