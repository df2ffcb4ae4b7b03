// HTML and script typed in every text field is shown as text and never runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginDraft, fillBasics, freshName } from './drafts.mjs';
import { oneBrowser, send, withPage } from './support.mjs';

const browser = oneBrowser();
const evil = '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>"\'><svg/onload=window.__ran=1> {{7*7}}';
const evilLine = '<script>window.__ran=1</script>"><b>x';

async function neverRan(page, where) {
  assert.equal(await page.evaluate(() => window.__ran), undefined, `script ran at ${where}`);
  assert.equal(await page.locator('main img[src=x], main script:not([src]), main svg[onload]').count(), 0, `typed HTML became HTML at ${where}`);
}

/** Writes HTML into every text field of the page. Folded parts are opened first; the count of fields is returned. */
async function fillEverything(page) {
  return page.evaluate(([long, short]) => {
    let filled = 0;
    for (const fold of document.querySelectorAll('main details')) fold.open = true;
    for (const field of document.querySelectorAll('main form textarea, main form input[type=text]')) {
      field.value = field.tagName === 'TEXTAREA' ? long : short;
      filled++;
    }
    return filled;
  }, [evil, evilLine]);
}

test('in every text field of a record', async () => {
  await withPage(browser(), {}, async (page) => {
    const id = await beginDraft(page, `${freshName('Skript')} ${evilLine}`);
    await fillBasics(page, { summary: evil, purpose: evil, affected: evil });
    await page.goto(`/work/systems/${id}`);
    const parts = await page.locator('main a[href*="/edit/"]').evaluateAll((links) => [...new Set(links.map((a) => a.getAttribute('href')))]);
    assert.ok(parts.length >= 10);
    let filled = 0;
    for (const part of parts.filter((p) => !p.endsWith('/basics'))) {
      await page.goto(part);
      filled += await fillEverything(page);
      const answer = await send(page, 'main .buttons button[name=then][value=list]');
      assert.ok([303, 422].includes(answer.status()), `${part}: ${answer.status()}`);
      await neverRan(page, part);
      if (answer.status() === 422) await saveWhatIsAccepted(page, part);
    }
    assert.ok(filled > 30, `only ${filled} fields`);
    for (const path of [`/work/systems/${id}`, `/work/systems/${id}/preview`, `/work/systems/${id}/publish`, '/work']) {
      await page.goto(path);
      await neverRan(page, path);
    }
    await publishAndRead(page, id);
  });
});

/** Empties the fields that were refused, such as dates and links, and saves the rest. */
async function saveWhatIsAccepted(page, part) {
  await page.evaluate(() => { for (const field of document.querySelectorAll('main [aria-invalid=true]')) field.value = ''; });
  const answer = await send(page, 'main .buttons button[name=then][value=list]');
  assert.ok(answer.status() < 500, `${part}: ${answer.status()}`);
  await neverRan(page, part);
}

async function publishAndRead(page, id) {
  await page.goto(`/work/systems/${id}/publish`);
  await send(page, 'main form button[type=submit]');
  for (const path of [`/systems/${id}`, `/en/systems/${id}`, `/systems/${id}/versions/1`, `/systems/${id}/compare`, `/systems/${id}/report`, '/systems?q=Skript&slag=', '/search?q=Skript', '/']) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    await neverRan(page, path);
  }
  await page.goto(`/systems/${id}`);
  assert.ok((await page.locator('main').innerText()).includes('<script>window.__ran=1</script>'), 'it is shown as text');
  const feed = await (await page.request.get('/systems.atom')).text();
  assert.doesNotMatch(feed, /<script>window/);
}

test('in the answers to questions, with and without an account', async () => {
  await withPage(browser(), {}, async (page) => {
    await page.goto('/instruments/trust_questions/answer');
    await page.locator('form[data-fresh] button[value=tasks]').click();
    await page.locator('.task-list button').first().click();
    await page.check('main input[value=before]');
    await send(page, 'main .buttons button[value=next]');
    for (let i = 0; i < 5; i++) {
      await fillEverything(page);
      if (!await page.locator('main textarea[name=value], main input[type=text][name=value]').count()) await page.locator('main .choices input').first().check();
      const answer = await send(page, 'main .buttons button[value=next]');
      assert.equal(answer.status(), 200, await page.locator('h1').innerText());
      await neverRan(page, await page.locator('h1').innerText());
    }
    await page.locator('main .buttons button[value=tasks]').click();
    for (const to of ['check', 'result', 'print']) {
      await page.locator(`main button[value=${to}]`).first().click();
      await neverRan(page, to);
      if (to === 'check') assert.ok((await page.locator('main').innerText()).includes('<script>window.__ran=1</script>'));
      const back = page.locator('main button[value=tasks]');
      if (await back.count()) await back.first().click();
    }
  });
});

test('in what readers write to the owner, and in searching', async () => {
  await withPage(browser(), {}, async (page) => {
    await page.goto('/systems');
    await page.locator('main article.hit h2 a, main article.hit h3 a').first().click();
    await page.goto(`${page.url()}/report`);
    await fillEverything(page);
    await page.evaluate(() => { for (const f of document.querySelectorAll('main input[type=email]')) f.value = 'prov@demo.example'; });
    await send(page, 'main form button[type=submit]');
    await neverRan(page, 'report');
    for (const path of ['/search', '/systems', '/en/systems']) {
      await page.goto(`${path}?q=${encodeURIComponent(evil)}`);
      await neverRan(page, path);
    }
  });
});
