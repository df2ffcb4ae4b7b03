// The site by keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { narrow, oneBrowser, someSystem, wide, withPage } from './support.mjs';

const browser = oneBrowser();

/** What has the focus, as text to compare, and whether its focus can be seen. */
function focused(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const marked = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
      tag: at.tagName.toLowerCase(), id: at.id, name: at.getAttribute('name'), value: at.getAttribute('value'), href: at.getAttribute('href'),
      text: (at.textContent || '').trim().slice(0, 60), visible: marked && inside,
    };
  });
}

/** Presses Tab until found says yes of what has the focus; every stop on the way must be seen. */
async function tabTo(page, found, most = 80) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    assert.ok(at.tag !== 'body', 'the focus left the page');
    assert.ok(at.visible, `focus is not seen at ${JSON.stringify(at)}`);
    if (found(at)) return at;
  }
  throw new Error(`not reached with ${most} tabs`);
}

test('the first stop is the skip link, and it leads to the content', async () => {
  await withPage(browser(), {}, async (page) => {
    await page.goto('/systems');
    await page.keyboard.press('Tab');
    const skip = await focused(page);
    assert.equal(skip.href, '#main');
    assert.ok(skip.visible);
    await page.keyboard.press('Enter');
    assert.equal((await focused(page)).id, 'main');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
  });
});

for (const viewport of [wide, narrow]) {
  test(`every stop on the start page can be seen, ${viewport.width} px wide`, async () => {
    await withPage(browser(), { viewport }, async (page) => {
      await page.goto('/');
      await tabTo(page, (at) => at.href === 'https://eupl.eu/');
    });
  });

  test(`a facet is opened, chosen and applied, ${viewport.width} px wide`, async () => {
    await withPage(browser(), { viewport }, async (page) => {
      await page.goto('/systems');
      const panel = page.locator('details.filter-panel');
      if (!await panel.evaluate((e) => e.open) && viewport === narrow) {
        await tabTo(page, (at) => at.tag === 'summary');
        await page.keyboard.press('Enter');
      }
      await tabTo(page, (at) => at.tag === 'summary' && at.text.startsWith('Roll i beslut'));
      await page.keyboard.press('Enter');
      const choice = await tabTo(page, (at) => at.name === 'decision_role');
      await page.keyboard.press('Space');
      await tabTo(page, (at) => at.tag === 'button' && at.text.startsWith('Visa'));
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      assert.equal(new URL(page.url()).searchParams.get('decision_role'), choice.value);
    });
  });
}

test('a form with errors takes the focus to the summary, and from there to the field', async () => {
  const { id } = await someSystem();
  await withPage(browser(), {}, async (page) => {
    await page.goto(`/systems/${id}/report`);
    await tabTo(page, (at) => at.tag === 'textarea' || at.tag === 'input' && at.name !== 'q');
    await tabTo(page, (at) => at.tag === 'button' && at.text !== 'Sök');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.ok(await page.evaluate(() => document.activeElement.matches('.error-summary')), 'the summary has the focus');
    await page.keyboard.press('Tab');
    const link = await focused(page);
    assert.match(link.href, /^#/);
    await page.keyboard.press('Enter');
    const field = await focused(page);
    assert.equal(`#${field.id}`, link.href);
    assert.ok(field.visible);
    const label = await page.locator(`label[for="${field.id}"]`).boundingBox();
    assert.ok(label && label.y >= 0, 'the label is in view');
  });
});

test('radio buttons of a question are chosen with the arrows', async () => {
  await withPage(browser(), {}, async (page) => {
    await page.goto('/components-preview/question');
    await tabTo(page, (at) => at.tag === 'input' && at.name !== 'q');
    await page.keyboard.press('ArrowDown');
    assert.ok(await page.evaluate(() => document.activeElement.checked));
  });
});
