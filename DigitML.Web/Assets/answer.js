// Shows an answer: the winner large, bars for all labels, the small picture that the network saw; several digits with boxes.

import { Width, Height } from './drawing.js';

const Svg = 'http://www.w3.org/2000/svg';

export function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) { made.setAttribute(key, value); }
  made.append(...children);
  return made;
}

export class AnswerView {
  #find = id => document.getElementById(id);
  #boxes = this.#find('boxes');
  #answer = null;
  #place = null;
  #bars = new Map();
  #selected = -1;
  /** Called when another digit is looked at. */
  onSelect = () => {};

  constructor() {
    this.#boxes.setAttribute('viewBox', `0 0 ${Width} ${Height}`);
  }

  /** The answer that is shown; null when nothing is drawn. */
  get answer() { return this.#answer; }

  /** The digit that is looked at: the only one, or the one selected of several; null if none is. */
  get digit() {
    const digits = this.#answer?.digits ?? [];
    return digits.length === 1 ? digits[0] : digits[this.#selected] ?? null;
  }

  /** The labels of the answer's digits, as one text. */
  get #labels() { return (this.#answer?.digits ?? []).map(digit => digit.label).join(' '); }

  /** Where the answer's pixels lie in the drawing. */
  get place() { return this.#place; }

  /** Makes a bar for each label, in the order of the classes. */
  setLabels(labels) {
    const list = this.#find('bars');
    list.replaceChildren();
    this.#bars.clear();
    for (const label of labels) {
      const fill = element('span', { class: 'fill' });
      const share = element('span', { class: 'share' }, '');
      const track = element('span', { class: 'track', 'aria-hidden': 'true' }, fill);
      const row = element('li', {}, element('span', { class: 'name' }, label), track, share);
      list.append(row);
      this.#bars.set(label, { row, fill, share });
    }
  }

  show(answer, place, isFinal) {
    const before = this.#labels;
    this.#answer = answer?.label == null ? null : answer;
    this.#place = place;
    // The last stroke is read twice, under way and at its end: who points at a digit by then goes on looking at it.
    if (this.#labels !== before) { this.#selected = -1; }
    const label = this.#answer?.label ?? null;
    const winner = this.#find('winner');
    winner.textContent = label ?? '–';
    winner.classList.toggle('long', (label ?? '').length > 2);
    winner.classList.toggle('doubtful', Boolean(this.#answer?.isDoubtful));
    this.#find('confidence').textContent = this.#sentence(answer);
    this.#showRunners();
    this.#showDigits();
    this.#showBars();
    this.#showBoxes(answer);
    this.#showSelection();
    this.#showInput();
    if (isFinal) { this.#find('announcement').textContent = label === null ? 'Nothing to read' : `Read: ${label}, ${this.#sentence(answer)}`; }
  }

  /** Looks at one of several digits. */
  select(index) {
    if (index === this.#selected) { return; }
    this.#selected = index;
    this.#showRunners();
    this.#showBars();
    this.#showInput();
    this.#showSelection();
    this.onSelect();
  }

  /** The number of the digit whose box holds a place of the drawing; -1 if none does. */
  digitAt(point) {
    if (!this.#answer || this.#answer.digits.length < 2) { return -1; }
    return this.#answer.digits.findIndex(digit => {
      const box = this.#inDrawing(digit.box);
      return point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height;
    });
  }

  /** Shows where the keyboard's pen is; null hides it. */
  showPen(point) {
    this.#boxes.querySelector('.pen')?.remove();
    if (!point) { return; }
    const circle = document.createElementNS(Svg, 'circle');
    for (const [name, value] of Object.entries({ class: 'pen', cx: point.x, cy: point.y, r: 10 })) { circle.setAttribute(name, value); }
    this.#boxes.append(circle);
  }

  #sentence(answer) {
    if (!answer) { return 'Nothing is drawn yet.'; }
    if (answer.label === null) { return answer.rejected.length > 0 ? 'This looks like no digit.' : 'There is nothing to read.'; }
    const doubt = answer.isDoubtful ? (answer.digits.length > 1 ? '; some ink was not read' : '; maybe this is no digit') : '';
    return `${percent(answer.confidences[0].confidence)} sure${doubt}`;
  }

  #showRunners() {
    const ranked = this.digit?.confidences ?? [];
    const several = (this.#answer?.digits.length ?? 0) > 1;
    const shown = several ? ranked.slice(0, 3) : ranked.slice(1, 3);
    this.#find('runners').textContent = shown.length > 0
      ? `${several ? '' : 'or '}${shown.map(item => `${item.label} (${percent(item.confidence)})`).join(', ')}`
      : several ? 'Point at a digit for its own shares.' : '';
  }

  #showDigits() {
    const list = this.#find('digits');
    const several = this.#answer?.digits.length > 1;
    const digits = several ? this.#answer.digits : [];
    list.hidden = !several;
    // Buttons stay as far as they can, so that the keyboard's focus does.
    while (list.children.length > digits.length) { list.lastElementChild.remove(); }
    digits.forEach((digit, i) => {
      const button = list.children[i] ?? list.appendChild(this.#digitButton(i));
      const three = digit.confidences.slice(0, 3).map(item => `${item.label} ${percent(item.confidence)}`).join(', ');
      button.textContent = digit.label;
      button.setAttribute('aria-label', `Digit ${i + 1}: ${three}`);
    });
  }

  #digitButton(index) {
    const button = element('button', { type: 'button' });
    for (const name of ['pointerenter', 'focus', 'click']) { button.addEventListener(name, () => this.select(index)); }
    return button;
  }

  #showSelection() {
    this.#boxes.querySelectorAll('rect.digit').forEach((box, i) => box.classList.toggle('selected', i === this.#selected));
    this.#find('digits').querySelectorAll('button').forEach((button, i) => button.setAttribute('aria-pressed', String(i === this.#selected)));
  }

  #showBars() {
    const shares = new Map((this.digit?.confidences ?? []).map(item => [item.label, item.confidence]));
    const first = this.digit?.label;
    for (const [label, bar] of this.#bars) {
      const share = shares.get(label);
      bar.fill.style.width = `${100 * (share ?? 0)}%`;
      bar.share.textContent = share === undefined ? '' : percent(share);
      bar.row.classList.toggle('first', label === first);
    }
  }

  #inDrawing(box) {
    const { x, y, width, height } = this.#place;
    const across = width / this.#answerWidth, down = height / this.#answerHeight;
    return { x: x + box.x * across, y: y + box.y * down, width: box.width * across, height: box.height * down };
  }

  #answerWidth = 1;
  #answerHeight = 1;

  #showBoxes(answer) {
    this.#boxes.replaceChildren();
    if (!answer || !this.#place) { return; }
    [this.#answerWidth, this.#answerHeight] = [answer.width, answer.height];
    if (answer.digits.length < 2 && answer.rejected.length === 0) { return; }
    for (const box of answer.rejected) { this.#addBox(this.#inDrawing(box), 'rejected'); }
    if (answer.digits.length < 2) { return; }
    for (const digit of answer.digits) {
      const box = this.#inDrawing(digit.box);
      this.#addBox(box, 'digit');
      const text = document.createElementNS(Svg, 'text');
      text.setAttribute('x', box.x + 2);
      text.setAttribute('y', Math.max(18, box.y - 7));
      text.textContent = digit.label;
      this.#boxes.append(text);
    }
  }

  #addBox(box, kind) {
    const rect = document.createElementNS(Svg, 'rect');
    for (const [name, value] of Object.entries({ ...box, class: kind })) { rect.setAttribute(name, value); }
    this.#boxes.append(rect);
  }

  #showInput() {
    const input = this.digit?.input ?? null;
    this.#find('input').hidden = !input;
    if (input) { this.#find('input-image').src = input; }
  }
}
