// The page and the language that a visitor asked for before the sign-in, kept in the memory of this
// tab. It leads to a page of this room only, and once.

const KEPT = "asked_before_sign_in";
const LONGEST = 15 * 60 * 1000; // milliseconds that a sign-in may take

function keep(asked) {
  // A sign-out ends at the bare address: what was asked for before stays.
  if (asked) sessionStorage.setItem(KEPT, JSON.stringify({ asked, at: Date.now() }));
}

function lead(pages) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (!kept || Date.now() - kept.at > LONGEST) return;
  const room = new URL(".", document.baseURI).href;
  if (location.origin + location.pathname !== room) return;
  if (pages.includes(kept.asked.split("?")[0])) location.replace(room + kept.asked);
}

export default function ({ data }) {
  if (data.pages) lead(data.pages);
  else keep(data.asked);
}
