import type { Locator, Page } from 'playwright-core';

/** More stops than any page of the walks has. */
const MOST_STOPS = 150;

/** What has the focus, and whether one can see it: an outline, a shadow or another ground, on it or on its drawn box. */
const SHOWN = `(() => {
  const it = document.activeElement;
  if (!it || it === document.body) return 'nothing';
  const drawn = it.labels && it.labels[0] ? [[it.labels[0], '::before'], [it, null]] : [[it, null]];
  const seen = drawn.some(([node, part]) => {
    const style = getComputedStyle(node, part);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none';
  });
  const box = it.getBoundingClientRect();
  const place = it.matches(':focus-visible') && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return seen && place ? '' : it.outerHTML.slice(0, 200);
})()`;

/** Somebody without a mouse: Tab, Enter and Space, and a look at where the focus is at every stop. */
export class Keyboard {
  /** Stops at which the focus could not be seen. */
  readonly unseen: string[] = [];

  constructor(private readonly page: Page) {}

  /** Goes on with Tab until `target` has the focus. */
  async reach(target: Locator): Promise<void> {
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      await this.page.keyboard.press('Tab');
      const hidden = await this.page.evaluate<string>(SHOWN);
      if (hidden !== '' && hidden !== 'nothing') this.unseen.push(`${new URL(this.page.url()).pathname} ${hidden}`);
      if (await this.holds(target)) return;
    }
    throw new Error(`Tab never came to ${target.toString()} at ${this.page.url()}`);
  }

  async type(target: Locator, text: string): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.type(text);
  }

  /** Space: tick or choose. */
  async choose(target: Locator): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.press('Space');
  }

  /** Enter on a link or a button; returns when the next page is there. */
  async enter(target: Locator): Promise<void> {
    await this.reach(target);
    const there = this.page.waitForEvent('load');
    await this.page.keyboard.press('Enter');
    await there;
  }

  holds(target: Locator): Promise<boolean> {
    return target.and(this.page.locator(':focus')).isVisible();
  }
}
