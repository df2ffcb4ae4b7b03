// Answering the trust questions without an account: with and without JavaScript, on paper and as a file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { accessible } from './pages.mjs';
import { oneBrowser, withPage } from './support.mjs';

const browser = oneBrowser();
const start = '/instruments/trust_questions/answer';

/** Begins the round and answers the first question, which opens the part "before". */
async function begin(page, path = start) {
  await page.goto(path);
  await page.locator('form[data-fresh] button[value=tasks]').click();
  await page.locator('.task-list button').first().click();
  await page.locator('main input[value=before]').check();
  await saveAndContinue(page);
}

const saveAndContinue = (page) => page.locator('main .buttons button[value=next]').click();

/** Leaves the question of the page for the list of parts, if one is not there. */
async function leave(page) {
  const button = page.locator('main .buttons button[value=tasks]');
  if (await button.count()) await button.click();
}

async function toResult(page) {
  await leave(page);
  await page.locator('main button[value=result]').click();
}

/** Answers the question of the page with its first choice, or with text; returns the heading of the question. */
async function answerAnyhow(page, text) {
  const heading = (await page.locator('h1').innerText()).trim();
  const choice = page.locator('main .choices input').first();
  const field = page.locator('main form .field textarea:visible, main form .field input[type=text]:visible').first();
  if (await choice.count()) await choice.check();
  else await field.fill(text);
  await saveAndContinue(page);
  return heading;
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`answers are carried from page to page, shown, downloaded and read in again, ${how}`, async () => {
    await withPage(browser(), { javaScriptEnabled, acceptDownloads: true }, async (page) => {
      await begin(page);
      const asked = [];
      for (let i = 0; i < 4; i++) asked.push(await answerAnyhow(page, 'Ett prov av webbläsaren.'));
      assert.equal(new Set(asked).size, 4, `each question is asked once: ${asked.join(' | ')}`);

      const answers = await download(page);
      assert.equal(answers.content.instrument, 'trust_questions');
      assert.equal(Object.keys(answers.content.answers).length, 5);

      await page.goto(start);
      await page.setInputFiles('#f-file', answers.path);
      await page.locator('button[value=upload]').click();
      assert.match(await page.locator('.progress').first().innerText(), /5 av/);
      assert.deepEqual((await download(page)).content.answers, answers.content.answers);
    });
  });

  test(`a file that is not answers is refused in words, ${how}`, async () => {
    await withPage(browser(), { javaScriptEnabled }, async (page) => {
      await page.goto(start);
      for (const [name, text] of [['svar.json', '{"answers": [,]}'], ['bild.json', '\u0000\u0001'], ['fel.json', '{"instrument":"annat","answers":{}}']]) {
        await page.setInputFiles('#f-file', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
        const [answer] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), page.locator('button[value=upload]').click()]);
        assert.equal(answer.status(), 422, name);
        assert.notEqual((await page.locator('#f-file-error').innerText()).trim(), '');
        assert.equal(await page.locator('.error-summary').count(), 1);
      }
    });
  });
}

/** Downloads the answers from the list of parts. */
async function download(page) {
  await leave(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('main button[value=download]').click()]);
  const path = await file.path();
  return { path, content: JSON.parse(await readFile(path, 'utf8')) };
}

test('the result says what the answers raise and what is unanswered', async () => {
  await withPage(browser(), {}, async (page) => {
    await begin(page);
    await answerAnyhow(page, 'Ett prov.');
    await toResult(page);
    assert.equal(await page.locator('#outcome').count(), 1);
    assert.match(await page.locator('main').innerText(), /inte fullständig/);
    assert.ok(await page.locator('section[aria-labelledby=unanswered] details').count() > 0);
  });
});

for (const [lang, path] of [['sv', start], ['en', `/en${start}`]]) {
  test(`the pages on the way are accessible in ${lang}`, async () => {
    await withPage(browser(), {}, async (page) => {
      await page.goto(path);
      await page.locator('form[data-fresh] button[value=tasks]').click();
      await accessible(page, `answering-tasks-${lang}`);
      await page.locator('.task-list button').first().click();
      await accessible(page, `answering-question-${lang}`);
      await page.locator('main input[value=before]').check();
      await saveAndContinue(page);
      await accessible(page, `answering-second-question-${lang}`);
      await leave(page);
      for (const to of ['check', 'result', 'print']) {
        await page.locator(`main button[value=${to}]`).first().click();
        await accessible(page, `answering-${to}-${lang}`);
        const back = page.locator('main button[value=tasks]');
        if (await back.count()) await back.first().click();
      }
    });
  });
}

test('the browser keeps the answers after a reload, and forgets them when asked', async () => {
  await withPage(browser(), {}, async (page) => {
    await begin(page);
    await answerAnyhow(page, 'Ett prov.');
    await page.waitForLoadState('load'); // the script of the next page keeps the answers
    await page.goto(start);
    await page.reload();
    const kept = page.locator('form[data-continue]');
    assert.ok(await kept.isVisible(), 'the start offers to go on');
    await kept.locator('button[value=tasks], button[type=submit]').click();
    assert.match(await page.locator('.progress').first().innerText(), /2 av/);
    await page.goto(start);
    await page.locator('form[data-continue] [data-clear]').click();
    assert.ok(await page.locator('[data-cleared-note]').isVisible());
    await page.reload();
    assert.ok(!await page.locator('form[data-continue]').isVisible());
  });
});

test('the language can be changed in the middle without losing an answer', async () => {
  await withPage(browser(), {}, async (page) => {
    await begin(page);
    await answerAnyhow(page, 'Ett prov.');
    await page.locator('main button[value=language]').click();
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await leave(page);
    assert.match(page.url(), /\/en\//);
    assert.match(await page.locator('.progress').first().innerText(), /2 of/);
  });
});

test('the screening is answered in the page alone and can be erased', async () => {
  await withPage(browser(), {}, async (page) => {
    await page.goto('/screening');
    const sent = [];
    page.on('request', (request) => { if (!request.url().includes('/static/')) sent.push(request.url()); });
    await page.locator('[data-ask] input[data-stops]').first().check();
    assert.ok(await page.locator('[data-stop]').isVisible());
    await page.locator('[data-erase] button').click();
    assert.ok(!await page.locator('[data-stop]').isVisible());
    assert.deepEqual(sent, []);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  });
});
