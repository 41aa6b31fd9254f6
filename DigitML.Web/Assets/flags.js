// Corrections: what was read wrong is sent with its right label, and saved as an image to train on.

import { element } from './answer.js';
import { fault } from './reader.js';
import { Width } from './drawing.js';

const SentWidth = 960;
const Margin = 6;

export class Flags {
  #drawing;
  #view;
  #find = id => document.getElementById(id);
  #model = null;

  constructor(drawing, view) {
    this.#drawing = drawing;
    this.#view = view;
    view.onSelect = () => this.update();
  }

  /** Offers the labels of a model. */
  setModel(model) {
    this.#model = model;
    this.#find('flag-labels').replaceChildren(...model.labels.map(label => {
      const button = element('button', { type: 'button' }, label);
      button.addEventListener('click', () => this.#send(label));
      return button;
    }));
    this.#find('flag-status').textContent = '';
    this.#showCount(model.flags);
  }

  /** Shows the labels when there is one digit to correct. */
  update() {
    this.#find('flag').hidden = !this.#model || this.#model.flags === null || !this.#view.digit;
  }

  async #send(label) {
    const status = this.#find('flag-status');
    status.textContent = 'Saving …';
    try {
      const response = await fetch('api/flag', {
        method: 'POST', headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ image: this.#picture(), model: this.#model.name, label }),
      });
      if (!response.ok) { throw await fault(response); }
      const saved = await response.json();
      status.textContent = `Saved as ${saved.label}. Thank you.`;
      this.#model.flags = saved.saved;
      this.#showCount(saved.saved);
    } catch (error) {
      status.textContent = error.message;
    }
  }

  #showCount(count) {
    const link = this.#find('flag-download');
    link.hidden = !count;
    link.href = `api/flags/${this.#model.name}.csv`;
    link.textContent = `Download ${count === 1 ? 'the correction' : `all ${count} corrections`} (CSV)`;
  }

  // Of several digits, the box of the one that is looked at.
  #picture() {
    const canvas = this.#drawing.toCanvas(SentWidth);
    if ((this.#view.answer?.digits.length ?? 0) < 2) { return canvas.toDataURL('image/png'); }
    const { box } = this.#view.digit, { place, answer } = this.#view;
    const scale = SentWidth / Width;
    const [across, down] = [scale * place.width / answer.width, scale * place.height / answer.height];
    const cut = element('canvas');
    cut.width = Math.ceil(box.width * across) + 2 * Margin;
    cut.height = Math.ceil(box.height * down) + 2 * Margin;
    const context = cut.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, cut.width, cut.height);
    context.drawImage(canvas, Margin - place.x * scale - box.x * across, Margin - place.y * scale - box.y * down);
    return cut.toDataURL('image/png');
  }
}
