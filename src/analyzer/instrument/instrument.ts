import ts from 'typescript';
import type { Program } from '../../shared/program.ts';
import type { Reason } from '../../shared/report.ts';
import { classLike } from './classes.ts';
import { Context, type RangeOf, type Visitors } from './context.ts';
import { expression } from './expressions.ts';
import { callable, openFunction, prologue } from './functions.ts';
import { readModule, type ModuleShape } from './modules.ts';
import { statements } from './statements.ts';

const VISITORS: Visitors = {
  expression,
  statements,
  callable: (cx, node, name) => callable(cx, node, name),
  classLike,
};

/** What runs first and in which the bundler's wrappers stand, and the module's own code. */
export interface Body {
  readonly wrapped: string;
  readonly own: string;
}

export interface Instrumented {
  /** Statements of the instrumented module, without imports and exports. Need the runtime under the name `runtime`. */
  readonly body: Body;
  /** Name under which `body` expects the runtime (see runtime.ts). */
  readonly runtime: string;
  readonly module: ModuleShape;
  readonly program: Program;
  /** Constructs that run but can't be traced. */
  readonly unsupported: readonly Reason[];
}

/**
 * Instruments one program text, JavaScript without types: every elementary sub-expression is wrapped in place and passes
 * its value through, so that JavaScript itself keeps evaluation order, coercions, exceptions and closures.
 * @param strict whether the text is in strict mode, apart from what it says itself
 */
export function instrument(code: string, rangeOf: RangeOf, strict: boolean): Instrumented {
  const file = ts.createSourceFile('program.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const cx = new Context(file, rangeOf, VISITORS, freePrefix(code));
  const module = readModule(file);
  const info = {
    kind: 'module',
    name: '',
    generator: false,
    strict,
    length: 0,
    simple: true,
    parameters: 0,
    usesArguments: false,
    derived: false,
  } as const;
  const exports: Record<string, number> = {};
  const body = openFunction(cx, null, info, module.names, module.hoisted, (fn, scopeName) => {
    fn.strict = strict && module.wrapped.length === 0;
    const wrapped = statements(cx, module.wrapped);
    fn.strict = strict;
    const inner = statements(cx, module.statements);
    for (const [name, local] of module.exports) exports[name] = cx.lookup(local)?.slot ?? -1;
    const end = cx.step(null, { kind: 'return', child: -1 });
    return {
      wrapped: `${prologue(cx, fn, scopeName, 'null', '[]')}\n${wrapped}`,
      own: `${inner}${cx.frame}.r(${end});`,
    };
  });
  return { body, runtime: cx.runtime, module, program: cx.program(exports), unsupported: cx.unsupported };
}

/** A prefix for added names that the text itself does not use. */
function freePrefix(code: string): string {
  for (let i = 0; ; i++) {
    const prefix = `$$${i === 0 ? '' : i}`;
    if (!code.includes(prefix)) return prefix;
  }
}
