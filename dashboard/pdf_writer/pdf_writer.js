// A drawing as a PDF of its own size: vectors, real text, the bundled fonts inside.
// It gets everything from its caller and fetches nothing.

import { jsPDF } from "jspdf";
import "svg2pdf.js";

const FONT = "IBM Plex Sans";
const POINTS = 0.75; // of a pixel

export async function chart_pdf({ root, width, height, title, language }, fonts) {
  const size = { width: width * POINTS, height: height * POINTS };
  const pdf = new jsPDF({
    unit: "pt",
    format: [size.width, size.height],
    orientation: width > height ? "landscape" : "portrait",
    compress: true,
    putOnlyUsedFonts: true,
  });
  for (const { weight, base64 } of fonts) {
    const file = `${weight}.ttf`;
    pdf.addFileToVFS(file, base64);
    pdf.addFont(file, FONT, "normal", weight);
  }
  pdf.setProperties({ title, creator: "Counter-trafficking statistics" });
  pdf.viewerPreferences({ DisplayDocTitle: true });
  pdf.__private__.setPdfVersion("1.7"); // what is see-through needs 1.4 at least
  // The library's own list of languages lacks the two alphabets of Serbian.
  pdf.internal.events.subscribe("putCatalog", () => pdf.internal.write(`/Lang (${language})`));
  lines_only(root);
  await pdf.svg(root, { x: 0, y: 0, ...size });
  return pdf.output("blob");
}

// A line that names no fill has an area of nothing in it, which a PDF shows as a dark hair.
function lines_only(root) {
  for (const path of root.querySelectorAll("path")) {
    if (!path.closest('[style*="fill:"], [fill]')) path.style.fill = "none";
  }
}
