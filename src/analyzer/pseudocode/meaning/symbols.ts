import type { Routine } from '../grammar/ast.ts';
import { DIALECTS, type DialectName } from '../dialects.ts';
import { allExpressions, statementsIn, usesOf } from './walk.ts';

const COLOURS = /^(WHITE|GRAY|GREY|BLACK|RED|GREEN|BLUE|YELLOW)$/;

/** Names that stand for themselves: in capitals, never set, never a parameter, and never indexed or measured. */
export function findSymbols(routines: readonly Routine[], dialect: DialectName): ReadonlySet<string> {
  const candidates = new Set<string>();
  const excluded = new Set<string>();
  for (const { parameters, body, inputs } of routines) {
    for (const { name } of parameters) excluded.add(name);
    for (const { words } of inputs) for (const word of words) excluded.add(word);
    for (const statement of statementsIn(body)) {
      const { writes, binds } = usesOf(statement);
      for (const { expression } of writes) if (expression.kind === 'name') excluded.add(expression.name);
      for (const name of binds) excluded.add(name);
    }
    for (const each of allExpressions(body)) {
      if (each.kind === 'index' || each.kind === 'attribute') {
        if (each.object.kind === 'name') excluded.add(each.object.name);
      } else if (each.kind === 'size' && each.of.kind === 'name') excluded.add(each.of.name);
      else if (each.kind === 'name' && /^\p{Lu}[\p{Lu}\p{N}_-]+$/u.test(each.name)) candidates.add(each.name);
    }
  }
  const stands = (name: string): boolean => COLOURS.test(name) || DIALECTS[dialect].symbols;
  return new Set([...candidates].filter((name) => !excluded.has(name) && stands(name)));
}
