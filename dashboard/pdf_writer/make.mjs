// Makes one file of the libraries and their licences for the visitor's browser. See README.md.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";

const to = process.argv[2] ?? "../static/pictures";
const sources = ["absent.js", "make.mjs", "package-lock.json", "parts.js", "pdf_writer.js", "tags.js"];
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
  banner: { js: `// Made of dashboard/pdf_writer, sha256 ${await digest(sources)}` },
  alias: Object.fromEntries(absent.map((name) => [name, "./absent.js"])),
});

const folders = new Set(
  Object.keys(made.metafile.inputs)
    .map((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1])
    .filter(Boolean),
);
const licences = await Promise.all([...folders].sort().map(licence));
await writeFile(`${to}/pdf_writer_licences.txt`, licences.join("\n"));

// What a test compares: the sources of today against those that the file was made of.
async function digest(names) {
  const hash = createHash("sha256");
  for (const name of names) hash.update(`${name}\n`).update(await readFile(name));
  return hash.digest("hex");
}

async function licence(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(`${folder}/${file}`, "utf8") : "";
  return `${name} ${version} (${license})\n${"=".repeat(72)}\n${text.trim()}\n`;
}
