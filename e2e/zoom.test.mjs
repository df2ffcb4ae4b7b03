// 400 % zoom, larger text, and paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, places } from './pages.mjs';
import { oneBrowser, overflow, picture, withPage } from './support.mjs';

const browser = oneBrowser();

test('a window of 1280 by 1024 at 400 % is read without scrolling sideways', async () => {
  const about = await places();
  await withPage(browser(), { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }, async (page) => {
    for (const wanted of pages) {
      await page.goto(wanted.path(about));
      assert.deepEqual(await overflow(page), [], wanted.name);
      const covered = await page.evaluate(() => [...document.querySelectorAll('*')].some((e) => {
        const { position, top, bottom } = getComputedStyle(e);
        const stays = position === 'fixed' || position === 'sticky' && (top !== 'auto' || bottom !== 'auto'); // captions keep to the side only
        return stays && e.getBoundingClientRect().height > innerHeight / 3;
      }));
      assert.ok(!covered, `${wanted.name}: something fixed covers a third of the window`);
    }
  });
});

test('text spaced out as WCAG 1.4.12 allows is not cut', async () => {
  const about = await places();
  await withPage(browser(), { viewport: { width: 320, height: 640 }, bypassCSP: true }, async (page) => {
    for (const wanted of pages.filter((p) => ['start', 'systems', 'record', 'statistics', 'instrument-answer', 'report'].includes(p.name))) {
      await page.goto(wanted.path(about));
      await page.addStyleTag({ content: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }' });
      assert.deepEqual(await overflow(page), [], wanted.name);
      const cut = await page.evaluate(() => [...document.querySelectorAll('main a, main button, main .tag, main h1, main h2')]
        .filter((e) => getComputedStyle(e).overflow === 'hidden' && !e.closest('.hidden') && e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 80)));
      assert.deepEqual(cut, [], wanted.name);
    }
  });
});

test('a record and an instrument are whole on paper', async () => {
  const about = await places();
  await withPage(browser(), { viewport: { width: 794, height: 1123 } }, async (page) => {
    await page.emulateMedia({ media: 'print' });
    for (const name of ['record', 'record-compare', 'statistics', 'instrument-print']) {
      await page.goto(pages.find((p) => p.name === name).path(about));
      for (const gone of ['.site-search', '.site-nav', '.site-tools']) {
        assert.ok(!await page.locator(gone).isVisible(), `${name}: ${gone} is printed`);
      }
      assert.ok(await page.locator('h1').isVisible());
      await picture(page, `paper-${name}`);
    }
  });
});
