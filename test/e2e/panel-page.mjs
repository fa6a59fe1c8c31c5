// The panel's page in a browser without VS Code around it: the same page text, policy, script and style sheet, the
// colours of VS Code's own themes, and an editor that is told of by the test.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { pageText } from '../../src/extension/views/page.ts';

const ORIGIN = 'https://panel.test';
const file = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** What VS Code calls the kinds of themes where an extension gives its own colours. */
const COLOUR_KEYS = {
  dark: 'dark',
  light: 'light',
  'high-contrast': 'highContrast',
  'high-contrast-light': 'highContrastLight',
};

/** @returns a browser that opens panels */
export async function openPanels(executablePath) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  return {
    /** @param {{ theme?: string, width?: number, height?: number, reducedMotion?: 'reduce', language?: string, texts?: object }} options */
    async open(state, options = {}) {
      const panel = new PanelPage(await newPage(browser, options));
      await panel.load(options);
      if (state) await panel.show(state);
      return panel;
    },
    close: () => browser.close(),
  };
}

async function newPage(browser, { width = 700, height = 950, reducedMotion = 'no-preference', scale = 1 }) {
  const viewport = { width, height };
  const context = await browser.newContext({ viewport, reducedMotion, deviceScaleFactor: scale });
  return context.newPage();
}

class PanelPage {
  /** What went wrong in the page, a breach of its policy included. */
  problems = [];

  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
  }

  async load({ theme = 'dark', language = 'en', texts = {} }) {
    await this.page.addInitScript(() => {
      window.requests = [];
      window.acquireVsCodeApi = () => ({
        postMessage: (request) => window.requests.push(request),
        setState: (state) => (window.kept = state),
      });
    });
    const parts = { language, texts, source: ORIGIN, nonce: 'test', style: '/panel.css', script: '/panel.js' };
    const answers = {
      '/': { contentType: 'text/html', body: pageText(parts) },
      '/panel.css': { contentType: 'text/css', body: file('../../dist/panel.css') },
      '/panel.js': { contentType: 'text/javascript', body: file('../../dist/panel.js') },
    };
    await this.page.route(`${ORIGIN}/**`, (route) =>
      route.fulfill(answers[new URL(route.request().url()).pathname] ?? { status: 404 }),
    );
    await this.page.goto(ORIGIN);
    await this.theme(theme);
    // As the editor does: what is sent before the page asks for it is heard by nobody.
    await this.page.waitForFunction(() => window.requests.some(({ type }) => type === 'ready'));
  }

  /** Puts a theme's colours on the page the way a webview does. */
  async theme(name) {
    const { styles, themes } = JSON.parse(file('./themes.json'));
    await this.page.evaluate(
      ({ text, bodyClass, variables }) => {
        const sheet = new CSSStyleSheet();
        // The webview's own rules come first, so that the page's win over them.
        sheet.replaceSync(`@layer webview { ${text} } html { background: var(--vscode-editor-background); }`);
        document.adoptedStyleSheets = [sheet];
        document.body.className = bodyClass;
        for (const [key, value] of Object.entries(variables)) document.documentElement.style.setProperty(key, value);
      },
      { text: styles.join('\n'), ...themes[name], variables: { ...themes[name].variables, ...ownColours(name) } },
    );
  }

  async show(state) {
    await this.page.evaluate((sent) => window.postMessage({ type: 'state', state: sent }, '*'), state);
    await this.page.locator('h1').first().waitFor();
  }

  /** What the page has asked of the editor, and forgets it. */
  requests() {
    return this.page.evaluate(() => window.requests.splice(0));
  }

  close() {
    return this.page.context().close();
  }
}

/** The colours that the extension contributes, as variables of a webview. */
function ownColours(theme) {
  const variable = (id) => `--vscode-${id.replaceAll('.', '-')}`;
  const { colors } = JSON.parse(file('../../package.json')).contributes;
  return Object.fromEntries(
    colors.map(({ id, defaults }) => {
      const value = defaults[COLOUR_KEYS[theme]];
      return [variable(id), value.startsWith('#') ? value : `var(${variable(value)})`];
    }),
  );
}
