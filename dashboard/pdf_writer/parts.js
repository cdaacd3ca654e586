// A drawing in the parts in which it is read: paper, title, subtitle, chart, footer. Each comes out as
// a drawing of the same size, so that all of them on one page look as the whole.

export function parts({ root, frame }) {
  const [title, subtitle, footer] = frame.places.map((place) => {
    const words = root.querySelector(`.annotation[data-index="${place}"]`);
    return words && alone(root, with_spaces(words));
  });
  const paper = alone(root, root.querySelector(":scope > rect"));
  return { paper, title, subtitle, chart: root, footer };
}

function alone(root, element) {
  const sheet = root.cloneNode(false);
  sheet.append(element);
  return sheet;
}

// Lines that are read one after the other: the last word of one and the first of the next are two.
function with_spaces(words) {
  for (const line of words.querySelectorAll(".line:not(:last-child)")) line.append(" ");
  return words;
}
