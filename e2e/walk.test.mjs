// The whole walk: find a system, start one of one's own, answer the trust questions, see what they raise, publish, and find it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alone, beginDraft, fillBasics, freshName } from './drafts.mjs';
import { accessible, holdsTogether } from './pages.mjs';
import { base, json, oneBrowser, send, withPage } from './support.mjs';

const browser = oneBrowser();
const words = {
  summary: 'Ett påhittat system som webbläsarprovet beskriver.',
  purpose: 'Visa att vägen från utkast till publicerad sida går att gå.',
  affected: 'Ingen, det här är ett prov.',
};

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`from finding others' systems to publishing one's own, ${how}`, async () => {
    await withPage(browser(), { javaScriptEnabled }, async (page) => {
      await findOthers(page, javaScriptEnabled);
      const name = freshName('Provlösning');
      const id = await beginDraft(page, name);
      await fillBasics(page, words);
      await notPublicYet(id);
      await assess(page, id, name);
      await publish(page, id);
      await readAndFind(page, id, name);
    });
  });
}

/** Searches, narrows with a facet, reads a record and its JSON. */
async function findOthers(page, scripts) {
  await page.goto('/');
  await page.fill('#start-search', 'tandvård');
  await page.locator('main .search-box button').first().click();
  assert.ok(await page.locator('.found-systems .hit').count() > 0);
  await page.goto('/systems?q=v%C3%A5rd');
  const before = await page.locator('main article.hit').count();
  await page.locator('details.facet', { hasText: 'Roll i beslut' }).locator('summary').click();
  await page.check('[name=decision_role][value=informs]');
  await page.locator('.list-filters button[type=submit]').click();
  const after = await page.locator('main article.hit').count();
  assert.ok(after > 0 && after < before, `${before} hits became ${after}`);
  await page.locator('main article.hit h3 a, main article.hit h2 a').first().click();
  assert.match(page.url(), /\/systems\/[0-9a-f-]{36}$/);
  const title = await page.locator('h1').innerText();
  const record = await json(`${new URL(page.url()).pathname}.json`);
  assert.ok(JSON.stringify(record).includes(JSON.stringify(title).slice(1, -1)), 'the JSON tells of the same system');
  if (scripts) await holdsTogether(page, 'sv');
}

async function notPublicYet(id) {
  for (const path of [`/systems/${id}`, `/systems/${id}.json`, `/v1/systems/${id}`]) {
    assert.equal((await fetch(base + path)).status, 404, `${path} shows a draft`);
  }
}

/** Answers some of the trust questions for the system, and reads what they raise. */
async function assess(page, id, name) {
  await page.goto(`/work/systems/${id}`);
  await page.locator(`main a[href*="/assessments/new?system=${id}"]`).first().click();
  await send(page, 'main button[name=begin]');
  assert.match(page.url(), /\/assessments\/[0-9a-f-]{36}$/);
  const assessment = page.url();
  assert.match(await page.locator('main').innerText(), new RegExp(name));
  await page.goto(`${assessment}/q/round_parts`);
  await page.check('main input[value=before]');
  await send(page, 'main .buttons button[value=next]');
  for (let i = 0; i < 6; i++) await answerWithDoubt(page);
  await page.goto(`${assessment}/result`);
  const result = await page.locator('main').innerText();
  assert.match(result, /inte fullständig/);
  assert.ok(await page.locator('article.finding').count() > 0, 'doubt raises findings');
  const data = await page.request.get(`${assessment}/result.json`);
  assert.equal(data.status(), 200);
  assert.ok((await data.json()).findings.length > 0);
  assert.equal((await fetch(assessment, { redirect: 'manual' })).status, 303, 'an assessment is not public');
}

/** Answers no, or the first choice, or with a few words. */
async function answerWithDoubt(page) {
  const no = page.locator('main .choices input[value=no]');
  const first = page.locator('main .choices input').first();
  if (await no.count()) await no.check();
  else if (await first.count()) await first.check();
  else await page.locator('main form .field textarea, main form .field input[type=text]').first().fill('Ett prov.');
  const answer = await send(page, 'main .buttons button[value=next]');
  assert.equal(answer.status(), 303, `not taken: ${await page.locator('h1').innerText()}`);
}

async function publish(page, id) {
  await page.goto(`/work/systems/${id}/preview`);
  assert.match(await page.locator('main').innerText(), new RegExp(words.summary));
  await page.goto(`/work/systems/${id}/publish`);
  await send(page, 'main form button[type=submit]');
  assert.equal((await fetch(`${base}/systems/${id}`)).status, 200);
}

/** Reads the public page and its JSON as anybody, and finds the record by searching. */
async function readAndFind(page, id, name) {
  await page.context().clearCookies();
  await page.goto(`/systems/${id}`);
  assert.equal(await page.locator('h1').innerText(), name);
  assert.match(await page.locator('main').innerText(), new RegExp(words.affected));
  const record = await json(`/systems/${id}.json`);
  assert.match(JSON.stringify(record), new RegExp(words.purpose));
  for (let tries = 0; ; tries++) {
    await page.goto(`/systems?q=${encodeURIComponent(name)}&slag=`);
    if (await page.locator(`main a[href="/systems/${id}"]`).count()) break;
    assert.ok(tries < 20, 'the search does not find what was published');
    await new Promise((resolve) => { setTimeout(resolve, 250); });
  }
}

for (const lang of ['sv', 'en']) {
  test(`the pages for those who write are accessible in ${lang}`, async () => {
    await withPage(browser(), {}, async (page) => {
      const prefix = lang === 'en' ? '/en' : '';
      await page.goto(`${prefix}/login`);
      await holdsTogether(page, lang);
      await accessible(page, `login-${lang}`);
      const id = await beginDraft(page, freshName('Tillgänglighetsprov'), lang);
      const places = [`/work/systems/${id}/edit/basics`, `/work/systems/${id}/edit/law`, `/work/systems/${id}/edit/ai_act`, `/work/systems/${id}/edit/risks`, `/work/systems/${id}`,
        `/work/systems/${id}/preview`, `/work/systems/${id}/publish`, '/work', '/inbox', '/account', `/assessments/new?system=${id}`, '/assessments'];
      const faults = [];
      for (const path of places) {
        const name = path.replace(id, 'own').replace(/\?.*/, '');
        await page.goto(prefix + path);
        try {
          await holdsTogether(page, lang);
          await accessible(page, `${name}-${lang}`);
        } catch (error) {
          faults.push(`${path}: ${error.message}`);
        }
      }
      assert.deepEqual(faults, []);
    });
  });
}

test(`${alone} signs out, and the workbench is closed`, async () => {
  await withPage(browser(), {}, async (page) => {
    await beginDraft(page, freshName('Utloggning'));
    await page.locator('details.account summary').click();
    await send(page, 'details.account form button');
    assert.match(new URL(page.url()).pathname, /^\/$/);
    await page.goto('/work');
    assert.match(page.url(), /\/login/);
  });
});
