import type { Texts } from '../../shared/l10n.ts';

/** What the page of the panel is made of; all of it addresses that the webview may load. */
export interface PageParts {
  readonly language: string;
  /** Texts in that language by their English ones; none where it is English. */
  readonly texts: Texts;
  /** Where style sheets may come from. */
  readonly source: string;
  readonly nonce: string;
  readonly style: string;
  readonly script: string;
}

/**
 * The panel's page: empty but for what loads it. Its policy allows one script and one style sheet, and nothing else: no
 * picture, no font, no connection, no inline code or style.
 */
export function pageText({ language, texts, source, nonce, style, script }: PageParts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const data = JSON.stringify(texts).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Understudy</title>
</head>
<body>
<div id="root" data-texts="${data}"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
