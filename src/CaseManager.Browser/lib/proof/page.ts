import type { PDFFont, PDFPage } from "@cantoo/pdf-lib";
import {
  PDFDocument, PDFHexString, PDFName, PDFOperator, PDFOperatorNames, StandardFonts, concatTransformationMatrix, drawObject, popGraphicsState, pushGraphicsState, rgb,
} from "@cantoo/pdf-lib";
import { isRightToLeft, printableLines, wrapLine } from "./lines.ts";

/** A line as it looks: one byte a pixel, rows from the top, 255 is paper. */
export interface Ink {
  readonly gray: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Draws what the fonts of every PDF reader lack, with the fonts of this machine. */
export interface Painter {
  /** Width in points. */
  measure(text: string, size: number, bold: boolean): number;
  /** A picture of one line, `dotsPerPoint` pixels a point, `height` points high. */
  paint(text: string, size: number, bold: boolean, rightToLeft: boolean, height: number): Ink;
}

/** Pixels a point: 200 dots an inch. */
export const dotsPerPoint = 200 / 72;

/** How something is written. */
export interface Style {
  readonly size?: number;
  readonly bold?: boolean;
  readonly mono?: boolean;
  readonly gray?: boolean;
  /** Points from the left margin. */
  readonly indent?: number;
  /** A line beside it: what somebody else wrote. */
  readonly quoted?: boolean;
}

/** A cell of a row: its text, the width of its column in points, and how it is written. */
export interface Cell extends Style {
  readonly text: string;
  readonly width: number;
}

/** Writes down a document from top to bottom, page by page. */
export interface Writer {
  write(text: string, style?: Style): void;
  row(cells: readonly Cell[]): void;
  /** Room before what follows, in points. */
  gap(points: number): void;
  rule(): void;
  /** Begins a new page unless that much room is left, in points. */
  need(points: number): void;
  finish(footer: (page: number, pages: number) => readonly string[]): Promise<Uint8Array>;
}

const paper = { width: 595.28, height: 841.89, left: 56, right: 56, top: 58, bottom: 66 } as const;

/** Points between the margins. */
export const columnWidth = paper.width - paper.left - paper.right;

const ink = rgb(0.11, 0.13, 0.16);
const faint = rgb(0.38, 0.41, 0.45);
const hair = rgb(0.8, 0.82, 0.84);

interface Line {
  readonly text: string;
  readonly width: number;
  readonly painted: boolean;
  readonly rightToLeft: boolean;
}

/** A new document, A4. */
export async function writer(title: string, author: string, madeAt: Date, painter: Painter): Promise<Writer> {
  const document = await PDFDocument.create();
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setAuthor(author);
  document.setProducer("CaseManager");
  document.setCreator("CaseManager");
  document.setCreationDate(madeAt);
  document.setModificationDate(madeAt);
  document.setLanguage("en");
  const [regular, strong, typed] = await Promise.all([StandardFonts.Helvetica, StandardFonts.HelveticaBold, StandardFonts.Courier].map((font) => document.embedFont(font)));
  const known = new Set(regular!.getCharacterSet());
  const pages: PDFPage[] = [];
  let page = document.addPage([paper.width, paper.height]);
  pages.push(page);
  let y: number = paper.height - paper.top;
  let pictures = 0;

  const fontOf = ({ bold = false, mono = false }: Style): PDFFont => (mono ? typed! : bold ? strong! : regular!);
  const widths = new Map<PDFFont, Map<string, number>>();
  const measureIn = (font: PDFFont): ((text: string) => number) => {
    const of = widths.get(font) ?? new Map<string, number>();
    widths.set(font, of);
    return (text) => {
      let sum = 0;
      for (const letter of text) {
        let one = of.get(letter);
        if (one === undefined) of.set(letter, (one = font.widthOfTextAtSize(letter, 1000) / 1000));
        sum += one;
      }
      return sum;
    };
  };
  const isKnown = (text: string): boolean => [...text].every((letter) => known.has(letter.codePointAt(0)!));

  const linesOf = (text: string, width: number, style: Style): Line[] => {
    const { size = 9.5, bold = false } = style;
    const inFont = measureIn(fontOf(style));
    return printableLines(text).flatMap((whole) => {
      const painted = !isKnown(whole);
      const rightToLeft = painted && isRightToLeft(whole);
      const measure = painted ? (part: string) => painter.measure(part, size, bold) : (part: string) => inFont(part) * size;
      return wrapLine(whole, width, measure).map((line) => ({ text: line, width: measure(line), painted, rightToLeft }));
    });
  };
  const turn = (): void => {
    page = document.addPage([paper.width, paper.height]);
    pages.push(page);
    y = paper.height - paper.top;
  };
  const heightOf = ({ size = 9.5 }: Style): number => size * 1.42;

  const draw = (line: Line, x: number, width: number, style: Style): void => {
    const { size = 9.5, bold = false, gray = false } = style;
    if (line.text.trim() === "") return;
    if (!line.painted) {
      page.drawText(line.text, { x, y: y - size, size, font: fontOf(style), color: gray ? faint : ink });
      return;
    }
    const height = heightOf(style);
    const picture = painter.paint(line.text, size, bold, line.rightToLeft, height);
    const stream = document.context.flateStream(picture.gray, {
      Type: "XObject", Subtype: "Image", Width: picture.width, Height: picture.height, ColorSpace: "DeviceGray", BitsPerComponent: 8,
    });
    const name = PDFName.of(`Line${++pictures}`);
    page.node.setXObject(name, document.context.register(stream));
    const [wide, left] = [picture.width / dotsPerPoint, line.rightToLeft ? x + width - picture.width / dotsPerPoint : x];
    // Readers that copy or speak take the text itself, not the picture of it.
    const said = document.context.obj({ ActualText: PDFHexString.fromText(line.text) });
    page.pushOperators(
      PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of("Span"), said.toString()]),
      pushGraphicsState(), concatTransformationMatrix(wide, 0, 0, height, left, y - height + size * 0.16), drawObject(name), popGraphicsState(),
      PDFOperator.of(PDFOperatorNames.EndMarkedContent),
    );
  };

  return {
    write(text, style = {}) {
      const { indent = 0, quoted = false } = style;
      const width = columnWidth - indent;
      const height = heightOf(style);
      for (const line of linesOf(text, width, style)) {
        if (y - height < paper.bottom) turn();
        if (quoted) page.drawLine({ start: { x: paper.left + indent - 9, y: y + 1 }, end: { x: paper.left + indent - 9, y: y - height }, thickness: 1.4, color: hair });
        draw(line, paper.left + indent, width, style);
        y -= height;
      }
    },
    row(cells) {
      const laid = cells.map((cell) => linesOf(cell.text, cell.width - 6, cell));
      const most = Math.max(...laid.map((lines) => lines.length));
      const height = heightOf(cells[0]!);
      for (let at = 0; at < most; at++) {
        if (y - height < paper.bottom) turn();
        let x: number = paper.left;
        for (const [column, cell] of cells.entries()) {
          const line = laid[column]![at];
          if (line !== undefined) draw(line, x, cell.width - 6, cell);
          x += cell.width;
        }
        y -= height;
      }
      y -= 2.5;
    },
    gap(points) {
      y -= points;
    },
    rule() {
      page.drawLine({ start: { x: paper.left, y }, end: { x: paper.width - paper.right, y }, thickness: 0.6, color: hair });
      y -= 6;
    },
    need(points) {
      if (y - points < paper.bottom) turn();
    },
    async finish(footer) {
      for (const [at, one] of pages.entries()) {
        one.drawLine({ start: { x: paper.left, y: paper.bottom - 14 }, end: { x: paper.width - paper.right, y: paper.bottom - 14 }, thickness: 0.6, color: hair });
        for (const [line, text] of footer(at + 1, pages.length).entries()) {
          one.drawText(text, { x: paper.left, y: paper.bottom - 26 - line * 10, size: 7, font: line === 0 ? regular! : typed!, color: faint });
        }
      }
      return document.save();
    },
  };
}
