// In the place of what jsPDF would need for pictures and web pages inside a PDF: a chart has none.

export function decode() {
  throw new Error("A chart holds no picture.");
}

export default decode;
