// Puts the page together.

import { Drawing, Width, Height } from './drawing.js';
import { Pad } from './pad.js';
import { AnswerView, element } from './answer.js';
import { LiveReader } from './reader.js';
import { Flags } from './flags.js';
import { Practice } from './practice.js';
import { openPicture, firstPicture, readClipboard } from './pictures.js';
import { showExamples, drawThumbnail } from './examples.js';

const find = id => document.getElementById(id);
const drawing = new Drawing();
const pad = new Pad(find('pad'), drawing);
const view = new AnswerView();
const flags = new Flags(drawing, view);
const practice = new Practice(drawing, { task: find('task-text'), score: find('score') });
const reader = new LiveReader(drawing, () => ({ model: find('model').value, count: practice.isOn ? 'one' : find('count').value }));
let models = [];

reader.onAnswer = (answer, place, isFinal) => {
  view.show(answer, place, isFinal);
  flags.update();
  practice.judge(answer, isFinal);
};
reader.onTrouble = sentence => {
  find('trouble').textContent = sentence ?? '';
  find('trouble').hidden = sentence === null;
};
pad.onCursor = point => view.showPen(point);
drawing.addEventListener('change', () => {
  find('undo').disabled = !drawing.canUndo;
  find('redo').disabled = !drawing.canRedo;
  find('hint').hidden = !drawing.isEmpty;
});

function chooseModel(isFirst = false) {
  const model = models.find(item => item.name === find('model').value);
  view.setLabels(model.labels);
  flags.setModel(model);
  showExamples(find('examples'), model.labels, drawing);
  find('facts').replaceChildren(...[
    ['images', `${model.width} x ${model.height}`], ['parameters', model.parameters.toLocaleString('en')], ...Object.entries(model.facts),
  ].flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, String(value))]));
  if (practice.isOn) { practice.start(model.labels); }
  if (!isFirst) { reader.ask(true); }
}

function setPractice(isOn) {
  find('practice').setAttribute('aria-pressed', String(isOn));
  find('task').hidden = !isOn;
  if (isOn) { practice.start(models.find(item => item.name === find('model').value).labels); } else { practice.stop(); }
}

function setEraser(isOn) {
  pad.erases = isOn;
  find('eraser').setAttribute('aria-pressed', String(isOn));
}

function setSize(size) {
  find('size').value = size;
  pad.size = Number(find('size').value);
}

async function open(file) {
  if (!file) { return; }
  try {
    await openPicture(file, drawing);
  } catch (error) {
    reader.onTrouble(error.message);
  }
}

async function save() {
  const file = await new Promise(done => drawing.toCanvas(2 * Width).toBlob(done, 'image/png'));
  const link = element('a', { href: URL.createObjectURL(file), download: `${view.answer?.label?.replaceAll('\n', '-') ?? 'drawing'}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function stopAll() {
  pad.finish();
  setPractice(false);
  reader.stop();
  document.activeElement?.blur();
  find('announcement').textContent = 'Stopped: nothing is running any more.';
}

function setTheme(theme) {
  if (theme) { document.documentElement.dataset.theme = theme; }
  const isDark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  find('theme').textContent = isDark ? 'Light' : 'Dark';
  pad.redraw();
  find('examples').querySelectorAll('button').forEach(
    button => drawThumbnail(button.firstElementChild, [...button.title.slice('Draw '.length)]));
}

function pressed(event) {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key.toLowerCase() === 'z') { event.shiftKey ? drawing.redo() : drawing.undo(); }
  else if (isCommand && event.key.toLowerCase() === 'y') { drawing.redo(); }
  else if (isCommand || event.altKey || event.target instanceof HTMLSelectElement) { return; }
  else if (['r', 'R', 'Delete', 'Backspace'].includes(event.key)) { drawing.clear(); }
  else if (event.key === '[') { setSize(pad.size - 4); }
  else if (event.key === ']') { setSize(pad.size + 4); }
  else if (event.key === 'e' || event.key === 'E') { setEraser(!pad.erases); }
  else if (event.key === 'q' || event.key === 'Q') { stopAll(); }
  else { return; }
  event.preventDefault();
}

function listen() {
  find('undo').addEventListener('click', () => drawing.undo());
  find('redo').addEventListener('click', () => drawing.redo());
  find('clear').addEventListener('click', () => drawing.clear());
  find('eraser').addEventListener('click', () => setEraser(!pad.erases));
  find('size').addEventListener('input', () => setSize(find('size').value));
  find('open').addEventListener('click', () => find('file').click());
  find('file').addEventListener('change', () => { open(find('file').files[0]); find('file').value = ''; });
  find('paste').addEventListener('click', async () => {
    try {
      await open(await readClipboard());
    } catch {
      reader.onTrouble('There is no picture to paste, or the browser does not let pages ask: press Ctrl+V.');
    }
  });
  find('save').addEventListener('click', save);
  find('model').addEventListener('change', () => chooseModel());
  find('count').addEventListener('change', () => reader.ask(true));
  find('practice').addEventListener('click', () => setPractice(!practice.isOn));
  find('skip').addEventListener('click', () => practice.next());
  find('theme').addEventListener('click', () => setTheme(find('theme').textContent.toLowerCase()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTheme());
  addEventListener('keydown', pressed);
  addEventListener('paste', event => open(firstPicture(event.clipboardData)));
  addEventListener('dragover', event => { event.preventDefault(); find('sheet').classList.add('over'); });
  addEventListener('dragleave', () => find('sheet').classList.remove('over'));
  addEventListener('drop', event => {
    event.preventDefault();
    find('sheet').classList.remove('over');
    open(firstPicture(event.dataTransfer));
  });
  find('pad').addEventListener('pointermove', event => {
    if (pad.isDrawing) { return; }
    const box = find('pad').getBoundingClientRect();
    const index = view.digitAt({ x: (event.clientX - box.left) * Width / box.width, y: (event.clientY - box.top) * Height / box.height });
    if (index >= 0) { view.select(index); }
  });
}

async function start() {
  listen();
  setSize(24);
  try {
    models = await (await fetch('api/models')).json();
  } catch {
    reader.onTrouble('The server does not answer. Is it still running?');
    return;
  }
  find('model').replaceChildren(...models.map(model => element('option', { value: model.name }, model.name)));
  chooseModel(true);
  setTheme();
  document.documentElement.dataset.ready = 'yes';
}

start();
