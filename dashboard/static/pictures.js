// Pictures of a chart, made by the visitor's own browser: PNG, SVG, or printed as PDF.
// Everything comes from this server: Plotly's own file and the bundled font, which is put into the
// picture so that it looks the same on a computer without it.

const FONTS = [
  ["ibm-plex-sans-latin-wght-normal.woff2", /[\u0000-\u00ff\u2000-\u22ff]/,
   "U+0000-00FF, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212"],
  ["ibm-plex-sans-latin-ext-wght-normal.woff2", /[\u0100-\u02ff]/, "U+0100-02BA, U+1E00-1E9F"],
  ["ibm-plex-sans-cyrillic-wght-normal.woff2", /[\u0400-\u04ff]/,
   "U+0301, U+0400-045F, U+0490-0491, U+2116"],
];
const RESOLUTION = 300 / 0.0254; // dots per metre of a picture for print

function address(path) {
  return new URL(path, document.baseURI).href;
}

let loading;
function plotly(path) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address(path);
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("plotly"));
    document.head.append(script);
  });
  return loading;
}

async function encoded(path) {
  const answer = await fetch(address(path));
  if (!answer.ok) throw new Error(path);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

async function faces(text) {
  const needed = FONTS.filter(([, letters]) => letters.test(text));
  const styles = needed.map(async ([name, , range]) =>
    `@font-face{font-family:"IBM Plex Sans";font-weight:100 700;unicode-range:${range};` +
    `src:url(data:font/woff2;base64,${await encoded("app/static/fonts/" + name)}) format("woff2")}`);
  return (await Promise.all(styles)).join("");
}

async function drawing(data) {
  const library = await plotly(data.plotly);
  const figure = JSON.parse(data.figure);
  const size = { width: data.width, height: figure.layout.height };
  const link = await library.toImage(figure, { format: "svg", ...size });
  const svg = decodeURIComponent(link.slice(link.indexOf(",") + 1));
  const document_ = new DOMParser().parseFromString(svg, "image/svg+xml");
  const style = document_.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = await faces(document_.documentElement.textContent);
  const title = document_.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = data.title;
  document_.documentElement.prepend(title, style);
  return { svg: new XMLSerializer().serializeToString(document_), ...size };
}

async function png(data, scale, forPrint) {
  const { svg, width, height } = await drawing(data);
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return forPrint ? withResolution(blob) : blob;
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

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function printed(data) {
  const { svg, width, height } = await drawing(data);
  const frame = document.createElement("iframe");
  frame.style.cssText = "position:fixed;width:0;height:0;border:0";
  frame.title = data.title;
  document.body.append(frame);
  const page = frame.contentDocument;
  page.title = data.title;
  page.head.innerHTML = `<style>@page{size:${width}px ${height}px;margin:0}body{margin:0}svg{display:block}</style>`;
  page.body.innerHTML = svg;
  await page.fonts.ready;
  frame.contentWindow.onafterprint = () => frame.remove();
  frame.contentWindow.print();
}

const WAYS = {
  png: async (data) => save(await png(data, 1, false), data.name + ".png"),
  png2: async (data) => save(await png(data, 2, false), data.name + "_2x.png"),
  print: async (data) => save(await png(data, 3, true), data.name + "_print.png"),
  svg: async (data) => {
    const { svg } = await drawing(data);
    save(new Blob([svg], { type: "image/svg+xml" }), data.name + ".svg");
  },
  pdf: printed,
};

export default function ({ parentElement, data }) {
  const place = parentElement.querySelector(".pictures");
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const buttons = data.ways.map(([way, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = async () => {
      told.textContent = data.preparing;
      try {
        await WAYS[way](data);
        told.textContent = "";
      } catch {
        told.textContent = data.failed;
      }
    };
    return button;
  });
  place.replaceChildren(...buttons, told);
}
