/** The command's name, as advice gives it. */
export const OWN_INPUTS = 'Learn with Inputs of My Own';

/** What stands in the editor for an option of the command line. */
const OPTIONS: readonly (readonly [RegExp, string])[] = [
  [/--out\b/g, 'the setting understudy.storage'],
  [/--timeout( SECONDS)?\b/g, 'the setting understudy.timeout'],
  [/--generator( FILE\.mjs)?\b/g, `the command ${OWN_INPUTS}`],
  [/--budget( SECONDS)?\b/g, 'the setting understudy.budget'],
  [/--network machine\b/g, 'the option Network set to machine'],
  [/--train-size\b/g, 'understudy.trainingSize'],
  [/--loop\b/g, 'the choice of loops in the panel'],
];

/** The engine's advice names options of the command line; in the editor, settings take their place. */
export function inTheEditor(message: string): string {
  let text = message;
  for (const [option, setting] of OPTIONS) text = text.replaceAll(option, () => setting);
  return text;
}
