import type { Stmt } from '../grammar/ast.ts';
import { sentinelOf } from '../meaning/sentinels.ts';
import { statementsIn } from '../meaning/walk.ts';
import { keyOf } from './assignments.ts';
import type { RoutineContext } from './context.ts';
import type { StatementContext } from './statement-context.ts';

/**
 * How many values a counted loop reads (`FOR i ← 1 TO n … INPUT x`), where it is the only one that reads them and reads
 * one each time; and what ends a list that is read until something comes.
 */
export function streamTags(
  body: readonly Stmt[],
  numbers: readonly string[],
  streams: StatementContext['streams'],
  cx: RoutineContext,
): string[] {
  const reads = statementsIn(body).flatMap((each) => (each.kind === 'input' ? [keyOf(each.target)] : []));
  return body.flatMap((each) => {
    const ends = sentinelTags(each, streams);
    if (ends.length > 0) return ends;
    const count = each.kind === 'for' ? countOf(each, numbers) : null;
    if (each.kind !== 'for' || count === null) return [];
    return each.body.flatMap((inner) => {
      const key = inner.kind === 'input' ? keyOf(inner.target) : '';
      const stream = streams.get(key);
      if (!stream || reads.filter((read) => read === key).length > 1) return [];
      return [
        typeof count === 'number'
          ? `@size ${stream.list} ${count}..${count}`
          : `@length ${cx.variable(count.name)} of ${stream.list}`,
      ];
    });
  });
}

function sentinelTags(loop: Stmt, streams: StatementContext['streams']): string[] {
  return [...streams].flatMap(([key, { list }]) => {
    const isRead = statementsIn([loop]).some((each) => each.kind === 'input' && keyOf(each.target) === key);
    const value = isRead ? sentinelOf(loop, key) : null;
    return value === null ? [] : [`@endsWith ${list} ${JSON.stringify(value)}`];
  });
}

/** How often a loop goes round: a number, or one that is given by this name. */
function countOf(
  { loop, body }: Extract<Stmt, { readonly kind: 'for' }>,
  numbers: readonly string[],
): number | { readonly name: string } | null {
  const { from, to, down, step, exclusive } = loop;
  const leaves = statementsIn(body).some(({ kind }) => kind === 'break' || kind === 'continue');
  if (from.kind !== 'number' || down || exclusive || step !== null || leaves) return null;
  if (to.kind === 'number') return Math.max(0, Number(to.value) - Number(from.value) + 1);
  return to.kind === 'name' && Number(from.value) === 1 && numbers.includes(to.name) ? { name: to.name } : null;
}
