// Decision models: tried, read and compared, in both languages, with and without JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible } from './pages.mjs';
import { inLanguage, oneBrowser, send, withPage } from './support.mjs';

const browser = oneBrowser();

const words = {
  sv: { late: 'Svar: För sent', person: 'En människa får bedöma', gap: 'ingen regel svarar när income = 5', place: 'Rad 1' },
  en: { late: 'Answer: Too late', person: 'A person must judge', gap: 'no rule answers when income = 5', place: 'Line 1' },
};

const model = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:x" name="Fee">
<inputData id="i" name="income"><variable name="income" typeRef="number"/></inputData>
<decision id="d" name="fee"><variable name="fee" typeRef="number"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<decisionTable><input><inputExpression><text>income</text></inputExpression></input><output/>
<rule><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
<rule><inputEntry><text>&gt; 5</text></inputEntry><outputEntry><text>7</text></outputEntry></rule></decisionTable></decision></definitions>`;

/** Sends a form that only asks, so that its answers land in the address. */
async function ask(page) {
  await Promise.all([page.waitForNavigation(), page.locator('main button[name=ask]').click()]);
}

async function day(page, name, d, m, y) {
  for (const [part, value] of [['day', d], ['month', m], ['year', y]]) await page.fill(`[name="in.${name}.${part}"]`, String(value));
}

async function choose(page, name, value) {
  await page.locator(`[name="in.${name}"][value="${value}"]`).check();
}

for (const lang of ['sv', 'en']) {
  for (const javaScriptEnabled of [true, false]) {
    const how = `${lang}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;

    test(`a model is tried: ${how}`, async () => {
      await withPage(browser(), { javaScriptEnabled }, async (page) => {
        await page.goto(inLanguage('/decision-models/appeal-in-time/try', lang));
        await day(page, 'decision date', 2, 3, 2026);
        await day(page, 'notified on', 4, 3, 2026);
        await day(page, 'received on', 1, 5, 2026);
        await choose(page, 'route', 'ordinary');
        await choose(page, 'party', 'private');
        await choose(page, 'wrong guidance', 'no');
        await choose(page, 'higher instance in time', 'no');
        await ask(page);
        const main = await page.locator('main').innerText();
        assert.ok(main.includes(words[lang].late), main.slice(0, 400));
        assert.ok(await page.locator('main .provision-link').count() > 0, 'no provisions');
        // The whole question is in the address, so that it can be shared and asked again.
        const address = page.url();
        await page.goto(address);
        assert.equal(await page.locator('[name="in.route"][value="ordinary"]').isChecked(), true);
        if (javaScriptEnabled) await accessible(page, `decision-tried-${lang}`);
        await choose(page, 'wrong guidance', 'unsure');
        await ask(page);
        assert.ok((await page.locator('main').innerText()).includes(words[lang].person));
      });
    });

    test(`anybody's model is read and tried: ${how}`, async () => {
      await withPage(browser(), { javaScriptEnabled }, async (page) => {
        await page.goto(inLanguage('/decision-models/read', lang));
        await page.setInputFiles('#f-file', { name: 'fee.dmn', mimeType: 'application/xml', buffer: Buffer.from(model) });
        await send(page, 'main form[enctype] button[type=submit]');
        assert.ok((await page.locator('main').innerText()).includes(words[lang].gap));
        await page.fill('[name="in.income"]', '9');
        await send(page, 'main button[name=ask]');
        assert.match(await page.locator('main .notice').first().innerText(), /7/);
        if (javaScriptEnabled) await accessible(page, `decision-read-${lang}`);
        await page.fill('main form[enctype] textarea', '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>');
        const refused = await send(page, 'main form[enctype] button[type=submit]');
        assert.equal(refused.status(), 422);
        assert.ok((await page.locator('main').innerText()).includes(words[lang].place));
      });
    });
  }
}
