// What happens when something goes wrong: wrong password, incomplete forms, pages that do not exist, two people saving at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginDraft, fillBasics, freshName } from './drafts.mjs';
import { accessible } from './pages.mjs';
import { base, oneBrowser, send, signIn, someSystem, withPage } from './support.mjs';

const browser = oneBrowser();

test('a wrong password is told, the address is kept, and guessing is slowed down', async () => {
  await withPage(browser(), {}, async (page) => {
    const email = `nobody-${Date.now()}@demo.example`;
    const guess = async () => {
      await page.goto('/login');
      await page.fill('#f-email', email);
      await page.fill('#f-password', 'inte rätt lösenord');
      return send(page, 'main form button[type=submit]');
    };
    const first = await guess();
    assert.ok([401, 422].includes(first.status()), `got ${first.status()}`);
    assert.equal(await page.inputValue('#f-email'), email);
    assert.equal(await page.inputValue('#f-password'), '', 'a password is never sent back');
    assert.notEqual(await page.locator('.error-summary').innerText(), '');
    const told = await page.locator('.error-summary').innerText();
    let last = first;
    for (let i = 0; i < 6 && !last.headers()['retry-after']; i++) last = await guess();
    assert.ok(last.headers()['retry-after'], 'after some tries one must wait');
    const wait = await page.locator('.error-summary').innerText();
    assert.notEqual(wait, told);
    assert.match(wait, /\d/, 'the wait is told');
    await accessible(page, 'login-must-wait');
  });
});

for (const javaScriptEnabled of [true, false]) {
  test(`a form with errors keeps what was written, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const { id } = await someSystem();
    await withPage(browser(), { javaScriptEnabled }, async (page) => {
      await page.goto(`/systems/${id}/reuse`);
      const fields = page.locator('main form input[type=text], main form input[type=email], main form textarea');
      assert.ok(await fields.count() > 1);
      const email = page.locator('main form input[type=email]').first();
      if (await email.count()) await email.fill('inte en adress');
      const answer = await send(page, 'main form button[type=submit]');
      assert.equal(answer.status(), 422);
      assert.ok(await page.locator('.error-summary li a').count() > 0);
      if (await email.count()) assert.equal(await email.inputValue(), 'inte en adress');
      assert.match(await page.title(), /^(Fel|Error)/);
      for (const link of await page.locator('.error-summary li a').all()) {
        const field = page.locator(`[id="${(await link.getAttribute('href')).slice(1)}"]`);
        assert.equal(await field.count(), 1, 'each line of the summary leads to a field');
        assert.equal(await field.getAttribute('aria-invalid'), 'true');
      }
      if (javaScriptEnabled) await accessible(page, 'reuse-with-errors-sv');
    });
  });
}

test('a page that does not exist says so in the language of its address', async () => {
  await withPage(browser(), {}, async (page) => {
    for (const [path, lang, says] of [['/nowhere', 'sv', 'Sidan finns inte'], ['/en/nowhere', 'en', null], ['/systems/not-an-id', 'sv', 'Sidan finns inte']]) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 404);
      assert.equal(await page.getAttribute('html', 'lang'), lang);
      if (says) assert.equal(await page.locator('h1').innerText(), says);
      assert.ok(await page.locator('main a').count() >= 2, 'there is a way on');
    }
  });
});

test('signing in leads back to where one came from, and never to another site', async () => {
  for (const [next, wanted] of [['/en/systems?q=x', '/en/systems?q=x'], ['//evil.example/', '/work'], ['https://evil.example/', '/work'], ['/\\\\evil.example', '/work']]) {
    await withPage(browser(), {}, async (page) => {
      await signIn(page, 'lasare@demo.example', `/login?next=${encodeURIComponent(next)}`);
      assert.equal(page.url(), base + wanted, `next was ${next}`);
    });
  }
});

test('an address with odd characters and odd parameters is answered in words', async () => {
  for (const path of ['/systems?page=-1', '/systems?page=99999999999999999999', '/systems?sort=%00', '/systems?phase=nonsense', '/systems?q=%ff%fe', '/search?q=%00',
    '/systems/%2e%2e%2fetc', '/organisations?page=abc', '/statistics?slag=nonsense', '/systems?q=%22%3E%3Cscript%3E']) {
    const answer = await fetch(base + path);
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
    assert.doesNotMatch(await answer.text(), /"><script>/, path);
  }
});

test('two who save the same draft at once: the second sees both, and loses nothing', async () => {
  await withPage(browser(), {}, async (first) => {
    const id = await beginDraft(first, freshName('Två redaktörer'));
    await first.goto(`/work/systems/${id}/edit/basics`);
    await withPage(browser(), {}, async (second) => {
      await signIn(second, 'redaktor@demo.example');
      await second.goto(`/work/systems/${id}/edit/basics`);
      const words = (who) => ({ summary: `Sammanfattning av ${who}`, purpose: `Syfte enligt ${who}`, affected: `Berörda enligt ${who}` });
      assert.equal((await fillBasics(first, words('den första'))).status(), 303);
      assert.equal((await fillBasics(second, words('den andra'))).status(), 409);
      const shown = (await second.locator('main tr, main .comparison').allInnerTexts()).join(' ').replace(/\s+/g, ' ');
      assert.match(shown, /Sammanfattning av den (Borttaget: )?första/);
      assert.match(shown, /Sammanfattning av den (Tillagt: )?andra/);
      await accessible(second, 'conflict-sv');
      assert.equal((await send(second, 'main form button[type=submit]')).status(), 303);
      await second.goto(`/work/systems/${id}/edit/basics`);
      assert.equal(await second.inputValue('[name="summary.sv"]'), 'Sammanfattning av den andra');
    });
  });
});
