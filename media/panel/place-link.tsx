import type { JSX } from 'preact';
import { t } from '../../src/shared/l10n.ts';
import type { Range } from '../../src/shared/range.ts';
import { ask } from './editor.ts';

/** A place in the source, to go there. @param file that of which the panel speaks: of others the name is told */
export function PlaceLink({ range, file }: { readonly range: Range; readonly file: string }): JSX.Element {
  return (
    <button type="button" class="link" onClick={() => ask({ type: 'reveal', range })}>
      {placeText(range, file)}
    </button>
  );
}

export function placeText({ file, start }: Range, here: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return file === here ? t('line {0}', start.line) : t('line {0} of {1}', start.line, name);
}
