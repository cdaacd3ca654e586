// Buttons for pictures of a chart. Each press asks the server first, which writes it down and then
// hands out the chart; what draws it is loaded at the first press.

const PATIENCE = 30000; // milliseconds to wait for the server's leave
const waiting = new Map(); // from a press to what goes on with the chart
let before = Promise.resolve(); // the server hears one press at a time

function leave(way, ask) {
  const ticket = `${Date.now()} ${Math.random()}`;
  return new Promise((resolve, reject) => {
    waiting.set(ticket, resolve);
    setTimeout(() => waiting.delete(ticket) && reject(new Error("no answer")), PATIENCE);
    ask("asked", { way, ticket });
  });
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function take(way, ask) {
  const asked = before.then(() => leave(way, ask));
  before = asked.catch(() => {});
  const given = await asked;
  const { picture } = await import(new URL(given.drawing, document.baseURI).href);
  save(await picture(way, given), given.name);
}

export default function ({ parentElement, data, setTriggerValue }) {
  const { ticket } = data.given ?? {};
  waiting.get(ticket)?.(data.given);
  waiting.delete(ticket);

  const place = parentElement.querySelector(".pictures");
  place.ask = setTriggerValue; // each run of the page brings its own
  if (place.dataset.labels === JSON.stringify(data.labels)) return;
  place.dataset.labels = JSON.stringify(data.labels);
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const buttons = Object.entries(data.labels).map(([way, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = async () => {
      told.textContent = data.preparing;
      try {
        await take(way, place.ask);
        told.textContent = "";
      } catch {
        told.textContent = data.failed;
      }
    };
    return button;
  });
  place.replaceChildren(...buttons, told);
}
