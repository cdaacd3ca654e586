// What a screen reader goes by in a PDF: what each part of the page is, the order in which they
// are read, and what a figure shows in words. The library that writes the PDF knows none of it.

// Returns what draws a part of the page as a heading (H1), a paragraph (P) or a figure (Figure).
export function tagging(pdf, { title, language }) {
  const { events, write } = pdf.internal;
  const parts = [];
  let tree;
  pdf.addMetadata(about(title), true);
  events.subscribe("putPage", () => write("/StructParents 0 /Tabs /S"));
  events.subscribe("postPutPages", () => { tree = structure(pdf, parts); });
  // The library's own list of languages lacks the two alphabets of Serbian.
  events.subscribe("putCatalog", () =>
    write(`/Lang (${language}) /MarkInfo << /Marked true >> /StructTreeRoot ${tree} 0 R`));
  return async (kind, draw, further = "") => {
    write(`/${kind} << /MCID ${parts.length} >> BDC`);
    parts.push({ kind, further });
    await draw();
    write("EMC");
  };
}

// What is only there to be looked at, and is never spoken.
export async function decoration(pdf, draw) {
  pdf.internal.write("/Artifact BMC");
  await draw();
  pdf.internal.write("EMC");
}

// What a figure shows in words, and where it stands: left, bottom, right, top.
export function described(words, box) {
  return `/Alt ${text(words)} /A << /O /Layout /Placement /Block /BBox [${box.join(" ")}] >>`;
}

function structure(pdf, parts) {
  const { objId: page } = pdf.internal.getPageInfo(1);
  const [root, whole, ...each] = ["root", "whole", ...parts].map(() => pdf.internal.newAdditionalObject());
  const all = each.map((one) => `${one.objId} 0 R`).join(" ");
  root.content = `<< /Type /StructTreeRoot /K ${whole.objId} 0 R /ParentTree << /Nums [0 [${all}]] >> >>`;
  whole.content = `<< /Type /StructElem /S /Document /P ${root.objId} 0 R /K [${all}] >>`;
  parts.forEach(({ kind, further }, mark) => {
    each[mark].content =
      `<< /Type /StructElem /S /${kind} /P ${whole.objId} 0 R /Pg ${page} 0 R /K ${mark} ${further} >>`;
  });
  return root.objId;
}

function text(words) {
  const units = [...Array(words.length).keys()].map((place) => words.charCodeAt(place));
  return `<FEFF${units.map((unit) => unit.toString(16).padStart(4, "0")).join("")}>`;
}

// The title where readers look for it, and that the file keeps to PDF/UA.
function about(title) {
  const plain = title.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${plain}</rdf:li></rdf:Alt></dc:title>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}
