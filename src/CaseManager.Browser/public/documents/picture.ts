import { maximumDocument } from "../../lib/sealing/index.ts";

/** Why a file cannot be taken; each is a text of the page. */
export class FileRefusal extends Error {
  override readonly name = "FileRefusal";
  readonly code: "empty" | "large" | "kind" | "protected" | "unreadable";
  constructor(code: FileRefusal["code"]) {
    super(`file refused: ${code}`);
    this.code = code;
  }
}

/** A file as it may be sent: a PDF as it is, a picture only after the page has painted it anew. */
export type Chosen = { readonly kind: "pdf"; readonly bytes: Uint8Array } | { readonly kind: "picture"; readonly bitmap: ImageBitmap };

const largestPicture = 40 * 1024 * 1024; // More would not fit a phone's memory once unpacked.
const largestArea = 12_000_000; // Pixels; phones refuse canvases from 16 million on.

/** Reads a file that she chose. Throws FileRefusal. */
export async function readChosen(file: File): Promise<Chosen> {
  if (file.size === 0) throw new FileRefusal("empty");
  const start = new TextDecoder("latin1").decode(await bytesOf(file.slice(0, 1024)));
  if (start.includes("%PDF-")) {
    if (file.size > maximumDocument) throw new FileRefusal("large");
    return { kind: "pdf", bytes: await bytesOf(file) };
  }
  if (file.size > largestPicture) throw new FileRefusal("large");
  if (!canReadBack()) throw new FileRefusal("protected");
  try {
    return { kind: "picture", bitmap: await createImageBitmap(file) };
  } catch {
    throw new FileRefusal("kind");
  }
}

/** A file may have moved since it was chosen, or lie in a cloud that does not answer. */
async function bytesOf(part: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch {
    throw new FileRefusal("unreadable");
  }
}

/** How large a picture is painted: as it is, unless a phone could not hold it. */
export function paintedSize({ width, height }: ImageBitmap): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, Math.sqrt(largestArea / (width * height)));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A painted picture as a file: nothing of the one she chose is left but its colours. Throws FileRefusal. */
export async function encodePicture(canvas: HTMLCanvasElement): Promise<{ readonly bytes: Uint8Array; readonly mediaType: "image/png" | "image/jpeg" }> {
  for (const [mediaType, quality] of [["image/png", undefined], ["image/jpeg", 0.85], ["image/jpeg", 0.5]] as const) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, mediaType, quality));
    if (blob !== null && blob.type === mediaType && blob.size <= maximumDocument) return { bytes: new Uint8Array(await blob.arrayBuffer()), mediaType };
  }
  throw new FileRefusal("large");
}

/** Browsers that protect from being recognised give out another picture than the one that was painted. */
function canReadBack(): boolean {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2, 1];
  const painter = canvas.getContext("2d");
  if (painter === null) return false;
  painter.fillStyle = "#123456";
  painter.fillRect(0, 0, 1, 1);
  painter.fillStyle = "#fedcba";
  painter.fillRect(1, 0, 1, 1);
  return [...painter.getImageData(0, 0, 2, 1).data].join() === "18,52,86,255,254,220,186,255";
}
