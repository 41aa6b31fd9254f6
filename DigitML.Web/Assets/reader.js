// Live answers: at most one question is under way while drawing, the last drawing is always asked about, older answers are dropped.

const MostWidth = 480;
const LeastPause = 60;

/** The drawing as a picture file, with the place in the drawing that the picture's pixels fill. */
export async function toPicture(drawing) {
  const bare = drawing.barePicture;
  if (bare?.file) { return { body: bare.file, place: bare.place }; }
  const canvas = drawing.toCanvas(MostWidth);
  const body = await new Promise(done => canvas.toBlob(done, 'image/png'));
  return { body, place: { x: 0, y: 0, width: 640, height: 480 } };
}

/** What the server says is wrong, as an error with its sentence. */
export async function fault(response) {
  const problem = await response.json().catch(() => ({}));
  const sentence = problem.detail ?? problem.title ?? `The server answered with status ${response.status}.`;
  return Object.assign(new Error(sentence), { status: response.status });
}

export class LiveReader {
  #drawing;
  #choices;
  #number = 0;
  #shown = 0;
  #underWay = null;
  #waits = false;
  #timer = 0;
  #last = 0;
  /** Called with (answer or null, place, isFinal). */
  onAnswer = () => {};
  /** Called with a sentence, or null when all is well. */
  onTrouble = () => {};

  constructor(drawing, choices) {
    this.#drawing = drawing;
    this.#choices = choices;
    drawing.addEventListener('change', event => this.ask(!event.detail.underWay));
  }

  /** Drops every question and answer under way. */
  stop() {
    clearTimeout(this.#timer);
    this.#underWay?.abort();
    this.#underWay = null;
    this.#waits = false;
    this.#shown = ++this.#number;
  }

  /** Asks what the drawing is; the final question of a stroke is asked at once. */
  ask(isFinal) {
    if (this.#drawing.isEmpty) {
      this.stop();
      this.onTrouble(null);
      this.onAnswer(null, null, true);
      return;
    }
    clearTimeout(this.#timer);
    if (isFinal) {
      this.#underWay?.abort();
      this.#send(true);
    } else if (this.#underWay) {
      this.#waits = true;
    } else {
      this.#timer = setTimeout(() => this.#send(false), Math.max(0, this.#last + LeastPause - performance.now()));
    }
  }

  async #send(isFinal) {
    const number = ++this.#number;
    const control = new AbortController();
    this.#underWay = control;
    this.#waits = false;
    this.#last = performance.now();
    try {
      const picture = await toPicture(this.#drawing);
      const answer = await this.#fetch(picture.body, control.signal);
      if (number > this.#shown) {
        this.#shown = number;
        this.onTrouble(null);
        this.onAnswer(answer, picture.place, isFinal);
      }
    } catch (error) {
      if (control.signal.aborted) { return; }
      if (error.status === 429) {
        this.#timer = setTimeout(() => this.ask(true), 1000);
      } else {
        this.onTrouble(error instanceof TypeError ? 'The server does not answer. Is it still running?' : error.message);
      }
    } finally {
      if (this.#underWay === control) {
        this.#underWay = null;
        if (this.#waits) { this.ask(false); }
      }
    }
  }

  async #fetch(body, signal) {
    const { model, count } = this.#choices();
    const response = await fetch(`api/predict?${new URLSearchParams({ model, digits: count })}`, {
      method: 'POST', body, signal, headers: { 'Content-Type': body.type.startsWith('image/') ? body.type : 'application/octet-stream' },
    });
    if (!response.ok) { throw await fault(response); }
    return response.json();
  }
}
