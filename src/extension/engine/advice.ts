/** What stands in the editor for an option of the command line. */
const OPTIONS: readonly (readonly [RegExp, string])[] = [
  [/--out\b/g, 'the setting understudy.storage'],
  [/--timeout( SECONDS)?\b/g, 'the setting understudy.timeout'],
  [/--generator( FILE\.mjs)?\b/g, '`understudy learn --generator FILE.mjs` on the command line'],
];

/** The engine's advice names options of the command line; in the editor, settings take their place. */
export function inTheEditor(message: string): string {
  let text = message;
  for (const [option, setting] of OPTIONS) text = text.replaceAll(option, () => setting);
  return text;
}
