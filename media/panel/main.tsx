import { render } from 'preact';
import { App } from './app.tsx';
import { takeTexts } from './l10n.ts';

const root = document.getElementById('root');
if (root) {
  takeTexts(root);
  render(<App />, root);
}
