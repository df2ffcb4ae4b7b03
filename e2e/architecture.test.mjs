// A system of one's own held against the reference architecture: the gaps, a mark at a block and its taking back, and the way from a
// picture to a block by keyboard, in both languages and without script. axe finds nothing on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginDraft, fillBasics, freshName } from './drafts.mjs';
import { accessible, holdsTogether } from './pages.mjs';
import { inLanguage, oneBrowser, send, withPage } from './support.mjs';

const browser = oneBrowser();

for (const lang of ['sv', 'en']) {
  test(`from a gap to a marked block, in ${lang}`, async () => {
    await withPage(browser(), { javaScriptEnabled: lang === 'sv' }, async (page) => {
      const id = await beginDraft(page, freshName('Blockprov'), lang);
      await fillBasics(page, { summary: 'Sorterar post.', purpose: 'Kortare väntan.', affected: 'De som skriver.' });
      const own = inLanguage(`/work/systems/${id}/architecture`, lang);
      await page.goto(own);
      await holdsTogether(page, lang);
      if (lang === 'sv') await accessible(page, `own-architecture-${lang}`);
      assert.match(await page.locator('#block-gov-register').innerText(), lang === 'sv' ? /^Lucka: Systemregister/ : /^Gap: AI system register/);
      await page.locator('#block-gov-register a[href$="/architecture/gov-register"]').last().click();
      await page.check('[name=state][value=not_needed]');
      assert.equal((await send(page, 'main form button[type=submit]')).status(), 422);
      if (lang === 'sv') await accessible(page, `block-refused-${lang}`);
      await page.fill('[name=note]', 'Dnr 2026/8');
      assert.equal((await send(page, 'main form button[type=submit]')).status(), 303);
      assert.match(await page.locator('#block-gov-register').innerText(), /Dnr 2026\/8/);
      await send(page, '#block-gov-register form button');
      assert.doesNotMatch(await page.locator('#block-gov-register').innerText(), /Dnr 2026\/8/);
    });
  });
}

test('a picture scrolls by keyboard and names itself, and its blocks are links below it', async () => {
  await withPage(browser(), { viewport: { width: 320, height: 640 } }, async (page) => {
    await page.goto(inLanguage('/architecture', 'sv'));
    const region = page.locator('.diagram').first();
    await region.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('.diagram').scrollLeft > 0);
    assert.match(await region.locator('svg title').first().textContent(), /Plattformen och dess omgivning/);
    await page.locator('.block-list a').first().click();
    assert.match(new URL(page.url()).pathname, /^\/architecture\/[a-z]+-[a-z]+$/);
  });
});

test('the pictures zoom by keyboard, their targets are large enough, and every arrow of them is also in words', async () => {
  await withPage(browser(), {}, async (page) => {
    await page.goto(inLanguage('/architecture', 'en'));
    await page.locator('.diagram svg a[href$="/layers/serving"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/layers\/serving$/);
    await accessible(page, 'layer-picture');
    const small = await page.locator('.diagram svg a').evaluateAll((all) => all.map((a) => a.getBoundingClientRect())
      .filter((box) => box.width < 24 || box.height < 24).length);
    assert.equal(small, 0);
    await page.locator('.diagram svg a[href$="/architecture/gw-mask"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/architecture\/gw-mask$/);
    await accessible(page, 'block-picture');
    const [arrows, rows] = [await page.locator('.diagram-line').count(), await page.locator('#flows tbody tr, table:has(#flows-caption) tbody tr').count()];
    assert.ok(arrows > 0 && rows >= arrows, `${arrows} arrows, ${rows} rows`);
    const names = await page.locator('.diagram svg a').evaluateAll((all) => all.map((a) => a.textContent.trim()));
    assert.ok(names.length > 2 && names.every((name) => name.length > 2), names.join(' | '));
  });
});

test('in forced colours a picture keeps its edges', async () => {
  await withPage(browser(), { forcedColors: 'active' }, async (page) => {
    await page.goto(inLanguage('/architecture/gw-mask', 'sv'));
    const [edge, fill] = await page.locator('.diagram-focus rect').first().evaluate((rect) => {
      const style = getComputedStyle(rect);
      return [style.stroke, style.fill];
    });
    assert.notEqual(edge, fill);
  });
});
