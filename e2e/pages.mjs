// The list of public pages, and what holds for each of them in every language, width and colour scheme.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axe, inLanguage, json, narrow, oneBrowser, overflow, picture, someSystem, wide, withPage } from './support.mjs';

const longQuery = 'automatiserat beslutsstöd för handläggning av ansökningar om ekonomiskt bistånd '.repeat(4);

/** Every public page: its name, its address given a record and an organisation, and its status when it is not 200. */
export const pages = [
  { name: 'start', path: () => '/' },
  { name: 'systems', path: () => '/systems' },
  { name: 'systems-filtered', path: () => '/systems?slag=ai_system&decision_role=supports&q=v%C3%A5rd' },
  { name: 'systems-second-page', path: () => '/systems?slag=&page=2' },
  { name: 'systems-empty', path: () => '/systems?q=zzzzqqqq' },
  { name: 'systems-long-query', path: () => `/systems?q=${encodeURIComponent(longQuery)}` },
  { name: 'search', path: () => '/search?q=bed%C3%B6mning' },
  { name: 'search-empty', path: () => '/search?q=zzzzqqqq' },
  { name: 'search-nothing-asked', path: () => '/search' },
  { name: 'record', path: ({ system }) => `/systems/${system}` },
  { name: 'record-version', path: ({ system }) => `/systems/${system}/versions/1` },
  { name: 'record-compare', path: ({ system }) => `/systems/${system}/compare` },
  { name: 'report', path: ({ system }) => `/systems/${system}/report` },
  { name: 'report-sent', path: ({ system }) => `/systems/${system}/report/sent` },
  { name: 'reuse', path: ({ system }) => `/systems/${system}/reuse` },
  { name: 'reuse-sent', path: ({ system }) => `/systems/${system}/reuse/sent` },
  { name: 'organisations', path: () => '/organisations' },
  { name: 'organisation', path: ({ organisation }) => `/organisations/${organisation}` },
  { name: 'statistics', path: () => '/statistics' },
  { name: 'about', path: () => '/about' },
  { name: 'privacy', path: () => '/privacy' },
  { name: 'accessibility', path: () => '/accessibility' },
  { name: 'login', path: () => '/login' },
  { name: 'api', path: () => '/api' },
  { name: 'instruments', path: () => '/instruments' },
  { name: 'instrument', path: () => '/instruments/trust_questions' },
  { name: 'instrument-print', path: () => '/instruments/trust_questions/print' },
  { name: 'instrument-answer', path: () => '/instruments/trust_questions/answer' },
  { name: 'instrument-screening', path: () => '/instruments/security_screening' },
  { name: 'architecture', path: () => '/architecture' },
  { name: 'architecture-layer', path: () => '/architecture/layers/serving' },
  { name: 'architecture-block', path: () => '/architecture/gw-mask' },
  { name: 'architecture-pattern', path: () => '/architecture/patterns/language-model-with-sources' },
  { name: 'architecture-products', path: () => '/architecture/products' },
  { name: 'architecture-national', path: () => '/architecture/national' },
  { name: 'guide', path: () => '/guide' },
  { name: 'guide-found', path: () => '/guide?quality=secure&q=logg' },
  { name: 'guide-nothing', path: () => '/guide?q=zzzzqqqq' },
  { name: 'guide-step', path: () => '/guide/need' },
  { name: 'guide-step-long', path: () => '/guide/procurement' },
  { name: 'guide-step-data', path: () => '/guide/data' },
  { name: 'guide-references', path: () => '/guide/references' },
  { name: 'guide-qualities', path: () => '/guide/qualities' },
  { name: 'guide-terms', path: () => '/guide/terms' },
  { name: 'guide-print', path: () => '/guide/print' },
  { name: 'guide-not-found', path: () => '/guide/nothing', status: 404 },
  { name: 'decision-models', path: () => '/decision-models' },
  { name: 'decision-model', path: () => '/decision-models/automated-decision' },
  { name: 'decision-model-try', path: () => '/decision-models/appeal-in-time/try' },
  { name: 'decision-model-compare', path: () => '/decision-models/ai-act-duties/compare' },
  { name: 'decision-model-read', path: () => '/decision-models/read' },
  { name: 'decision-model-not-found', path: () => '/decision-models/nothing', status: 404 },
  { name: 'screening', path: () => '/screening' },
  { name: 'mask', path: () => '/mask' },
  { name: 'mask-example', path: () => '/mask?example=1' },
  { name: 'not-found', path: () => '/this-page-is-not-here', status: 404 },
  { name: 'record-not-found', path: () => '/systems/00000000-0000-7000-8000-000000000000', status: 404 },
  { name: 'components', path: () => '/components-preview' },
  { name: 'components-list', path: () => '/components-preview/list' },
  { name: 'components-question', path: () => '/components-preview/question' },
  { name: 'components-errors', path: () => '/components-preview/errors', status: 422 },
  { name: 'components-conflict', path: () => '/components-preview/conflict', status: 409 },
];

/** What the addresses of the list stand on: a public record and its organisation. */
export async function places() {
  const system = (await someSystem()).id;
  const record = await json(`/systems/${system}.json`);
  return { system, organisation: (record.organisation ?? record.records[0].organisation).id };
}

/** Tests every page of the list in one language. */
export function testPages(lang) {
  const browser = oneBrowser();
  describe(`public pages in ${lang}`, () => {
    for (const wanted of pages) {
      test(wanted.name, async () => {
        const path = wanted.path(await places());
        await withPage(browser(), {}, async (page) => {
          const answer = await page.goto(inLanguage(path, lang));
          assert.equal(answer.status(), wanted.status ?? 200);
          await holdsTogether(page, lang);
          await accessible(page, `${wanted.name}-${lang}`);
          await switchesLanguage(page, path, lang, wanted.status ?? 200);
        });
      });
    }
  });
}

/** One language, one main heading, a title of its own, one main part. */
export async function holdsTogether(page, lang) {
  assert.equal(await page.getAttribute('html', 'lang'), lang);
  assert.equal(await page.locator('h1').count(), 1, 'a page has one h1');
  assert.notEqual((await page.locator('h1').innerText()).trim(), '');
  assert.match(await page.title(), /Tillit/);
  assert.equal(await page.locator('main').count(), 1);
  const text = await page.locator('body').innerText();
  assert.doesNotMatch(text, /%!|\{\{|<no value>|\bundefined\b|\bNaN\b/, 'something unfinished is shown');
}

// What a colour scheme can change.
const colours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** axe finds nothing in a wide window, a narrow one, and in dark colours; nothing is wider than the window; pictures are kept. */
export async function accessible(page, name) {
  await page.setViewportSize(wide);
  assert.deepEqual(await axe(page), [], 'axe at 1280 px');
  await picture(page, `${name}-1280`);
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.deepEqual(await axe(page, colours), [], 'axe in dark colours');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(narrow);
  assert.deepEqual(await overflow(page), [], 'wider than 320 px');
  assert.deepEqual(await axe(page), [], 'axe at 320 px');
  await picture(page, `${name}-320`);
}

/** The language switch leads to the same address in the other language. */
async function switchesLanguage(page, path, lang, status) {
  const other = lang === 'sv' ? 'en' : 'sv';
  const [answer] = await Promise.all([page.waitForNavigation(), page.locator('a.language').click()]);
  assert.equal(answer.status(), status);
  const wanted = new URL(inLanguage(path, other), page.url());
  const got = new URL(page.url());
  assert.equal(got.pathname, wanted.pathname);
  assert.deepEqual([...got.searchParams].sort(), [...wanted.searchParams].sort());
  assert.equal(await page.getAttribute('html', 'lang'), other);
}
