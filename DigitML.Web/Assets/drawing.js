// What is drawn: strokes and a picture, as steps that can be undone. Knows nothing of the page.

export const Width = 640;
export const Height = 480;

/** Draws one stroke: round, with smooth bends through its points. */
export function drawStroke(context, stroke, from = 0) {
  const points = stroke.points;
  context.globalCompositeOperation = stroke.erases ? 'destination-out' : 'source-over';
  context.lineWidth = stroke.size;
  context.lineCap = context.lineJoin = 'round';
  if (points.length === 1) {
    context.beginPath();
    context.arc(points[0].x, points[0].y, stroke.size / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  // Every piece runs from the middle between two points to the next middle, so that pieces join without a corner.
  for (let i = Math.max(1, from); i < points.length; i++) {
    const start = i === 1 ? points[0] : middle(points[i - 2], points[i - 1]);
    const end = i === points.length - 1 && stroke.ended ? points[i] : middle(points[i - 1], points[i]);
    context.beginPath();
    context.moveTo(start.x, start.y);
    context.quadraticCurveTo(points[i - 1].x, points[i - 1].y, end.x, end.y);
    context.stroke();
  }
}

function middle(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** The steps of a drawing. Tells of every change by the event "change", whose detail says whether a stroke is under way. */
export class Drawing extends EventTarget {
  #steps = [];
  #undone = [];

  get canUndo() { return this.#steps.length > 0; }
  get canRedo() { return this.#undone.length > 0; }

  /** Whether there is nothing to read. */
  get isEmpty() { return !this.#visible().some(step => step.image || (step.points && !step.erases)); }

  /** The picture alone, if nothing is drawn over it; otherwise null. */
  get barePicture() {
    const visible = this.#visible();
    return visible.length === 1 && visible[0].image ? visible[0] : null;
  }

  begin(point, size, erases) {
    const stroke = { points: [point], size, erases, ended: false };
    this.#add(stroke, true);
    return stroke;
  }

  extend(stroke, points) {
    stroke.points.push(...points);
    this.#tell(true);
  }

  end(stroke) {
    stroke.ended = true;
    this.#tell(false);
  }

  /** Adds a whole stroke, as examples have. */
  addStrokes(strokes) {
    for (const points of strokes) { this.#steps.push({ points: points.points, size: points.size, erases: false, ended: true }); }
    this.#undone = [];
    this.#tell(false);
  }

  /** Takes the place of all that was there. */
  setPicture(image, file, width, height) {
    const scale = Math.min(Width / width, Height / height);
    const place = { width: width * scale, height: height * scale };
    this.#add({ image, file, place: { x: (Width - place.width) / 2, y: (Height - place.height) / 2, ...place }, clears: true }, false);
  }

  clear() {
    if (this.#visible().length > 0) { this.#add({ clears: true }, false); }
  }

  undo() {
    if (this.canUndo) { this.#undone.push(this.#steps.pop()); this.#tell(false); }
  }

  redo() {
    if (this.canRedo) { this.#steps.push(this.#undone.pop()); this.#tell(false); }
  }

  /** Draws everything in the units of the drawing; the context is scaled by whoever calls. */
  draw(context, ink) {
    context.globalCompositeOperation = 'source-over';
    context.clearRect(0, 0, Width, Height);
    context.strokeStyle = context.fillStyle = ink;
    for (const step of this.#visible()) {
      if (step.image) { context.drawImage(step.image, step.place.x, step.place.y, step.place.width, step.place.height); }
      if (step.points) { drawStroke(context, step); }
    }
    context.globalCompositeOperation = 'source-over';
  }

  /** The drawing as black ink on white paper. */
  toCanvas(width) {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = width * Height / Width;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.scale(width / Width, width / Width);
    this.draw(context, '#000');
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, Width, Height);
    return canvas;
  }

  #visible() {
    return this.#steps.slice(Math.max(0, this.#steps.findLastIndex(step => step.clears)));
  }

  #add(step, underWay) {
    this.#steps.push(step);
    this.#undone = [];
    this.#tell(underWay);
  }

  #tell(underWay) {
    this.dispatchEvent(new CustomEvent('change', { detail: { underWay } }));
  }
}
