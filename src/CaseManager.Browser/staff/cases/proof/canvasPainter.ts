import type { Painter } from "../../../lib/proof/index.ts";
import { dotsPerPoint, ProofRefusal } from "../../../lib/proof/index.ts";

const fonts = "system-ui, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans CJK SC', sans-serif";
// Measured large: small letters are rounded to whole pixels.
const measured = 100;

/** Draws lines with the browser's own letters: it knows every script, which way it runs and how its letters join. */
export function canvasPainter(): Painter {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  if (context === null) throw new ProofRefusal("canvas");
  let mayRead: boolean | null = null;
  const set = (pixels: number, bold: boolean): void => {
    context.font = `${bold ? "bold " : ""}${pixels}px ${fonts}`;
  };
  return {
    measure(text, size, bold) {
      set(measured, bold);
      return (context.measureText(text).width * size) / measured;
    },
    paint(text, size, bold, rightToLeft, height) {
      mayRead ??= isReadTrue(canvas, context);
      if (!mayRead) throw new ProofRefusal("canvas");
      set(size * dotsPerPoint, bold);
      canvas.width = Math.ceil(context.measureText(text).width) + 4;
      canvas.height = Math.ceil(height * dotsPerPoint);
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      // Another size takes everything that was set.
      set(size * dotsPerPoint, bold);
      context.fillStyle = "#1c2129";
      context.direction = rightToLeft ? "rtl" : "ltr";
      context.textAlign = rightToLeft ? "right" : "left";
      context.textBaseline = "alphabetic";
      context.fillText(text, rightToLeft ? canvas.width - 2 : 2, size * dotsPerPoint * 1.1);
      return { gray: grayOf(context.getImageData(0, 0, canvas.width, canvas.height)), width: canvas.width, height: canvas.height };
    },
  };
}

function grayOf({ data }: ImageData): Uint8Array {
  const gray = new Uint8Array(data.length / 4);
  for (let at = 0; at < gray.length; at++) gray[at] = data[at * 4 + 1]!;
  return gray;
}

/** Some browsers answer with noise, so that nobody is told by how her machine draws. */
function isReadTrue(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): boolean {
  canvas.width = 8;
  canvas.height = 8;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, 8, 8);
  context.fillStyle = "#000";
  context.fillRect(0, 0, 4, 8);
  return grayOf(context.getImageData(0, 0, 8, 8)).every((value, at) => value === (at % 8 < 4 ? 0 : 255));
}
