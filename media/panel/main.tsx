import { render } from 'preact';
import { App } from './app.tsx';
import { keepFocus } from './focus.ts';
import { takeTexts } from './l10n.ts';

const root = document.getElementById('root');
if (root) {
  takeTexts(root);
  render(<App />, root);
  keepFocus(root);
}
