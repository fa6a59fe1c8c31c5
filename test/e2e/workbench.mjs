// What the tests do with a workbench: the selectors are VS Code's, kept in one place.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));
const media = fileURLToPath(new URL('../../media/', import.meta.url));

/** Screenshots that are pictures of the README; they are written there if UNDERSTUDY_PICTURES is set. */
const PICTURES = ['dark', 'player', 'edited'];

/** How often something is clicked, and how long a click may take to show. */
const CLICKS = 3;
const CLICK_MS = 5_000;

/** Within which an editor has scrolled to its cursor. */
const SCROLLED_MS = 500;

export class Workbench {
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(60_000);
  }

  get editor() {
    return this.page.locator('.editor-instance .monaco-editor').first();
  }

  get status() {
    return this.page.locator('.statusbar-item[id="understudy.understudy.understudy.status"]');
  }

  /** The page inside the training panel. */
  get panel() {
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=understudy.understudy"]')
      .frameLocator('iframe#active-frame');
  }

  async open(url) {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.locator('.statusbar-item').first().waitFor();
  }

  /** The way a person does it: what is open is stored before the page goes. */
  async reload() {
    const loaded = this.page.waitForEvent('load');
    await this.command('Developer: Reload Window');
    await loaded;
    await this.page.locator('.monaco-workbench').waitFor();
  }

  line(text) {
    return this.editor.locator('.view-line', { hasText: text }).first();
  }

  lineNumber(number) {
    return this.editor.locator('.margin .line-numbers').getByText(String(number), { exact: true });
  }

  lens(text) {
    return this.editor.locator('.codelens-decoration a', { hasText: text }).first();
  }

  /** The text at the end of a line, which is a pseudo-element's. */
  async hint(part) {
    const found = await this.page.waitForFunction((wanted) => {
      for (const span of document.querySelectorAll('.view-line span')) {
        const { content } = getComputedStyle(span, '::after');
        if (content.includes(wanted)) return content;
      }
      return null;
    }, part);
    return found.jsonValue();
  }

  async hints() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('.view-line span')]
        .map((span) => getComputedStyle(span, '::after').content)
        .filter((content) => content.length > 4 && content !== 'none'),
    );
  }

  /** Opens a file that is not open yet. @returns milliseconds from its text to its lenses */
  async lensTime(name) {
    await this.page.evaluate((file) => {
      globalThis.seen = {};
      const observer = new MutationObserver(() => {
        const isShown = document.querySelector('.tab.active .label-name')?.textContent === file;
        if (isShown && document.querySelector('.view-line')) globalThis.seen.text ??= performance.now();
        if (!isShown || !document.querySelector('.codelens-decoration a')) return;
        globalThis.seen.lens = performance.now();
        observer.disconnect();
      });
      observer.observe(document.body, { childList: true, subtree: true });
    }, name);
    await this.openFile(name);
    const times = await this.page.waitForFunction(() => globalThis.seen.lens !== undefined && globalThis.seen);
    const { text, lens } = await times.jsonValue();
    return lens - text;
  }

  async rightClick(lineText, word) {
    await this.line(lineText).locator('span span', { hasText: word }).first().click({ button: 'right' });
  }

  menuItem(name) {
    return this.page.getByRole('menuitem', { name });
  }

  /** Clicks until it shows: menus and lenses that have only just been drawn miss a click at times. */
  async click(target, shows = () => target.waitFor({ state: 'hidden', timeout: CLICK_MS })) {
    for (let left = CLICKS; ; left--) {
      await target.click();
      try {
        await shows(CLICK_MS);
        return;
      } catch (error) {
        if (left === 1) throw error;
      }
    }
  }

  /** Points at something until the hover that has a text is there: text that has just moved closes a hover again. */
  async hover(target, text) {
    const hover = this.page.locator('.monaco-hover:not(.hidden)', { hasText: text }).first();
    for (let left = CLICKS; ; left--) {
      await target.hover();
      try {
        await hover.waitFor({ timeout: CLICK_MS });
        return hover;
      } catch (error) {
        if (left === 1) throw error;
        await this.page.mouse.move(0, 0);
      }
    }
  }

  /** Picks from the list that a click opens. */
  async choose(opener, label) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: label });
    await this.click(opener, (timeout) => row.waitFor({ timeout }));
    await row.click();
  }

  async command(name) {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(`>${name}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  async walkthrough(title) {
    await this.command('Welcome: Open Walkthrough');
    const input = this.page.locator('.quick-input-widget input.input[placeholder*="walkthrough"]');
    await input.waitFor();
    await input.fill(title);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: /Walkthrough|Welcome/ }).waitFor();
  }

  /** Opens a file beside the panel, not over it. Where there are several of its name, `folder/name` tells which. */
  async openFile(path) {
    const [name, folder = ''] = path.split('/').reverse();
    await this.page.keyboard.press('Control+1');
    await this.page.keyboard.press('Control+P');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(path);
    // The rows before are those of the files opened last; only the focused one is opened.
    const row = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name });
    await row.filter({ hasText: folder }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.tab(path).waitFor();
  }

  /** The tab in front, if it is that of a file: `name` or `folder/name`. */
  tab(path) {
    const tab = this.page.locator('.tab.active', { hasText: path.split('/').at(-1) });
    return path.includes('/') ? tab.filter({ has: this.page.locator(`[aria-label$="/${path}"]`) }) : tab;
  }

  notification(text) {
    return this.page.locator('.notification-toast .notification-list-item-message', { hasText: text });
  }

  /** Makes room for hints at the end of lines, for a picture: a wide window, most of what is more for the editor on the left. */
  async withRoom(width, forEditor, act) {
    const before = this.page.viewportSize();
    await this.resize({ ...before, width });
    await this.widen(forEditor);
    await this.home();
    await act();
    await this.resize(before);
    // Half a window is too little for the hints of the pictures that come.
    await this.widen(Math.round(0.6 * before.width));
  }

  /** Text that was scrolled sideways comes back with the cursor, which goes to its beginning. */
  async home() {
    await this.page.keyboard.press('Control+1');
    await this.page.keyboard.press('Control+Home');
    await this.page.waitForTimeout(SCROLLED_MS);
  }

  get group() {
    return this.page.locator('.editor-group-container').first();
  }

  /** Draws the border between the editor on the left and what is beside it. */
  async widen(width) {
    const { x, y, width: from } = await this.group.boundingBox();
    await this.page.mouse.move(x + from, y + 300);
    await this.page.mouse.down();
    await this.page.mouse.move(x + width, y + 300, { steps: 5 });
    await this.page.mouse.up();
    // Off the border, which is lit under the pointer.
    await this.page.mouse.move(x + 20, y + 300);
    // A text that missed the last of the moves is as wide as it was then; a window of another size has all laid out anew.
    const { height, ...size } = this.page.viewportSize();
    await this.resize({ ...size, height: height - 10 });
    await this.resize({ ...size, height });
    await this.page.waitForFunction(() => {
      const text = document.querySelector('.editor-instance .monaco-editor .overflow-guard');
      return text.closest('.editor-group-container').clientWidth - text.clientWidth < 3;
    });
  }

  async resize(size) {
    await this.page.setViewportSize(size);
    await this.page.waitForFunction(({ width, height }) => {
      const { clientWidth, clientHeight } = document.querySelector('.monaco-workbench');
      return clientWidth === width && clientHeight === height;
    }, size);
    // What is dragged while the window is still being laid out leaves the text at its width before.
    await this.page.waitForTimeout(500);
  }

  async screenshot(name) {
    mkdirSync(artefacts, { recursive: true });
    const file = join(artefacts, `${name}.png`);
    await this.page.screenshot({ path: file });
    if (process.env.UNDERSTUDY_PICTURES && PICTURES.includes(name))
      copyFileSync(file, join(media, `screenshot-${name}.png`));
  }
}
