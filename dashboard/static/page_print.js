// Paper is narrower than most screens, and a chart keeps the width in which it was drawn. Before
// anything is printed, by the keyboard or from the browser's menu, the page becomes as narrow as
// paper and each chart is drawn anew in that width. All of it must be done when `beforeprint`
// returns: the browser waits for nothing else. Afterwards Streamlit draws the charts for the screen.

const CHART = ".js-plotly-plot";

// Plotly's file, as Streamlit brings it, makes this name known. Were it not, or were a chart not
// drawn at once, the chart would be scaled down.
function draw_for_paper() {
  for (const chart of document.querySelectorAll(CHART)) {
    if (chart.clientWidth) window.Plotly?.relayout(chart, { width: chart.clientWidth });
  }
}

function scale_charts() {
  for (const chart of document.querySelectorAll(".svg-container")) {
    const [width, height] = ["width", "height"].map((side) => chart.querySelector("svg").getAttribute(side));
    chart.style.setProperty("--drawn-width", `${width}px`);
    chart.style.setProperty("--drawn-ratio", `${width} / ${height}`);
    for (const layer of chart.querySelectorAll("svg.main-svg")) {
      layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
      layer.setAttribute("preserveAspectRatio", "xMinYMin");
    }
  }
}

function ready_for_paper() {
  const page = document.documentElement;
  if (page.dataset.paper) return;
  page.dataset.paper = "ready";
  window.addEventListener("beforeprint", () => {
    page.classList.add("paper");
    draw_for_paper();
    scale_charts();
  });
  window.addEventListener("afterprint", () => {
    page.classList.remove("paper");
    for (const layer of document.querySelectorAll("svg.main-svg")) layer.removeAttribute("viewBox");
  });
}
