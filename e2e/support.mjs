// What every browser test needs: one browser for each file, pages that are watched, axe, signing in, pictures.
import assert from 'node:assert/strict';
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

export const base = (process.env.TILLIT_URL ?? '').replace(/\/$/, '');
if (!base) throw new Error('set TILLIT_URL to the address of a tillit that runs with --demo, or use scripts/browser-tests');

export const password = process.env.TILLIT_DEMO_PASSWORD ?? 'demo-losenord-2026';
export const wide = { width: 1280, height: 900 };
export const narrow = { width: 320, height: 640 };

const artifacts = fileURLToPath(new URL('./artifacts/', import.meta.url));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Opens one browser for the tests of a file. The returned function gives it once the tests run. */
export function oneBrowser() {
  let browser;
  before(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
    });
  });
  after(() => browser?.close());
  return () => browser;
}

/** Opens a page in a context of its own, runs work with it, and fails on what the page did wrong by itself. */
export async function withPage(browser, options, work) {
  const context = await browser.newContext({ viewport: wide, baseURL: base, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const faults = watch(page);
  try {
    await work(page, faults);
    assert.deepEqual(faults, [], 'the pages did something wrong by themselves');
  } finally {
    await context.close();
  }
}

/** Collects what a page must never do: errors in the console, requests to other hosts, breaches of the content security policy. */
export function watch(page) {
  const faults = [];
  page.on('console', (message) => {
    // The browser reports a page's own status of 404 or 422 as an error; the tests ask for those on purpose.
    const ownStatus = /Failed to load resource/.test(message.text()) && message.location().url === page.url();
    if (message.type() === 'error' && !ownStatus) faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== base) faults.push(`left the host: ${url}`);
  });
  return faults;
}

/** Runs axe in the page as it stands and returns one line for each element with a fault. */
export async function axe(page, options = {}) {
  await page.evaluate(`window.axe || (() => { ${axeSource} })()`);
  const violations = await page.evaluate(async (run) => (await window.axe.run(document, run)).violations,
    { runOnly: { type: 'tag', values: axeTags }, resultTypes: ['violations'], preload: false, ...options });
  return violations.flatMap((v) => v.nodes.map((node) =>
    `${v.id}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}: ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 300)}`));
}

/** The elements that make the page wider than the window; empty when it fits. */
export function overflow(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    return [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > room + 1)
      .slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className}: ${Math.round(e.getBoundingClientRect().right)} px`);
  });
}

/** Saves a picture of the whole page under artifacts/, to be looked at by people. */
export async function picture(page, name) {
  mkdirSync(artifacts, { recursive: true });
  await page.screenshot({ path: `${artifacts}${name.replace(/[^\w.-]+/g, '_')}.png`, fullPage: true });
}

/** Asks the server for JSON, outside any browser. */
export async function json(path) {
  const answer = await fetch(base + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** The public record that the tests read: the first in the register, which is a real system. */
export async function someSystem() {
  const { items } = await json('/v1/systems?limit=1');
  return items[0];
}

/** The same address in the given language. */
export function inLanguage(path, lang) {
  if (lang === 'sv') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

/** Signs in with a ready account of the demo, waiting when the tests of wrong passwords have slowed signing in down. */
export async function signIn(page, email, path = '/login') {
  for (let tries = 0; tries < 5; tries++) {
    await page.goto(path);
    await page.fill('#f-email', email);
    await page.fill('#f-password', password);
    const [answer] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), page.click('main form button[type=submit]')]);
    if (answer.status() === 303) return page.waitForLoadState();
    await new Promise((resolve) => { setTimeout(resolve, 2500); });
  }
  throw new Error(`${email} could not sign in`);
}

/** Sends the form of the page with one of its buttons and returns the answer to it. */
export async function send(page, button) {
  const [answer] = await Promise.all([
    page.waitForResponse((r) => r.request().method() === 'POST'),
    page.locator(button).first().click(),
  ]);
  await page.waitForLoadState();
  return answer;
}
