import type { FunctionId, FunctionInfo, Program } from '../../../shared/program.ts';
import { ControlWriter } from './control.ts';
import { ExpressionWriter } from './expressions.ts';
import { buildGraph } from './graph.ts';
import { Lifetimes } from '../lifetimes.ts';
import { named, Places } from './names.ts';
import { hasOwnThis } from '../self.ts';
import { StepWriter, type MachineOptions } from './steps.ts';
import type { Table } from './table.ts';

/**
 * Writes a learned program as JavaScript: an expression for a function that takes the runtime `$` (see runtime.ts) and
 * gives `{ exports, steps }`. Functions are real functions and classes real classes, so that built-ins with callbacks,
 * generators, `new`, `super` and exceptions work natively; which value each step takes and where control goes is the
 * table's alone. The code is strict; what a function that is not strict does otherwise is written out (see sloppy.ts).
 */
export function generateMachine(program: Program, table: Table, options: MachineOptions): string {
  const lifetimes = new Lifetimes(program, table);
  const places = new Places(program, lifetimes);
  const expressions = new ExpressionWriter(program, places, options.strict);
  const writer = new FunctionWriter(program, table, places, expressions, options);
  const module = writer.write(0, 'expression', '');
  const globals = [...expressions.globals].map((name) => `,$g_${name}=globalThis[${JSON.stringify(name)}]`).join('');
  return `(function($){"use strict";let $c=0;const $k={},$early=Symbol('early'),$same=Object.is,$apply=Reflect.apply${globals};
let $exports;$.loading=true;try{$exports=${module}();}finally{$.loading=false;}
return {exports:$exports,steps:()=>$c,reset(){$c=0;}};})`;
}

class FunctionWriter {
  private readonly steps: StepWriter;

  constructor(
    private readonly program: Program,
    private readonly table: Table,
    private readonly places: Places,
    private readonly expressions: ExpressionWriter,
    private readonly options: MachineOptions,
  ) {
    this.steps = new StepWriter(program, table, places, expressions, options, (fn, form, head) =>
      this.write(fn, form, head),
    );
  }

  /** A function's text. `member`: as it stands in a class or object, under `head`. */
  write(id: FunctionId, form: 'expression' | 'member', head: string): string {
    const info = this.program.functions[id] as FunctionInfo;
    const body = this.body(info);
    const star = info.generator ? '*' : '';
    const parameters = this.parameters(info);
    switch (info.kind) {
      case 'initializer':
        return `(()=>${body})()`;
      case 'staticBlock':
        return body;
      case 'module':
        return `(function()${body})`;
      case 'arrow':
        return named(`(${parameters})=>${body}`, info.name);
      case 'function': {
        const own = this.usesSelf(info);
        const text = `function${star} ${own ? '$self' : ''}(${parameters})${body}`;
        if (!own) return named(text, info.name);
        return `Object.defineProperty(${text},'name',{value:${JSON.stringify(info.name)},configurable:true})`;
      }
      default: {
        const accessor = info.kind === 'getter' ? 'get ' : info.kind === 'setter' ? 'set ' : '';
        if (form === 'member') return `${accessor}${star}${head}(${parameters})${body}`;
        throw new Error('accessors and methods are members');
      }
    }
  }

  private usesSelf(info: FunctionInfo): boolean {
    return this.program.steps.some((step) => step.kind === 'write' && step.fn === info.id && step.source === 'self');
  }

  private parameters(info: FunctionInfo): string {
    if (info.simple) return Array.from({ length: info.parameters }, (_, i) => `$a${i}`).join(',');
    if (info.kind === 'setter') return '$a0';
    return [...Array.from({ length: info.length }, (_, i) => `$a${i}`), '...$r'].join(',');
  }

  private body(info: FunctionInfo): string {
    if (!this.table.visited.has(info.enter)) return `{$.refuse(${info.enter},'uncalled');}`;
    const graph = buildGraph(this.program, this.table, info.id);
    const control = new ControlWriter(this.program, this.table, this.expressions, this.options, info, graph);
    const cases = graph.blocks.map((block) => {
      const last = block.steps.at(-1) ?? -1;
      const code = block.steps.map((id) => {
        const step = this.program.steps[id];
        const ending = step?.kind === 'return' || step?.kind === 'throw';
        return step && !(ending && id === last) ? this.steps.write(step) : '';
      });
      const count = `if(($c+=${block.steps.length})>$.maxSteps)$.limit();`;
      const end = info.kind === 'module' ? this.moduleEnd(control.write(block)) : control.write(block);
      return `case ${block.index}:${count}${code.join('')}${end}`;
    });
    const loop = `for(;;)switch($pc){${cases.join('\n')}}`;
    return `{${this.declarations(
      info,
      graph.blocks.flatMap((block) => block.steps),
    )}${this.guarded(info, control, loop)}}`;
  }

  /** A module's run ends by giving its exports. */
  private moduleEnd(code: string): string {
    const scope = this.program.functions[0]?.scope ?? 0;
    const exports = Object.entries(this.program.exports).map(
      ([name, slot]) => `get ${JSON.stringify(name)}(){return ${this.places.variable(0, scope, slot)};}`,
    );
    return code.replaceAll('return void 0;', `return {${exports.join(',')}};`);
  }

  private guarded(info: FunctionInfo, control: ControlWriter, loop: string): string {
    const handlers = control.handlers();
    const closing = control.closing();
    if (!handlers && !closing) return loop;
    const caught = `catch($e){if($.internal($e))throw $e;${info.generator ? '$at=0;' : ''}${handlers}throw $e;}`;
    // `continue` in `finally` takes the place of the return that closed the generator.
    const closed = closing ? `finally{${closing}}` : '';
    return `for(;;){try{${loop}}${caught}${closed}}`;
  }

  private declarations(info: FunctionInfo, steps: readonly number[]): string {
    const out = new Set<string>(['$pc=0']);
    for (const id of steps) {
      const step = this.program.steps[id];
      if (!step) continue;
      if (step.register >= 0) out.add(`$t${step.register}`);
      if (step.kind === 'next') {
        out.add('$n');
        const item = this.program.steps.find((other) => other.kind === 'item' && other.next === id);
        if (item) out.add(`$t${item.register}`);
      }
      if (step.kind === 'finally') out.add(`$f${id}=-1`).add(`$p${id}=null`);
    }
    for (const step of this.program.steps) {
      if (step.kind === 'select' && step.fn === info.id) out.add(`$t${step.register}`);
    }
    if (info.generator) out.add('$at=0').add('$box={value:void 0}');
    out.add('$y');
    const variables = this.program.scopes.filter((scope) => scope.fn === info.id);
    for (const scope of variables) {
      if (this.places.isCaptured(scope.id)) {
        if (scope.id !== info.scope) out.add(`$s${scope.id}`);
        continue;
      }
      for (const slot of this.places.slots(scope.id)) {
        const isParameter = scope.id === info.scope && info.simple && slot < info.parameters;
        const first = isParameter ? `=$a${slot}` : this.places.isGuarded(scope.id, slot) ? '=$early' : '';
        out.add(`$v${scope.id}_${slot}${first}`);
      }
    }
    const args = info.simple ? '' : `const $a=[${this.parameters(info)}];`;
    const self =
      hasOwnThis(info) && !info.strict && this.steps.usesThis.has(info.id) ? 'const $this=$.self(this);' : '';
    return `${args}${self}${this.rootScope(info)}let ${[...out].join(',')};`;
  }

  private rootScope(info: FunctionInfo): string {
    if (!this.places.isCaptured(info.scope)) return '';
    const first = new Map<number, string>();
    if (info.simple) for (let slot = 0; slot < info.parameters; slot++) first.set(slot, `$a${slot}`);
    const parent = info.parentScope < 0 ? 'null' : `$q${info.parentScope}`;
    return `let $s${info.scope}=${this.places.filled(info.scope, parent, first)};`;
  }
}
