// Paper is narrower than most screens, and a chart keeps the width in which it was drawn. Ctrl+P
// first makes the page as narrow as paper, so that each chart is drawn anew with legible labels.
// Whoever prints from the browser's menu leaves no time for that: charts are then scaled down.

const PAPER = 703; // CSS pixels between the margins that print.css sets
const DRAWN = ".svg-container";
const PATIENCE = 2000; // milliseconds in which charts are drawn anew

function scale_charts() {
  for (const chart of document.querySelectorAll(DRAWN)) {
    const [width, height] = ["width", "height"].map((side) => chart.querySelector("svg").getAttribute(side));
    chart.style.setProperty("--drawn-width", `${width}px`);
    chart.style.setProperty("--drawn-ratio", `${width} / ${height}`);
    for (const layer of chart.querySelectorAll("svg.main-svg")) {
      layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
      layer.setAttribute("preserveAspectRatio", "xMinYMin");
    }
  }
}

function unscale_charts() {
  for (const layer of document.querySelectorAll(`${DRAWN} svg.main-svg`)) layer.removeAttribute("viewBox");
}

function fit() {
  return [...document.querySelectorAll(DRAWN)].every((chart) => chart.offsetWidth <= PAPER);
}

async function print_narrow() {
  const root = document.documentElement;
  root.classList.add("paper");
  const end = Date.now() + PATIENCE;
  while (!fit() && Date.now() < end) await new Promise(requestAnimationFrame);
  window.print();
  root.classList.remove("paper");
}

function ready_for_paper() {
  if (document.documentElement.dataset.paper) return;
  document.documentElement.dataset.paper = "ready";
  window.addEventListener("beforeprint", scale_charts);
  window.addEventListener("afterprint", unscale_charts);
  window.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "p" || !(pressed.ctrlKey || pressed.metaKey) || pressed.shiftKey || pressed.altKey) return;
    pressed.preventDefault();
    print_narrow();
  });
}
