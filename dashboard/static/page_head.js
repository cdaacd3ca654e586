// What Streamlit says in English only, in the reader's language: the language of the page itself,
// the names of its own controls, which a screen reader reads out, and what it says of a wrong address.

const SAID = "[data-testid=stSkipToContent], [role=dialog] h2, [role=dialog] div";
let words = {};
const known = new Map(); // from a name in any language that was shown to Streamlit's own
let watching;

function own(name) {
  const english = known.get(name) ?? name;
  const said = words[english] ?? end_of_range(english);
  if (said) known.set(said, english);
  return said ?? name;
}

// The two ends of a slider are named after its label: "Period — start".
function end_of_range(name) {
  const [, label, end] = name.match(/^(.+) — (start|end)$/) ?? [];
  return end && `${label} — ${words[end]}`;
}

function name_controls() {
  for (const element of document.querySelectorAll("[aria-label]")) {
    const name = element.getAttribute("aria-label");
    if (own(name) !== name) element.setAttribute("aria-label", own(name));
  }
}

function name_texts() {
  for (const element of document.querySelectorAll(SAID)) {
    const text = element.firstChild;
    if (text?.nodeType === Node.TEXT_NODE && own(text.data) !== text.data) text.data = own(text.data);
  }
}

let waiting = false;
function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    name_controls();
    name_texts();
  });
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  words = data.words;
  watching ??= new MutationObserver(later);
  const named = { attributes: true, attributeFilter: ["aria-label"] };
  watching.observe(document.body, { childList: true, subtree: true, ...named });
  later();
  ready_for_paper();
}
