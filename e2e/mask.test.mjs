// A text is masked on the page, hit by hit, with and without JavaScript, in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, holdsTogether } from './pages.mjs';
import { inLanguage, oneBrowser, send, withPage } from './support.mjs';

const browser = oneBrowser();
const words = {
  sv: { phone: '[TELEFON 1]', nothing: 'Inget hittades', missing: 'Skriv eller klistra in en text', error: 'Fel:' },
  en: { phone: '[PHONE 1]', nothing: 'Nothing was found', missing: 'Write or paste a text', error: 'Error:' },
};

for (const lang of ['sv', 'en']) {
  for (const javaScriptEnabled of [true, false]) {
    const how = `${lang}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`;

    test(`a text is masked and a hit is kept: ${how}`, async () => {
      await withPage(browser(), { javaScriptEnabled, acceptDownloads: true }, async (page) => {
        await page.goto(inLanguage('/mask', lang));
        await page.locator('.mask-example a').click();
        await page.check('main input[value=all]');
        await send(page, 'main button[value=mask]');
        const masked = await page.locator('.mask-text').innerText();
        assert.ok(masked.includes('[PERSON 1]') && masked.includes(words[lang].phone), masked);
        assert.ok(!masked.includes('070-174 06 05'), 'the number stands in the masked text');
        await page.locator('.mask-hits li:has(mark:text-is("070-174 06 05")) input').uncheck();
        await send(page, '.mask-choose button[value=mask]');
        assert.ok((await page.locator('.mask-text').innerText()).includes('070-174 06 05'), 'the choice was not heard');
        assert.ok((await page.locator('.mask-text').innerText()).includes('[PERSON 1]'));
        const [file] = await Promise.all([page.waitForEvent('download'), page.click('button[value=download]')]);
        assert.match(file.suggestedFilename(), /\.txt$/);
        assert.equal(await page.locator('[data-copy]').isVisible(), javaScriptEnabled);
      });
    });
  }

  test(`the result, the empty result and the error hold together: ${lang}`, async () => {
    await withPage(browser(), {}, async (page) => {
      await page.goto(inLanguage('/mask?example=1', lang));
      await page.check('main input[value=disclosure]');
      await send(page, 'main button[value=mask]');
      await holdsTogether(page, lang);
      assert.ok((await page.locator('.mask-text').innerText()).includes('█████'));
      await accessible(page, `mask-result-${lang}`);
      await page.goto(inLanguage('/mask', lang));
      await page.fill('main textarea', 'Det regnar.');
      await send(page, 'main button[value=mask]');
      assert.ok((await page.locator('main').innerText()).includes(words[lang].nothing));
      await accessible(page, `mask-nothing-${lang}`);
      await page.goto(inLanguage('/mask', lang));
      await send(page, 'main button[value=mask]');
      assert.ok((await page.title()).startsWith(words[lang].error), await page.title());
      assert.ok((await page.locator('.error-summary').innerText()).includes(words[lang].missing));
      await accessible(page, `mask-error-${lang}`);
    });
  });
}

test('nothing is remembered: going back asks anew', async () => {
  await withPage(browser(), {}, async (page) => {
    await page.goto('/mask?example=1');
    const [answer] = await Promise.all([page.waitForNavigation(), page.click('main button[value=mask]')]);
    assert.equal(answer.headers()['cache-control'], 'no-store');
  });
});
