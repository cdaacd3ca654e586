// A drawing as PNG. A picture for print says how many of its dots make a metre.

import { add } from "./drawing.js";
import { FAMILY, letters, standing_alone } from "./standing_alone.js";

const RESOLUTION = 300 / 0.0254; // dots per metre of a picture for print
const CELL = 20; // pixels: one letter of proof
const TRIES = 50, PAUSE = 60; // milliseconds

export async function png(drawn, scale, { forPrint = false } = {}) {
  const image = await ready(drawn);
  const { width, height } = drawn;
  const { canvas, paper } = sheet(width * scale, height * scale);
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, width, height, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return forPrint ? withResolution(blob) : blob;
}

function sheet(width, height) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  return { canvas, paper: canvas.getContext("2d") };
}

// A browser may draw a picture before its fonts are there: the words in them are then missing. So
// a letter of each stands below the picture's edge, and is looked at until all can be seen.
async function ready(drawn) {
  const { root, width, height } = drawn;
  const proof = letters(root.textContent);
  proof.forEach((letter, place) => add(root, "text", {
    x: place * CELL, y: height + CELL * 0.8, "font-family": FAMILY, "font-size": CELL * 0.8,
  }, letter));
  root.setAttribute("height", height + CELL);
  root.setAttribute("viewBox", `0 0 ${width} ${height + CELL}`);
  const image = new Image();
  image.src = URL.createObjectURL(await standing_alone(drawn));
  await image.decode();
  for (let tried = 0; tried < TRIES; tried++) {
    if (proof.every((_, place) => is_seen(image, place * CELL, height))) return image;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  throw new Error("fonts");
}

function is_seen(image, x, y) {
  const { paper } = sheet(CELL, CELL);
  paper.drawImage(image, x, y, CELL, CELL, 0, 0, CELL, CELL);
  return paper.getImageData(0, 0, CELL, CELL).data.some((value, at) => at % 4 === 3 && value > 128);
}

function checksum(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

async function withResolution(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const chunk = new DataView(new ArrayBuffer(21));
  chunk.setUint32(0, 9);
  [0x70, 0x48, 0x59, 0x73].forEach((sign, place) => chunk.setUint8(4 + place, sign));
  chunk.setUint32(8, Math.round(RESOLUTION));
  chunk.setUint32(12, Math.round(RESOLUTION));
  chunk.setUint8(16, 1);
  chunk.setUint32(17, checksum(new Uint8Array(chunk.buffer, 4, 13)));
  const header = 33; // the signature and the first chunk
  return new Blob([bytes.slice(0, header), chunk.buffer, bytes.slice(header)], { type: "image/png" });
}
