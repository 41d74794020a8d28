import { byId, make } from "../dom.ts";
import { text } from "../texts.ts";
import { encodePicture, FileRefusal, paintedSize } from "./picture.ts";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture on which she paints black what nobody needs to see: with a finger, a mouse or the keys. */
export interface BlackOut {
  readonly canvas: HTMLCanvasElement;
  /** Takes the last black box away. */
  undo(): void;
  /** The picture as it now is, without the marker. */
  encode(): ReturnType<typeof encodePicture>;
}

/** Puts a picture on a canvas, and lets go of the one she chose. */
export function blackOut(bitmap: ImageBitmap): BlackOut {
  const size = paintedSize(bitmap);
  const canvas = make("canvas", {
    class: "cm-blackout__picture", tabindex: "0", role: "application", "aria-label": text("blackout-label"), "aria-describedby": "blackout-how",
    width: String(size.width), height: String(size.height),
  });
  const painter = painterOf(canvas);
  const base = make("canvas", { width: String(size.width), height: String(size.height) });
  painterOf(base).drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  const boxes: Box[] = [];
  let marker: Box | null = null;

  function paint(withMarker = true): void {
    painter.fillStyle = "#fff";
    painter.fillRect(0, 0, size.width, size.height);
    painter.drawImage(base, 0, 0);
    painter.fillStyle = "#000";
    for (const box of boxes) painter.fillRect(box.x, box.y, box.width, box.height);
    if (!withMarker || marker === null) return;
    painter.lineWidth = Math.max(2, size.width / 200);
    for (const [style, dash] of [["#fff", 0], ["#000", painter.lineWidth * 3]] as const) {
      painter.strokeStyle = style;
      painter.setLineDash(dash === 0 ? [] : [dash]);
      painter.strokeRect(marker.x, marker.y, marker.width, marker.height);
    }
  }

  function keep(box: Box): void {
    // A tap paints nothing; what was meant as a line still covers it.
    if (box.width < 4 && box.height < 4) return;
    boxes.push(outward(box));
    tell();
  }

  const tell = (): void => void (byId("blackout-count").textContent = text("blackout-count", boxes.length));
  const takeLast = (): void => {
    boxes.pop();
    tell();
  };

  let from: { readonly x: number; readonly y: number } | null = null;
  const at = (event: PointerEvent): { x: number; y: number } => {
    const shown = canvas.getBoundingClientRect();
    return {
      x: within(((event.clientX - shown.left) / shown.width) * size.width, size.width),
      y: within(((event.clientY - shown.top) / shown.height) * size.height, size.height),
    };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    from = at(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (from === null || !event.isPrimary) return;
    marker = between(from, at(event));
    paint();
  });
  const end = (event: PointerEvent): void => {
    if (from === null || !event.isPrimary) return;
    if (event.type === "pointerup") keep(between(from, at(event)));
    [from, marker] = [null, null];
    paint();
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);

  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step !== undefined) {
      marker = moved(marker ?? { x: size.width / 4, y: size.height / 4, width: size.width / 2, height: size.height / 20 }, step[0]!, step[1]!, event.shiftKey);
    } else if ((event.key === "Enter" || event.key === " ") && marker !== null) {
      keep(marker);
    } else if (event.key === "Backspace" || event.key === "Delete") {
      takeLast();
    } else {
      return;
    }
    event.preventDefault();
    paint();
  });
  canvas.addEventListener("blur", () => {
    // A frame that was moved and not painted covers nothing: whoever cannot see it must be told.
    if (marker !== null && from === null) byId("blackout-count").textContent = text("blackout-dropped", boxes.length);
    marker = null;
    paint();
  });

  /** With Shift the marker grows or shrinks, otherwise it moves. */
  function moved({ x, y, width, height }: Box, right: number, down: number, grows: boolean): Box {
    const [stepX, stepY] = [(size.width / 50) * right, (size.height / 50) * down];
    return grows
      ? { x, y, width: Math.min(Math.max(width + stepX, size.width / 50), size.width - x), height: Math.min(Math.max(height + stepY, size.height / 100), size.height - y) }
      : { x: Math.min(within(x + stepX, size.width), size.width - width), y: Math.min(within(y + stepY, size.height), size.height - height), width, height };
  }

  paint();
  return {
    canvas,
    undo() {
      takeLast();
      paint();
    },
    async encode() {
      paint(false);
      return encodePicture(canvas);
    },
  };
}

function painterOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const painter = canvas.getContext("2d");
  if (painter === null) throw new FileRefusal("large"); // No memory left for it.
  return painter;
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

const between = (a: { readonly x: number; readonly y: number }, b: { readonly x: number; readonly y: number }): Box => ({
  x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y),
});

/** Whole pixels: a half-covered edge would let through what is under it. */
function outward({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}
