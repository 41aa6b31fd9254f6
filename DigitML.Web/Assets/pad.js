// The pad: strokes by mouse, finger, pen and keyboard become a drawing, which is shown as sharp as the screen is.

import { Width, Height, drawStroke } from './drawing.js';

const KeyStep = 8;

export class Pad {
  #canvas;
  #drawing;
  #context;
  #stroke = null;
  #pointer = null;
  #cursor = { x: Width / 2, y: Height / 4 };
  size = 24;
  erases = false;
  /** Called with the place of the keyboard's pen, or null when the keyboard isn't drawing. */
  onCursor = () => {};

  constructor(canvas, drawing) {
    this.#canvas = canvas;
    this.#drawing = drawing;
    this.#context = canvas.getContext('2d');
    canvas.addEventListener('pointerdown', event => this.#down(event));
    canvas.addEventListener('pointermove', event => this.#move(event));
    for (const name of ['pointerup', 'pointercancel']) { canvas.addEventListener(name, event => this.#up(event)); }
    canvas.addEventListener('contextmenu', event => event.preventDefault());
    canvas.addEventListener('keydown', event => this.#key(event));
    canvas.addEventListener('blur', () => { this.finish(); this.onCursor(null); });
    drawing.addEventListener('change', event => { if (!event.detail.underWay) { this.redraw(); } });
    new ResizeObserver(() => this.#fit()).observe(canvas);
  }

  get isDrawing() { return this.#stroke !== null; }

  /** Ends a stroke under way. */
  finish() {
    if (!this.#stroke) { return; }
    const stroke = this.#stroke;
    this.#stroke = this.#pointer = null;
    this.#drawing.end(stroke);
  }

  redraw() {
    this.#drawing.draw(this.#context, getComputedStyle(this.#canvas).color);
  }

  #fit() {
    const box = this.#canvas.getBoundingClientRect();
    this.#canvas.width = Math.max(1, Math.round(box.width * devicePixelRatio));
    this.#canvas.height = Math.max(1, Math.round(box.height * devicePixelRatio));
    this.#context.setTransform(this.#canvas.width / Width, 0, 0, this.#canvas.height / Height, 0, 0);
    this.redraw();
  }

  // The page may have been scrolled or zoomed since the last event.
  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) * Width / box.width, y: (event.clientY - box.top) * Height / box.height };
  }

  #down(event) {
    if (event.button === 2 && event.pointerType === 'mouse') {
      this.finish();
      this.#drawing.clear();
      return;
    }
    // A second finger draws nothing; a pen's rubber erases.
    const isRubber = event.button === 5;
    if (this.#stroke || (event.button !== 0 && !isRubber)) { return; }
    event.preventDefault();
    this.#canvas.focus({ preventScroll: true });
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointer = event.pointerId;
    this.#begin(this.#place(event), isRubber);
    this.onCursor(null);
  }

  #move(event) {
    if (!this.#stroke || event.pointerId !== this.#pointer) { return; }
    const events = event.getCoalescedEvents?.() ?? [];
    this.#extend((events.length > 0 ? events : [event]).map(item => this.#place(item)));
  }

  #up(event) {
    if (event.pointerId === this.#pointer) { this.finish(); }
  }

  #begin(point, isRubber = false) {
    this.#stroke = this.#drawing.begin(point, this.size, this.erases || isRubber);
    this.#draw(0);
  }

  #extend(points) {
    const before = this.#stroke.points.length;
    this.#drawing.extend(this.#stroke, points);
    this.#draw(before);
  }

  #draw(from) {
    this.#context.strokeStyle = this.#context.fillStyle = getComputedStyle(this.#canvas).color;
    drawStroke(this.#context, this.#stroke, from);
  }

  #key(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.#cursor = {
        x: Math.min(Width, Math.max(0, this.#cursor.x + way[0] * KeyStep)), y: Math.min(Height, Math.max(0, this.#cursor.y + way[1] * KeyStep)),
      };
      if (this.#stroke && this.#pointer === null) { this.#extend([this.#cursor]); }
      this.onCursor(this.#cursor);
    } else if (event.key === ' ') {
      event.preventDefault();
      if (this.#stroke) { this.finish(); } else { this.#begin(this.#cursor); }
      this.onCursor(this.#cursor);
    }
  }
}
