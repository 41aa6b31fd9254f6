// Examples to click: numerals and a number, drawn as strokes, so that they can be undone, erased and drawn on like one's own.

import { Width, Height, drawStroke } from './drawing.js';
import { element } from './answer.js';
import { Numerals } from './numerals.js';

const PiecesOfCurve = 8;
const Number = [2, 0, 2, 6];

/** The strokes of numerals side by side in the middle of a drawing. */
export function strokesOf(labels) {
  const side = labels.length === 1 ? 0.62 * Height : Math.min(0.5 * Height, 0.9 * Width / labels.length);
  const left = (Width - side * labels.length) / 2, top = (Height - side) / 2;
  const size = labels.length === 1 ? 26 : 16;
  return labels.flatMap((label, i) => Numerals[label].split(';').map(text => ({
    size, ended: true,
    points: smooth(text.split(' ').map(parse)).map(point => ({ x: left + side * (i + 0.1 + 0.8 * point.x), y: top + side * point.y })),
  })));
}

/** Shows a button for every label that there is a way to write, and one for a number. */
export function showExamples(place, labels, drawing) {
  const known = labels.filter(label => label in Numerals);
  const number = labels.length === 10 && known.length === 10 ? [Number.map(digit => labels[digit])] : [];
  place.hidden = known.length === 0;
  place.replaceChildren(...[...known.map(label => [label]), ...number].map(example => button(example, drawing)));
}

function button(labels, drawing) {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const made = element('button', { type: 'button', 'aria-label': `Draw ${labels.join('')}`, title: `Draw ${labels.join('')}` }, canvas);
  if (labels.length > 1) { made.className = 'wide'; }
  made.addEventListener('click', () => {
    drawing.clear();
    drawing.addStrokes(strokesOf(labels));
  });
  requestAnimationFrame(() => drawThumbnail(canvas, labels));
  return made;
}

export function drawThumbnail(canvas, labels) {
  const box = canvas.getBoundingClientRect();
  canvas.width = Math.max(1, box.width * devicePixelRatio);
  canvas.height = Math.max(1, box.height * devicePixelRatio);
  const context = canvas.getContext('2d');
  const scale = labels.length === 1 ? canvas.height / (0.8 * Height) : canvas.width / (0.9 * Width);
  context.setTransform(scale, 0, 0, scale, canvas.width / 2 - scale * Width / 2, canvas.height / 2 - scale * Height / 2);
  context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
  for (const stroke of strokesOf(labels)) { drawStroke(context, { ...stroke, size: labels.length === 1 ? 24 : 20 }); }
}

function parse(text) {
  const [x, y] = text.split(',').map(part => parseFloat(part) / 100);
  return { x, y };
}

// A Catmull-Rom spline through the points.
function smooth(points) {
  const all = [points[0]];
  for (let i = 1; i < points.length; i++) {
    const [before, from, to, after] = [points[Math.max(0, i - 2)], points[i - 1], points[i], points[Math.min(points.length - 1, i + 1)]];
    for (let piece = 1; piece <= PiecesOfCurve; piece++) {
      const t = piece / PiecesOfCurve;
      const at = name => 0.5 * (2 * from[name] + t * (to[name] - before[name])
        + t * t * (2 * before[name] - 5 * from[name] + 4 * to[name] - after[name])
        + t * t * t * (3 * from[name] - before[name] - 3 * to[name] + after[name]));
      all.push({ x: at('x'), y: at('y') });
    }
  }
  return all;
}
