// A chart drawn as SVG by Plotly's own file, which is loaded once for the page.

let loading;
function plotly(path) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const { Plotly: of_the_page } = window;
    script.src = new URL(path, document.baseURI).href;
    script.onload = () => {
      resolve(window.Plotly);
      window.Plotly = of_the_page; // which has drawn the charts that are there
    };
    script.onerror = () => reject(new Error("plotly"));
    document.head.append(script);
  });
  return loading;
}

export async function drawing({ plotly: path, figure: text, width, title, description, language }) {
  const library = await plotly(path);
  const figure = JSON.parse(text);
  const size = { width, height: figure.layout.height };
  const link = await library.toImage(figure, { format: "svg", ...size });
  const svg = decodeURIComponent(link.slice(link.indexOf(",") + 1));
  // Titles as heavy as on the page, which the lines were measured for.
  const drawn = svg.replace(/font-weight: ?bold/g, "font-weight: 600");
  const root = new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
  return { root, frame: frame(figure.layout), title, description, language, ...size };
}

// Which of the chart's annotations are its title, its subtitle and its footer, and between which
// heights, in pixels from the top, the chart itself stands.
function frame({ annotations, height, legend, margin }) {
  const places = [...annotations.keys()].filter((place) => annotations[place].name === "frame");
  const footer = annotations[places.at(-1)];
  return { places, top: height * (1 - legend.y), bottom: height - margin.b - footer.yshift };
}

export async function encoded(font) {
  const answer = await fetch(new URL("app/static/fonts/" + font, document.baseURI).href);
  if (!answer.ok) throw new Error(font);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function add(parent, name, attributes, text) {
  const element = parent.ownerDocument.createElementNS(parent.namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  parent.append(element);
}
