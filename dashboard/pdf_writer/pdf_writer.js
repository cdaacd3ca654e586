// A drawing as a PDF of its own size: vectors, real text, the bundled fonts inside, and tags for a
// screen reader. It gets everything from its caller and fetches nothing.

import { jsPDF } from "jspdf";
import "svg2pdf.js";
import { parts } from "./parts.js";
import { decoration, described, tagging } from "./tags.js";

const FONT = "IBM Plex Sans";
const POINTS = 0.75; // of a pixel

export async function chart_pdf(drawing, fonts) {
  const size = { width: drawing.width * POINTS, height: drawing.height * POINTS };
  const pdf = new jsPDF({
    unit: "pt",
    format: [size.width, size.height],
    orientation: size.width > size.height ? "landscape" : "portrait",
    compress: true,
    putOnlyUsedFonts: true,
  });
  for (const { weight, base64 } of fonts) {
    const file = `${weight}.ttf`;
    pdf.addFileToVFS(file, base64);
    pdf.addFont(file, FONT, "normal", weight);
  }
  pdf.setProperties({ title: drawing.title, creator: "Counter-trafficking statistics" });
  pdf.viewerPreferences({ DisplayDocTitle: true });
  pdf.__private__.setPdfVersion("1.7"); // what is see-through needs 1.4 at least
  lines_only(drawing.root);
  await draw(pdf, drawing, size);
  return pdf.output("blob");
}

async function draw(pdf, drawing, size) {
  const { paper, title, subtitle, chart, footer } = parts(drawing);
  const drawn = (part) => () => pdf.svg(part, { x: 0, y: 0, ...size });
  const [top, bottom] = [drawing.frame.top, drawing.frame.bottom].map((y) => size.height - y * POINTS);
  const words = described(drawing.description, [0, bottom, size.width, top].map(Math.round));
  const tagged = tagging(pdf, drawing);
  await decoration(pdf, drawn(paper));
  await tagged("H1", drawn(title));
  if (subtitle) await tagged("P", drawn(subtitle));
  await tagged("Figure", drawn(chart), words);
  await tagged("P", drawn(footer));
}

// A line that names no fill has an area of nothing in it, which a PDF shows as a dark hair.
function lines_only(root) {
  for (const path of root.querySelectorAll("path")) {
    if (!path.closest('[style*="fill:"], [fill]')) path.style.fill = "none";
  }
}
