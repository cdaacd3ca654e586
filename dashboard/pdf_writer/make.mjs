// Makes one file of the libraries and their licences for the visitor's browser. See README.md.

import { build } from "esbuild";
import { readFile, readdir, writeFile } from "node:fs/promises";

const to = "../static/pictures";
const absent = ["html2canvas", "dompurify", "canvg", "fast-png"];

const made = await build({
  entryPoints: ["pdf_writer.js"],
  outfile: `${to}/pdf_writer.js`,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "ascii",
  legalComments: "eof",
  metafile: true,
  alias: Object.fromEntries(absent.map((name) => [name, "./absent.js"])),
});

const folders = new Set(
  Object.keys(made.metafile.inputs)
    .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1])
    .filter(Boolean),
);
const licences = await Promise.all([...folders].sort().map(licence));
await writeFile(`${to}/pdf_writer_licences.txt`, licences.join("\n"));

async function licence(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? await readFile(`${folder}/${file}`, "utf8") : "";
  return `${name} ${version} (${license})\n${"=".repeat(72)}\n${text.trim()}\n`;
}
