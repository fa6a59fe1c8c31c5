import type { FunctionInfo, Program, Region, RegionId, Step, StepId, StepOf } from '../../../shared/program.ts';
import { arrivalFrom } from '../observe/arrivals.ts';
import { NO, PLAIN, YES } from '../observe/categories.ts';
import type { ExpressionWriter } from './expressions.ts';
import type { Block, Graph } from './graph.ts';
import type { MachineOptions } from './steps.ts';
import type { RefusalKind, Table } from './table.ts';

/** JavaScript for where control goes from the last step of a block. `$pc` is the block that runs. */
export class ControlWriter {
  constructor(
    private readonly program: Program,
    private readonly table: Table,
    private readonly expressions: ExpressionWriter,
    private readonly options: MachineOptions,
    private readonly info: FunctionInfo,
    private readonly graph: Graph,
  ) {}

  write(block: Block): string {
    const step = this.program.steps[block.steps.at(-1) ?? -1] as Step;
    if (step.kind === 'return') {
      const value = step.child < 0 ? 'void 0' : this.expressions.register(step.child);
      return this.tell(step, value) + this.leave(step.region, value);
    }
    if (step.kind === 'throw') {
      const value = this.expressions.register(step.child);
      return `${this.tell(step, value)}throw ${value};`;
    }
    if (this.options.strict && this.table.disputed.has(step.id)) return this.refuse(step.id, 'disputed');
    if (step.kind === 'endFinally') return this.endFinally(step);
    const next = this.table.next.get(step.id);
    if (!next || next.size === 0) return this.refuse(step.id, 'end');
    if (!step.decides) return this.go(step.id, PLAIN, next.get(PLAIN) ?? -1);
    return this.branch(step, next);
  }

  private tell(step: Step, value: string): string {
    return this.options.trace ? `$.trace(${step.id},${value});` : '';
  }

  private refuse(step: StepId, kind: RefusalKind): string {
    return `$.refuse(${step},'${kind}');`;
  }

  private branch(step: Step, next: ReadonlyMap<number, StepId>): string {
    const [yes, no] = [next.get(YES), next.get(NO)];
    const value = this.expressions.register(step.id);
    const test = { truthy: value, undefined: `${value}===void 0`, nullish: `(${value}===null||${value}===void 0)` };
    const way = (category: number, target: StepId | undefined, other: StepId | undefined): string => {
      if (target !== undefined) return this.go(step.id, category, target);
      if (this.options.strict || other === undefined) return this.refuse(step.id, 'branch');
      return `$.unsure(${step.id});${this.go(step.id, category, other)}`;
    };
    return `if(${test[step.decides ?? 'truthy']}){${way(YES, yes, no)}}else{${way(NO, no, yes)}}`;
  }

  private regionsOf(region: RegionId): Region[] {
    const out: Region[] = [];
    for (let r = region; r >= 0; r = this.program.regions[r]?.parent ?? -1) out.push(this.program.regions[r] as Region);
    return out;
  }

  private close(region: Region): string {
    return `$.close(${this.expressions.register(region.iterate)});`;
  }

  /** Jumps; iterators of loops that are left on the way are closed. */
  private go(from: StepId, category: number, to: StepId): string {
    const index = this.graph.blockOf.get(to);
    if (index === undefined) return this.refuse(from, 'end');
    const target = this.program.steps[to] as Step;
    const stays = new Set(this.regionsOf(target.region).map((region) => region.id));
    // The next round of a loop begins outside its body's region, but does not leave the loop.
    const continues = target.kind === 'next' ? target.iterator : -1;
    const left = this.regionsOf(this.program.steps[from]?.region ?? -1).filter(
      (region) => !stays.has(region.id) && (region.kind !== 'loop' || region.iterate !== continues),
    );
    const closing = left.filter((region) => region.kind === 'loop').map((region) => this.close(region));
    const source = this.program.steps[from];
    const arrival = source?.kind === 'endFinally' ? `$f${source.begin}` : arrivalFrom(from, category);
    // What was on its way before may have been left there by a jump out of `finally`.
    const entering = target.kind === 'finally' ? `$f${to}=${arrival};$p${to}=null;` : '';
    return `${closing.join('')}${entering}$pc=${index};continue;`;
  }

  /** Returns from inside regions: closes loops, runs each `finally` on the way out. */
  private leave(region: RegionId, value: string): string {
    let code = '';
    for (const r of this.regionsOf(region)) {
      if (r.kind === 'loop') code += this.close(r);
      else if (r.finallyStep >= 0 && this.graph.blockOf.has(r.finallyStep)) {
        const index = this.graph.blockOf.get(r.finallyStep) ?? 0;
        return `${code}$p${r.finallyStep}={returns:true,value:${value}};$pc=${index};continue;`;
      }
    }
    return `${code}return ${value};`;
  }

  private endFinally(step: StepOf<'endFinally'>): string {
    const pending = `$p${step.begin}`;
    const from = `$f${step.begin}`;
    const next = this.table.next.get(step.id) ?? new Map<number, StepId>();
    const ways = [...next].map(([arrival, target]) => `case ${arrival}:${this.go(step.id, arrival, target)}`);
    const only = [...new Set(next.values())];
    const other =
      this.options.strict || only.length !== 1
        ? this.refuse(step.id, 'branch')
        : this.go(step.id, PLAIN, only[0] ?? -1);
    const resume = `if(${pending}){$y=${pending};${pending}=null;if(!$y.returns)throw $y.value;${this.leave(step.region, '$y.value')}}`;
    return `${resume}switch(${from}){${ways.join('')}default:${other}}`;
  }

  /** Code that brings an exception `$e`, thrown in block `$pc`, to its handler; empty if there is none. */
  handlers(): string {
    const byCode = new Map<string, number[]>();
    for (const block of this.graph.blocks) {
      const code = this.handler(block.region);
      if (code) byCode.set(code, [...(byCode.get(code) ?? []), block.index]);
    }
    const cases = [...byCode].map(([code, blocks]) => `${blocks.map((index) => `case ${index}:`).join('')}${code}`);
    return cases.length > 0 ? `switch($pc){${cases.join('')}}` : '';
  }

  private handler(region: RegionId): string {
    let code = '';
    for (const r of this.regionsOf(region)) {
      if (r.kind === 'loop') {
        code += `try{${this.close(r)}}catch{}`;
        continue;
      }
      if (r.catchStep >= 0 && this.table.visited.has(r.catchStep)) {
        const index = this.graph.blockOf.get(r.catchStep) ?? 0;
        return `${code}${this.expressions.register(r.catchStep)}=$e;$pc=${index};continue;`;
      }
      if (r.catchStep >= 0) return `${code}$.refuse(${r.catchStep},'uncalled');`;
      if (r.finallyStep >= 0 && this.table.visited.has(r.finallyStep)) {
        const index = this.graph.blockOf.get(r.finallyStep) ?? 0;
        return `${code}$p${r.finallyStep}={returns:false,value:$e};$pc=${index};continue;`;
      }
    }
    return code ? `${code}throw $e;` : '';
  }

  /** Code for a generator that is closed while it waits in block `$pc`. */
  closing(): string {
    if (!this.info.generator) return '';
    const cases: string[] = [];
    for (const block of this.graph.blocks) {
      const code = this.leave(block.region, '$box.value');
      if (code !== 'return $box.value;') cases.push(`case ${block.index}:${code}`);
    }
    return cases.length > 0 ? `if($at){$at=0;switch($pc){${cases.join('')}}}` : '';
  }
}
