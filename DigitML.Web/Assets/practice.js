// Practice: the page names a numeral, you draw it, it says whether it read that one, and keeps the score.

const Patience = 1500;
const NextAfter = 900;
const LeastConfidence = 0.5;

export class Practice {
  #drawing;
  #texts;
  #labels = [];
  #wanted = null;
  #right = 0;
  #tried = 0;
  #row = 0;
  #timer = 0;
  #isDone = false;

  /** Takes the drawing and the elements for the task and the score. */
  constructor(drawing, texts) {
    this.#drawing = drawing;
    this.#texts = texts;
  }

  get isOn() { return this.#wanted !== null; }

  /** Starts with the labels of a script and an empty score. */
  start(labels) {
    this.#labels = labels;
    this.#right = this.#tried = this.#row = 0;
    this.next();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#wanted = null;
  }

  /** Names another numeral. */
  next() {
    clearTimeout(this.#timer);
    const others = this.#labels.map((_, i) => i).filter(i => i !== this.#wanted);
    this.#wanted = others[Math.floor(Math.random() * others.length)];
    this.#isDone = false;
    this.#drawing.clear();
    this.#texts.task.textContent = `Draw ${this.#name()}`;
    this.#showScore();
  }

  /** Judges an answer; a wrong one only after a while, because a numeral may need another stroke. */
  judge(answer, isFinal) {
    // After a right answer the timer is the next numeral's, which an answer that comes late must not stop.
    if (this.#isDone) { return; }
    clearTimeout(this.#timer);
    if (!this.isOn || !isFinal || !answer || answer.label === null) { return; }
    if (answer.label === this.#labels[this.#wanted] && answer.confidences[0].confidence >= LeastConfidence) {
      this.#count(true, `Right, that is ${this.#name()}.`);
      this.#timer = setTimeout(() => this.next(), NextAfter);
    } else {
      this.#timer = setTimeout(() => this.#count(false, `I read ${answer.label}. Try ${this.#name()} again.`), Patience);
    }
  }

  #count(isRight, sentence) {
    this.#tried++;
    this.#right += isRight ? 1 : 0;
    this.#row = isRight ? this.#row + 1 : 0;
    this.#isDone = isRight;
    this.#texts.task.textContent = sentence;
    this.#showScore();
    if (!isRight) { this.#drawing.clear(); }
  }

  #showScore() {
    this.#texts.score.textContent = this.#tried === 0 ? '' : `${this.#right} of ${this.#tried} right, ${this.#row} in a row`;
  }

  // Whoever learns a script is told the value beside the numeral.
  #name() {
    const label = this.#labels[this.#wanted];
    return this.#labels.length === 10 && !/[0-9a-z]/i.test(label) ? `${label} (${this.#wanted})` : label;
  }
}
