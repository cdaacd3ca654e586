// A chart as a picture, made by the visitor's own browser: PNG, SVG, PDF.
// Everything comes from this server, and nothing is told to anybody.

import { drawing, encoded } from "./drawing.js";
import { png } from "./png.js";
import { standing_alone } from "./standing_alone.js";

const PRINT_FONTS = [["IBMPlexSans-Regular.ttf", 400], ["IBMPlexSans-SemiBold.ttf", 600]];

const WAYS = {
  png: (drawn) => png(drawn, 1),
  png2: (drawn) => png(drawn, 2),
  print: (drawn) => png(drawn, 3, { forPrint: true }),
  svg: standing_alone,
  pdf,
};

export async function picture(way, data) {
  return WAYS[way](await drawing(data));
}

async function pdf(drawn) {
  const { chart_pdf } = await import("./pdf_writer.js");
  const fonts = PRINT_FONTS.map(async ([name, weight]) =>
    ({ weight, base64: await encoded("print/" + name) }));
  return chart_pdf(drawn, await Promise.all(fonts));
}
