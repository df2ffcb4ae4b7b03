// Every address that the pages, the sitemap and the feed lead to is there, and no kind of page is left out of the list in pages.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pages, places } from './pages.mjs';
import { base } from './support.mjs';

const notPages = /^(\/en)?\/guide\/export\.html$|\.(md|json|csv|atom|xml|txt|yaml|svg|css|js)$|^\/(v1|api-info|openapi|healthz|static)/;

/** The kind of page that an address is of: without language, parameters and ids. */
function kind(path) {
  return path.replace(/[?#].*$/, '').replace(/^\/en(?=\/|$)/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').replace(/versions\/\d+/, 'versions/{n}')
    .replace(/^\/instruments\/[a-z_]+/, '/instruments/{instrument}')
    .replace(/^\/guide\/(?!references$|qualities$|terms$|print$|nothing$|export)[a-z-]+/, '/guide/{step}')
    .replace(/^\/architecture\/(layers|patterns)\/[a-z-]+/, '/architecture/$1/{id}')
    .replace(/^\/architecture\/(?!products$|national$|layers|patterns)[a-z-]+/, '/architecture/{block}')
    .replace(/^\/decision-models\/(?!read$|nothing$)[a-z-]+/, '/decision-models/{model}') || '/';
}

function linksIn(text) {
  const found = [...text.matchAll(/(?:href|action|src)="([^"]*)"|<loc>([^<]*)<\/loc>/g)].map((m) => (m[1] ?? m[2]).replaceAll('&amp;', '&').replaceAll('&#43;', '+'));
  return found.map((link) => (link.startsWith(base) ? link.slice(base.length) || '/' : link)).filter((link) => link.startsWith('/') && !link.startsWith('//'));
}

test('no link is broken, and every kind of public page is in the list', async () => {
  const about = await places();
  const listed = new Set(pages.map((page) => kind(page.path(about))));
  const queue = ['/', '/en', '/sitemap.xml', '/robots.txt', ...pages.map((page) => page.path(about)), ...pages.map((page) => `/en${page.path(about)}`)];
  const expected = new Map(pages.filter((page) => page.status).map((page) => [kind(page.path(about)), page.status]));
  const seen = new Map();
  const broken = [];
  const unlisted = new Set();
  while (queue.length) {
    const path = queue.shift().replace(/#.*$/, '');
    // A few addresses of each kind and parameter stand for the rest: the register has thousands.
    const sort = `${path.startsWith('/en') ? 'en' : 'sv'} ${kind(path)} ${[...new URLSearchParams(path.split('?')[1] ?? '').keys()].join()}`;
    if ((seen.get(sort)?.size ?? 0) >= 3 || seen.get(sort)?.has(path)) continue;
    seen.set(sort, (seen.get(sort) ?? new Set()).add(path));
    const answer = await fetch(base + path, { redirect: 'manual', headers: { Accept: 'text/html' } });
    const text = await answer.text();
    if (answer.status >= 400 && answer.status !== 405 && answer.status !== expected.get(kind(path))) broken.push(`${path}: ${answer.status}`);
    if (answer.status !== 200) continue;
    if (answer.headers.get('content-type').startsWith('text/html') && !listed.has(kind(path)) && !notPages.test(path)) unlisted.add(kind(path));
    if (/html|xml/.test(answer.headers.get('content-type'))) queue.push(...linksIn(text));
  }
  assert.deepEqual(broken, [], 'broken links');
  assert.deepEqual([...unlisted], [], 'pages that pages.mjs misses');
});

test('identifiers in a page are unique, and every reference within it has its target', async () => {
  const about = await places();
  const faults = [];
  for (const wanted of pages) {
    const text = await (await fetch(base + wanted.path(about))).text();
    const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length) faults.push(`${wanted.name}: twice: ${[...new Set(twice)].join(', ')}`);
    for (const [, attribute, value] of text.matchAll(/\s(for|aria-labelledby|aria-describedby|href)="(#?[^"]*)"/g)) {
      if (attribute === 'href' && (!value.startsWith('#') || wanted.name.startsWith('components'))) continue;
      for (const id of value.replace(/^#/, '').split(/\s+/)) if (!ids.includes(id)) faults.push(`${wanted.name}: ${attribute}="${value}" leads nowhere`);
    }
  }
  assert.deepEqual(faults, []);
});
