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
