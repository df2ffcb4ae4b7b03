// What the tests that write records share: a draft of one's own, and its seven first fields.
import { send, signIn } from './support.mjs';

/** The demo's person who may write and publish alone. */
export const alone = 'ensam@demo.example';

/** A name that no other run has used. */
export const freshName = (what) => `${what} ${Date.now().toString(36)}`;

/** Signs in and begins a draft; returns its id. */
export async function beginDraft(page, name, lang = 'sv') {
  await signIn(page, alone, lang === 'en' ? '/en/login' : '/login');
  await page.locator('main a[href$="/systems/new"]').first().click();
  await page.fill('[name="name.sv"]', name);
  await page.fill('[name="name.en"]', `${name} (en)`);
  await page.check('[name=slag][value=ai_system]');
  await send(page, 'main form button[type=submit]');
  return page.url().match(/systems\/([0-9a-f-]{36})/)[1];
}

/** Fills in what a first draft needs, from the page of the first part, and saves. */
export async function fillBasics(page, words) {
  await page.fill('[name="summary.sv"]', words.summary);
  await page.fill('[name="purpose.sv"]', words.purpose);
  await page.check('[name="phases[0].phase"][value=testing]');
  await page.check('[name=decision_role][value=supports]');
  await page.fill('[name="affected.sv"]', words.affected);
  return send(page, 'main .buttons button[name=then][value=list]');
}
