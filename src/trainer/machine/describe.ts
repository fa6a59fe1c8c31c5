import { STACK } from '../../shared/report.ts';
import type { Program } from '../../shared/program.ts';
import { listed } from '../../shared/show.ts';
import { literalValue, type Candidate, type Tree } from './bank/candidates.ts';
import { BINARY, LOGICAL, UNARY } from './bank/operators.ts';
import type { RefusalKind } from './run/table.ts';

/** A candidate in words a reader of code knows: `i`, `0`, `x + y`, `.push(…)`. */
export function describeCandidate(program: Program, candidate: Candidate): string {
  switch (candidate.kind) {
    case 'variable':
      return program.scopes[candidate.scope]?.variables[candidate.slot] ?? 'a variable';
    case 'constant': {
      const value = literalValue(candidate.literal);
      return typeof value === 'string' ? JSON.stringify(value) : String(value);
    }
    case 'global':
      return candidate.name;
    case 'unary': {
      const symbol = UNARY[candidate.index]?.symbol ?? '';
      return symbol.includes('x') || /^[a-z]/.test(symbol) ? symbol : `${symbol}x`;
    }
    case 'binary': {
      const symbol = BINARY[candidate.index]?.symbol ?? '';
      return symbol === '[]' ? 'x[y]' : `x ${symbol} y`;
    }
    case 'property':
      return `.${candidate.name}`;
    case 'template':
      return 'text of the parts';
    case 'array':
      return '[…]';
    case 'call':
      return 'f(…)';
    case 'new':
      return 'new F(…)';
    case 'method':
      return `.${candidate.name}(…)`;
    case 'element':
      return 'o[k](…)';
    case 'receiver':
      return 'f.call(o, …)';
    case 'next':
      return `step ${candidate.step}`;
    case 'register':
      return valueBefore(program.texts[candidate.step]);
    case 'logical':
      return `x ${LOGICAL[candidate.index]?.symbol ?? ''} y`;
    case 'optional':
      return `?.${candidate.name}`;
    case 'tree':
      return describeTree(program, candidate);
  }
}

/** How engines name a callee, without the word on how the call stands there (see the instrumented code's runtime). */
function valueBefore(text: string | undefined): string {
  const name = text?.replace(/^[a-z]+: /, '');
  return name ? `${name}(…)` : 'the value before';
}

function describeTree(program: Program, { head, parts }: Tree): string {
  const texts = parts.map((part) => {
    const text = describeCandidate(program, part);
    return part.kind === 'tree' && bindsLoosely(part.head) ? `(${text})` : text;
  });
  const [x = '', y = ''] = texts;
  switch (head.kind) {
    case 'property':
    case 'optional':
      return `${x}${describeCandidate(program, head)}`;
    case 'array':
      return `[${texts.join(', ')}]`;
    case 'template':
      return `\`${texts.map((text) => `\${${text}}`).join('')}\``;
    default: {
      const form = describeCandidate(program, head);
      return form === 'x ?.[] y' ? `${x}?.[${y}]` : form.replace(/\b[xy]\b/g, (name) => (name === 'x' ? x : y));
    }
  }
}

function bindsLoosely(head: Candidate): boolean {
  if (head.kind === 'binary') return BINARY[head.index]?.symbol !== '[]';
  return head.kind === 'unary' || (head.kind === 'logical' && LOGICAL[head.index]?.symbol !== '?.[]');
}

/** `+x` and the number that `x++` begins with are the same for all but bigints: nobody needs to be told. */
export function alike(survivors: readonly Candidate[]): boolean {
  return survivors.every((c) => c.kind === 'unary' && ['numeric', '+'].includes(UNARY[c.index]?.symbol ?? ''));
}

/**
 * Why the machine refuses, as one sentence that says what would help.
 * @param readings of the step, where it can be read in several ways
 */
export function describeRefusal(kind: RefusalKind, readings: readonly string[], seen: 'true' | 'false' | null): string {
  switch (kind) {
    case 'branch': {
      const missing = seen === 'true' ? 'false' : 'true';
      return seen === null
        ? 'control never went this way in training: give an input that leads here'
        : `this was never ${missing} in training: give an input that makes it ${missing}`;
    }
    case 'ambiguous':
      return `${listed(readings, 'or')} here: they agree on every trace, so give an input that tells them apart`;
    case 'disputed':
      return 'control went several ways from here in training, and nothing that was traced tells which';
    case 'missing':
      return 'nothing the network knows gives the values seen here';
    case 'end':
      return 'nothing was seen to follow here in training: give an input on which this goes on';
    case 'stack':
      return `an error's \`stack\` ${STACK}`;
    case 'uncalled':
      return 'this was never reached in training: give an input that leads here';
  }
}
