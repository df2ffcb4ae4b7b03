// A newcomer's way: from a need through the guide to the next step, a tick and the data inventory, with and without script, in both
// languages. axe finds nothing on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginDraft, fillBasics, freshName } from './drafts.mjs';
import { accessible, holdsTogether } from './pages.mjs';
import { inLanguage, oneBrowser, send, signIn, withPage } from './support.mjs';

const browser = oneBrowser();

for (const lang of ['sv', 'en']) {
  test(`from a need to the next step, in ${lang}`, async () => {
    await withPage(browser(), {}, async (page) => {
      const id = await beginDraft(page, freshName('Guideprov'), lang);
      await fillBasics(page, { summary: 'Sorterar post.', purpose: 'Kortare väntan.', affected: 'De som skriver.' });
      const own = inLanguage(`/work/systems/${id}`, lang);
      await page.goto(own);
      const next = page.locator('main section.part a.button').first();
      assert.match(await next.innerText(), lang === 'sv' ? /^Nästa steg: / : /^Next step: /);
      await next.click();
      assert.match(new URL(page.url()).pathname, /^(\/en)?\/guide\/[a-z-]+$/);
      await page.goto(`${own}/guide`);
      await holdsTogether(page, lang);
      await accessible(page, `own-guide-${lang}`);
      await tick(page, own, lang);
      await page.goto(`${own}/qualities`);
      await holdsTogether(page, lang);
      await accessible(page, `own-qualities-${lang}`);
      await inventory(page, own, lang);
    });
  });
}

/** Says of a demand that it does not apply: first without a reason, then with one; and takes it back. */
async function tick(page, own, lang) {
  await page.goto(`${own}/guide/need/problem`);
  await accessible(page, `tick-${lang}`);
  await page.check('[name=state][value=not_applicable]');
  const refused = await send(page, 'main form button[type=submit]');
  assert.equal(refused.status(), 422);
  await accessible(page, `tick-refused-${lang}`);
  await page.fill('[name=note]', 'Dnr 2026/7');
  const saved = await send(page, 'main form button[type=submit]');
  assert.equal(saved.status(), 303);
  assert.match(await page.locator('#step-need').innerText(), /Dnr 2026\/7/);
  await accessible(page, `own-guide-ticked-${lang}`);
  await page.locator('#step-need details').evaluate((e) => { e.open = true; });
  await send(page, '#step-need form button');
  assert.doesNotMatch(await page.locator('#step-need').innerText(), /Dnr 2026\/7/);
}

/** Writes a data set and reads what the check says of it. */
async function inventory(page, own, lang) {
  await page.goto(`${own}/data`);
  await holdsTogether(page, lang);
  await accessible(page, `inventory-empty-${lang}`);
  await page.locator('main a[href$="/data/sets/new"]').click();
  await accessible(page, `inventory-new-${lang}`);
  const refused = await send(page, 'main form button[type=submit]');
  assert.equal(refused.status(), 422);
  await accessible(page, `inventory-refused-${lang}`);
  await page.fill('[name=name]', 'Ärenden 2024');
  await page.check('[name="training.use"][value=yes]');
  await page.check('[name="training.right"][value=no]');
  await send(page, 'main form button[type=submit]');
  assert.match(await page.locator('main').innerText(), lang === 'sv' ? /utan att ni får/ : /without a right to it/);
  await accessible(page, `inventory-${lang}`);
  await page.goto(`${own}/data/import`);
  await accessible(page, `inventory-import-${lang}`);
}

test('without script a demand is ticked and a data set written', async () => {
  await withPage(browser(), { javaScriptEnabled: false }, async (page) => {
    const id = await beginDraft(page, freshName('Utan skript'));
    await page.goto(`/work/systems/${id}/guide/need/problem`);
    await page.check('[name=state][value=done]');
    await send(page, 'main form button[type=submit]');
    assert.match(await page.locator('#step-need').innerText(), /Avbockat|1 av/);
    await page.goto(`/work/systems/${id}/data/sets/new`);
    await page.fill('[name=name]', 'Loggar');
    await send(page, 'main form button[type=submit]');
    assert.match(await page.locator('main table').innerText(), /Loggar/);
  });
});

test('a reader sees where a system stands and is offered no forms', async () => {
  let id;
  await withPage(browser(), {}, async (page) => { id = await beginDraft(page, freshName('Läsprov')); });
  await withPage(browser(), {}, async (page) => {
    await signIn(page, 'lasare@demo.example');
    await page.goto(`/work/systems/${id}/guide`);
    assert.equal(await page.locator('main form').count(), 0);
    await page.goto(`/work/systems/${id}/data`);
    assert.equal(await page.locator('main form').count(), 0);
  });
});

// The whole way of somebody who is alone with AI: from the start page to a step done, by keyboard or without script, wide and narrow.
for (const [lang, options] of [['sv', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } }], ['en', {}]]) {
  test(`from the start page along a short way to a step done, in ${lang}`, async () => {
    await withPage(browser(), options, async (page) => {
      const checked = options.javaScriptEnabled === false ? async () => {} : (name) => accessible(page, `${name}-${lang}`);
      await page.goto(inLanguage('/', lang));
      assert.equal(await page.locator('.doors a').count(), 6);
      await page.locator('.doors a[href$="/guide"]').focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/guide$/);
      await page.locator('main nav a[href$="?path=small-organisation"]').click();
      assert.equal(await page.locator('.guide-way h3').count(), 4);
      await checked('guide-way');
      const id = await beginDraft(page, freshName('Ensamprov'), lang);
      const own = inLanguage(`/work/systems/${id}`, lang);
      await page.goto(`${own}/guide/way`);
      await holdsTogether(page, lang);
      await checked('own-way');
      await page.check('[name=path][value=small-organisation]');
      assert.equal((await send(page, 'main form button[type=submit]')).status(), 303);
      assert.equal(await page.locator('article.guide-standing').count(), 4);
      await checked('own-guide-short');
      await page.goto(own);
      await page.locator('main section.part a.button').first().click();
      await page.waitForURL(/\/guide\/small-organisation\?system=/);
      await holdsTogether(page, lang);
      await checked('step-for-system');
      const ticks = await page.locator('section.guide-next a[href*="/guide/small-organisation/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
      for (const href of ticks) {
        await page.goto(href);
        await page.check('[name=state][value=done]');
        assert.equal((await send(page, 'main form button[type=submit]')).status(), 303);
      }
      assert.match(await page.locator('#step-small-organisation').innerText(), lang === 'sv' ? /klart/i : /done/i);
      assert.match(await page.locator('section.guide-next').innerText(), lang === 'sv' ? /Rättslig|Lag|Juridik/i : /law/i);
      await page.goto(`${own}/data`);
      await page.locator(`main a[href$="${id}/guide"]`).first().click();
      await page.waitForURL(/\/guide$/);
    });
  });
}

test('two people change different rows of one inventory, and only the same row is a conflict', async () => {
  await withPage(browser(), {}, async (page) => {
    const id = await beginDraft(page, freshName('Radprov'));
    for (const name of ['Ärenden', 'Loggar']) {
      await page.goto(`/work/systems/${id}/data/sets/new`);
      await page.fill('[name=name]', name);
      await send(page, 'main form button[type=submit]');
    }
    const rows = await page.locator('main table tbody th a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const other = await page.context().newPage();
    const third = await page.context().newPage();
    await Promise.all([page.goto(rows[0]), other.goto(rows[1]), third.goto(rows[0])]);
    await page.fill('[name=owner]', 'Kontoret');
    await other.fill('[name=owner]', 'Nämnden');
    await third.fill('[name=owner]', 'Arkivet');
    assert.equal((await send(page, 'main form button[type=submit]')).status(), 303);
    assert.equal((await send(other, 'main form button[type=submit]')).status(), 303);
    assert.equal((await send(third, 'main form button[type=submit]')).status(), 409);
    await accessible(third, 'inventory-conflict');
    assert.match(await third.locator('main').innerText(), /Kontoret[^]*Arkivet/);
  });
});
