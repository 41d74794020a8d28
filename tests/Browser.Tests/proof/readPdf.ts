import type { PDFFont } from "@cantoo/pdf-lib";
import { decodePDFRawStream, PDFArray, PDFDocument, PDFRawStream, StandardFonts } from "@cantoo/pdf-lib";

/** A line of text as it stands on a page: points from the lower left corner. */
export interface PlacedLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const fonts = [StandardFonts.Helvetica, StandardFonts.HelveticaBold, StandardFonts.Courier];

/** What the fonts of a reader write on each page; pictures of lines are not among it. */
export async function linesOn(bytes: Uint8Array): Promise<PlacedLine[][]> {
  const document = await PDFDocument.load(bytes);
  const rulers = new Map<string, PDFFont>(await Promise.all(fonts.map(async (name) => [name, await document.embedFont(name)] as const)));
  return document.getPages().map((page) => {
    const contents = page.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray().map((one) => document.context.lookup(one)) : [contents];
    const operators = streams.map((stream) => (stream instanceof PDFRawStream ? new TextDecoder("latin1").decode(decodePDFRawStream(stream).decode()) : "")).join("\n");
    return [...operators.matchAll(/\/(\S+) ([\d.]+) Tf[\s\S]*?1 0 0 1 ([\d.-]+) ([\d.-]+) Tm\s+<([0-9A-Fa-f]*)> Tj/g)].map(([, font, size, x, y, hex]) => {
      const text = new TextDecoder("windows-1252").decode(Uint8Array.from(hex!.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)));
      const ruler = [...rulers].filter(([name]) => font!.startsWith(name)).sort(([a], [b]) => b.length - a.length)[0]![1];
      return { text, x: Number(x), y: Number(y), width: ruler.widthOfTextAtSize(text, Number(size)) };
    });
  });
}
