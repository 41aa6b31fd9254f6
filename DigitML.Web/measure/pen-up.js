// Measures in Chromium how long it takes from the pen's lifting to the answer on the page: node pen-up.js http://127.0.0.1:7860 [COUNT]
// Build DigitML.Tests first: Playwright is taken from its output.
const path = require('path');
const fs = require('fs');
const { chromium } = require(path.join(__dirname, '../../DigitML.Tests/bin/Release/net10.0/.playwright/package'));

const numerals = Object.fromEntries([...fs.readFileSync(path.join(__dirname, '../Assets/numerals.js'), 'utf8').matchAll(/'(\d)': '([^']+)'/g)]
  .map(match => [match[1], match[2].split(';').map(stroke => stroke.split(' ').map(point => point.split(',').map(Number)))]));

async function main() {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await page.goto(process.argv[2]);
  await page.waitForSelector('html[data-ready]');
  await page.evaluate(() => {
    globalThis.times = [];
    let lifted = 0;
    addEventListener('pointerup', () => { lifted = performance.now(); }, true);
    new MutationObserver(() => {
      const text = document.getElementById('announcement').textContent;
      if (lifted && text.startsWith('Read')) { times.push({ text, time: performance.now() - lifted }); lifted = 0; }
    }).observe(document.getElementById('announcement'), { childList: true });
  });
  const box = await page.locator('#pad').boundingBox();
  const count = Number(process.argv[3] ?? 50);
  let right = 0;
  for (let i = 0; i < count; i++) {
    const digit = String(i % 10), side = 0.7 * box.height;
    for (const stroke of numerals[digit]) {
      const at = ([x, y]) => [box.x + (box.width - side) / 2 + side * x / 100, box.y + (box.height - side) / 2 + side * y / 100];
      await page.mouse.move(...at(stroke[0]));
      await page.mouse.down();
      for (const point of stroke.slice(1)) { await page.mouse.move(...at(point), { steps: 4 }); }
      await page.mouse.up();
      await page.waitForFunction(() => !document.getElementById('announcement').textContent.startsWith('Nothing'));
      await page.waitForTimeout(300);
    }
    right += await page.textContent('#winner') === digit ? 1 : 0;
    await page.keyboard.press('r');
  }
  const times = (await page.evaluate(() => times)).map(item => item.time).sort((a, b) => a - b);
  const at = part => times[Math.floor(part * (times.length - 1))].toFixed(0);
  console.log(`${times.length} strokes, ${right} of ${count} digits read right`);
  console.log(`pen up to answer: median ${at(0.5)} ms, 90 % ${at(0.9)} ms, most ${at(1)} ms`);
  await browser.close();
}

main();
