// Pictures from files, the clipboard and drag and drop. The browser shows what it can; the server decodes the rest.

import { fault } from './reader.js';

const MostShown = 2048;
const MostBytes = 8 << 20;

/** Puts a picture file into the drawing. */
export async function openPicture(file, drawing) {
  if (file.size > MostBytes) { throw new Error('The picture has more than 8 MB: scale it down first.'); }
  const image = await decodeHere(file) ?? await decodeThere(file);
  drawing.setPicture(image, file, image.width, image.height);
}

async function decodeHere(file) {
  try {
    return await createImageBitmap(file);
  } catch {
    return null;
  }
}

async function decodeThere(file) {
  const response = await fetch('api/picture', { method: 'POST', body: file, headers: { 'Content-Type': 'application/octet-stream' } });
  if (!response.ok) { throw await fault(response); }
  return fromGraymap(new Uint8Array(await response.arrayBuffer()));
}

// The server's answer is "P5", width, height and 255 in three lines, then the greys.
async function fromGraymap(bytes) {
  let start = 0;
  for (let lines = 0; lines < 3; start++) { if (bytes[start] === 10) { lines++; } }
  const [width, height] = new TextDecoder().decode(bytes.subarray(3, start)).split(/\s/).map(Number);
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) { pixels.fill(bytes[start + i], 4 * i, 4 * i + 3); }
  const scale = Math.min(1, MostShown / Math.max(width, height));
  return createImageBitmap(new ImageData(pixels, width, height), {
    resizeWidth: Math.max(1, Math.round(width * scale)), resizeHeight: Math.max(1, Math.round(height * scale)),
  });
}

/** The first picture of a clipboard or of what was dropped; null if there is none. */
export function firstPicture(transfer) {
  return [...(transfer?.files ?? [])][0] ?? null;
}

/** The clipboard's picture, where browsers let pages ask for it. */
export async function readClipboard() {
  for (const item of await navigator.clipboard.read()) {
    const type = item.types.find(name => name.startsWith('image/'));
    if (type) { return item.getType(type); }
  }
  throw new Error('There is no picture in the clipboard.');
}
