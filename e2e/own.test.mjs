// What people with accounts do beside writing: who may what, a change of phase, the end of a record, keys, the organisation's details,
// the inbox.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alone, beginDraft, fillBasics, freshName } from './drafts.mjs';
import { accessible, holdsTogether } from './pages.mjs';
import { base, inLanguage, narrow, oneBrowser, password, send, signIn, withPage } from './support.mjs';

const browser = oneBrowser();
const words = { summary: 'Ett påhittat system som webbläsarprovet beskriver.', purpose: 'Att prova.', affected: 'Ingen, det här är ett prov.' };
const textOf = (page) => page.locator('main').innerText();
const submit = 'main form button[type=submit]';

/** Publishes a new record and gives its id. */
async function publishNew(page, name) {
  const id = await beginDraft(page, name);
  await fillBasics(page, words);
  await page.goto(`/work/systems/${id}/publish`);
  assert.equal((await send(page, submit)).status(), 303, await textOf(page));
  return id;
}

/** Writes a day into the three fields of a date. */
async function writeDay(page, name, iso) {
  const [year, month, day] = iso.split('-');
  for (const [part, value] of [['day', Number(day)], ['month', Number(month)], ['year', year]]) await page.fill(`[name="${name}.${part}"]`, String(value));
}

/** The address of the demo organisation's work, such as "/work/organisations/…". */
async function ownOrganisation(page) {
  await page.goto('/work');
  const link = await page.locator('main a[href*="/people"]').first().getAttribute('href');
  return link.replace(/\/people$/, '');
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`a person is invited, chooses a password, gets another role and leaves, ${how}`, async () => {
    await withPage(browser(), { javaScriptEnabled }, async (page) => {
      await signIn(page, alone);
      const own = await ownOrganisation(page);
      const email = `prov-${Date.now().toString(36)}${javaScriptEnabled ? 'a' : 'b'}@demo.example`;
      await page.goto(`${own}/people`);
      await page.locator('main a[href$="/people/invite"]').click();
      await page.fill('[name=name]', 'Test Inbjuden');
      await page.fill('[name=email]', 'inte en adress');
      await page.check('[name=roles][value=editor]');
      assert.equal((await send(page, submit)).status(), 422);
      assert.equal(await page.inputValue('[name=name]'), 'Test Inbjuden');
      assert.ok(await page.isChecked('[name=roles][value=editor]'), 'the role that was chosen is gone');
      if (javaScriptEnabled) {
        assert.equal(await page.evaluate(() => document.activeElement.className), 'error-summary', 'the problems are where the reader is');
        await accessible(page, 'invite-refused');
      }
      await page.fill('[name=email]', email);
      await send(page, submit);
      const link = (await page.locator('main .secret').innerText()).trim();
      assert.match(link, /\/password\/\S{40,}$/);
      await joinsAndWrites(link, email, javaScriptEnabled);

      await page.goto(`${own}/people`);
      await page.locator('main table tr', { hasText: email }).locator('a').click();
      await page.uncheck('[name=roles][value=editor]');
      await page.check('[name=roles][value=reader]');
      assert.equal((await send(page, submit)).status(), 303);
      assert.match(await page.locator('main table tr', { hasText: email }).innerText(), /Läsare/);
      await page.locator('main table tr', { hasText: email }).locator('a').click();
      await page.locator('main a[href$="/remove"]').click();
      assert.match(await page.locator('h1').innerText(), /Test Inbjuden/);
      await send(page, submit);
      assert.equal(await page.locator('main table tr', { hasText: email }).count(), 0);
    });
  });
}

/** Opens the one-time link as the invited person, and looks at what an editor may. */
async function joinsAndWrites(link, email, javaScriptEnabled) {
  await withPage(browser(), { javaScriptEnabled }, async (page) => {
    const path = new URL(link).pathname;
    await page.goto(path);
    await page.fill('[name=password]', 'kort');
    assert.equal((await send(page, submit)).status(), 422);
    assert.equal(await page.inputValue('[name=password]'), '', 'a password is given back');
    await page.fill('[name=password]', password);
    await send(page, submit);
    assert.equal(new URL(page.url()).pathname, '/work');
    assert.ok(await page.locator('main a[href$="/systems/new"]').count() > 0, 'an editor may not begin a record');
    assert.equal(await page.locator('main a[href$="/people"]').count(), 0, 'an editor is led to the people');
    assert.equal((await page.goto(path)).status(), 410, 'the link works twice');
    await page.context().clearCookies();
    await signIn(page, email);
    assert.equal(new URL(page.url()).pathname, '/work');
  });
}

test('the last administrator cannot leave', async () => {
  await withPage(browser(), {}, async (page) => {
    await signIn(page, alone);
    await page.goto(`${await ownOrganisation(page)}/people`);
    await page.locator('main table tr', { hasText: alone }).locator('a').click();
    await page.uncheck('[name=roles][value=administrator]');
    const answer = await send(page, submit);
    assert.equal(answer.status(), 422);
    assert.match(await page.locator('.error-summary').innerText(), /minst en administratör/);
    assert.ok(await page.locator('.error-summary').isVisible());
  });
});

test('a published record changes phase with its grounds, and says so when it is published again', async () => {
  await withPage(browser(), {}, async (page) => {
    const id = await publishNew(page, freshName('Fasbyte'));
    await page.goto(`/work/systems/${id}`);
    await page.locator(`main a[href="/work/systems/${id}/phase"]`).click();
    await page.check('[name="phases.phase"][value=in_use]');
    await page.fill('[name="phases.from"]', '2999-01-01');
    assert.equal((await send(page, submit)).status(), 422);
    const problems = await page.locator('.error-summary').innerText();
    assert.match(problems, /inte inträffat än/);
    assert.match(problems, /Skriv varför/);
    assert.ok(await page.isChecked('[name="phases.phase"][value=in_use]'));
    await accessible(page, 'phase-refused');
    await page.fill('[name="phases.from"]', '2026-06');
    await page.fill('[name="phases.note.sv"]', 'Provet gick bra.');
    assert.equal((await send(page, submit)).status(), 303);
    assert.doesNotMatch(await (await fetch(`${base}/systems/${id}`)).text(), /Provet gick bra/, 'a change shows before it is published');
    await page.goto(`/work/systems/${id}/publish`);
    assert.match(await textOf(page), /Ändrat sedan förra versionen/);
    await holdsTogether(page, 'sv');
    await accessible(page, 'publish-changes');
    // What is in use needs somebody to write to: the page says so and leads there.
    assert.equal(await page.locator('main form').count(), 0, 'it can be published without a contact');
    await page.locator('main .gaps a[href*="contact"]').first().click();
    await page.fill('[name="responsibility.contact"]', 'registrator@demo.example');
    await send(page, 'main .buttons button[name=then][value=list]');
    await page.goto(`/work/systems/${id}/publish`);
    assert.equal((await send(page, submit)).status(), 303);
    await page.goto(`/systems/${id}`);
    assert.match(await textOf(page), /I bruk/i);
    await page.goto(`/systems/${id}/versions/1`);
    assert.doesNotMatch(await textOf(page), /Provet gick bra/, 'the first version has changed');
  });
});

for (const lang of ['sv', 'en']) {
  test(`a record is retired in favour of another, and leads on to it, in ${lang}`, async () => {
    await withPage(browser(), {}, async (page) => {
      const next = await publishNew(page, freshName('Efterträdare'));
      await page.context().clearCookies();
      const old = await publishNew(page, freshName('Föregångare'));
      await page.goto(inLanguage(`/work/systems/${old}/retire`, lang));
      assert.equal((await send(page, submit)).status(), 422);
      assert.ok(await page.locator('.error-summary li').count() >= 1);
      await holdsTogether(page, lang);
      await accessible(page, `retire-refused-${lang}`);
      await page.check('[name=kind][value=replaced]');
      await page.fill('[name=replaced_by]', `${base}/systems/${next}`);
      await writeDay(page, 'date', '2026-11-01');
      await page.fill('[name="reason.sv"]', 'Den nya gör mer.');
      await page.fill('[name="reason.en"]', 'The new one does more.');
      assert.equal((await send(page, submit)).status(), 303, await textOf(page));
      await page.context().clearCookies();
      await page.goto(inLanguage(`/systems/${old}`, lang));
      assert.ok((await textOf(page)).includes(lang === 'sv' ? 'Den nya gör mer.' : 'The new one does more.'));
      assert.ok(await page.locator(`main a[href="${inLanguage(`/systems/${next}`, lang)}"]`).count() > 0, 'it does not lead on');
      await accessible(page, `retired-${lang}`);
    });
  });
}

test('a draft is thrown away only after a question that names it', async () => {
  await withPage(browser(), {}, async (page) => {
    const name = freshName('Kastas');
    const id = await beginDraft(page, name);
    await page.goto(`/work/systems/${id}/discard`);
    assert.ok((await page.locator('h1').innerText()).includes(name));
    await page.locator('main .buttons a').click();
    assert.equal(new URL(page.url()).pathname, `/work/systems/${id}`);
    assert.equal(await page.locator('h1').innerText(), name, 'turning back has thrown it away');
    await page.goto(`/work/systems/${id}/discard`);
    assert.equal((await send(page, submit)).status(), 303);
    assert.notEqual(await page.locator('h1').innerText(), name);
  });
});

test('a key works until it is revoked, and is shown once', async () => {
  await withPage(browser(), {}, async (page) => {
    await signIn(page, alone);
    const name = freshName('Nyckel');
    await page.goto('/account/tokens/new');
    await page.fill('[name=name]', name);
    await writeDay(page, 'expires', '2020-01-01');
    await page.check('[name=scopes][value=read]');
    assert.equal((await send(page, submit)).status(), 422);
    assert.ok(await page.isChecked('[name=scopes][value=read]'));
    await writeDay(page, 'expires', new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
    await send(page, submit);
    const secret = (await page.locator('main .secret').innerText()).trim();
    assert.match(secret, /^tillit_\S{40,}$/);
    await accessible(page, 'token-made');
    const asks = () => fetch(`${base}/v1/systems?limit=1`, { headers: { Authorization: `Bearer ${secret}` } });
    assert.equal((await asks()).status, 200);
    await page.goto('/account');
    assert.ok(!(await page.content()).includes(secret), 'the key is shown again');
    const row = page.locator('main table tr', { hasText: name });
    await accessible(page, 'account-tokens');
    await row.locator('a').click();
    assert.ok((await page.locator('h1').innerText()).includes(name));
    await send(page, submit);
    assert.equal(await row.count(), 0);
    assert.equal((await asks()).status, 401, 'a revoked key works');
  });
});

test("the organisation's details are corrected, and two who write at once are told", async () => {
  await withPage(browser(), {}, async (page) => {
    await signIn(page, alone);
    const own = await ownOrganisation(page);
    const other = await page.context().newPage();
    await page.goto(`${own}/settings`);
    await other.goto(`${own}/settings`);
    const contact = `registrator-${Date.now().toString(36)}@demo.example`;
    await page.fill('[name=website]', 'javascript:alert(1)');
    assert.equal((await send(page, submit)).status(), 422);
    await accessible(page, 'settings-refused');
    await page.fill('[name=website]', 'https://demo.example/');
    await page.fill('[name=contact]', contact);
    assert.equal((await send(page, submit)).status(), 303);
    await other.fill('[name=contact]', 'skrivet-samtidigt@demo.example');
    assert.equal((await send(other, submit)).status(), 422);
    assert.match(await other.locator('.error-summary').innerText(), /Någon annan har ändrat/);
    assert.equal(await other.inputValue('[name=contact]'), 'skrivet-samtidigt@demo.example', 'what was written is gone');
    await page.goto(`${own}/settings`);
    assert.equal(await page.inputValue('[name=contact]'), contact, 'the one has written over the other unseen');
    await other.close();
  });
});

test('a message from the public is answered, opened again, and taken out as a file', async () => {
  await withPage(browser(), { viewport: narrow }, async (page) => {
    const name = freshName('Inkorg');
    const id = await publishNew(page, name);
    await page.context().clearCookies();
    await page.goto(`/systems/${id}/report`);
    await page.fill('[name=message]', 'Uppgiften är fel. Mitt nummer är 811218-9876.');
    await send(page, submit);
    assert.match(await textOf(page), /personnummer/, 'the sender is not told that a number was taken away');
    await signIn(page, 'redaktor@demo.example');
    await page.goto('/inbox?state=open');
    await page.locator('main a[href*="/inbox/"]', { hasText: name }).first().click();
    const text = await textOf(page);
    assert.ok(text.includes('[personnummer]') && !text.includes('811218'));
    await page.fill('[name=outcome]', 'Rättat samma dag.');
    assert.equal((await send(page, submit)).status(), 303);
    assert.match(await textOf(page), /Rättat samma dag/);
    await accessible(page, 'inbox-handled');
    assert.equal((await send(page, submit)).status(), 303);
    await page.goto('/inbox?state=open');
    assert.ok(await page.locator('main table', { hasText: name }).count() > 0, 'a message that is open again is not among the open');
    const organisation = (await page.locator('main a[href$="messages.json"]').getAttribute('href')).split('/')[2];
    const file = await page.request.get(`/inbox/${organisation}/messages.json`);
    assert.match(file.headers()['content-disposition'], /attachment/);
    assert.ok((await file.json()).some((m) => m.subject_name === name && m.state === 'open' && m.masked));
  });
});

test('a reader is told what readers may not, and finds no way there', async () => {
  await withPage(browser(), {}, async (page) => {
    const id = await publishNew(page, freshName('Läses'));
    await page.context().clearCookies();
    await signIn(page, 'lasare@demo.example');
    await page.goto(`/work/systems/${id}`);
    for (const act of ['phase', 'retire', 'discard', 'edit/basics']) {
      assert.equal(await page.locator(`main a[href*="/work/systems/${id}/${act}"]`).count(), 0, `a reader is led to ${act}`);
      assert.equal((await page.goto(`/work/systems/${id}/${act}`)).status(), 403, act);
      assert.ok((await page.locator('h1').innerText()).length > 0);
      await page.goto(`/work/systems/${id}`);
    }
    await accessible(page, 'tasks-reader');
  });
});
