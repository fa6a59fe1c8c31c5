import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRandom } from '../../../src/shared/random.ts';
import { listProgram } from '../../../src/trainer/machine/listing/list.ts';
import { argumentsFor, CONSTRUCTS } from '../../support/constructs.ts';
import { callOn } from '../../support/evaluate.ts';
import { plainFunction } from '../../support/learn-here.ts';
import { inputLists, programs } from '../../support/random-programs.ts';
import { eliminated } from './eliminated.ts';
import { readBack } from './read-back.ts';

/** Control flow of every kind, without functions inside. */
const SOURCES: Readonly<Record<string, { readonly inputs: 'n' | 'a'; readonly body: string }>> = {
  'else if, and a way that returns': {
    inputs: 'a',
    body: 'let low=0, high=a.length-1; while(low<=high){ const m=(low+high)>>1; if(a[m]<3) low=m+1; else if(a[m]>3) high=m-1; else return m; } return -1;',
  },
  'switch that falls through': {
    inputs: 'n',
    body: "let o=''; switch(n%5){ case 0: o+='a'; case 1: o+='b'; break; case 2: case 3: return 'c'; default: o+='d'; } return o+n;",
  },
  'do while with continue and break': {
    inputs: 'n',
    body: 'let i=0, o=[]; do { i++; if(i%3===0) continue; if(i>7) break; o.push(i); } while(i<n); return o;',
  },
  'out of two loops': {
    inputs: 'n',
    body: 'const o=[]; outer: for(let i=0;i<n;i++){ for(let j=0;j<n;j++){ if(j>i) continue outer; if(i*j>12) break outer; o.push(i*10+j); } o.push(-i); } o.push(n); return o;',
  },
  'endless loops with several ends': {
    inputs: 'n',
    body: 'let k=n, o=0; while(true){ k--; o+=k; if(k<2) break; if(o>20) return -o; } for(;;){ if(o++>30) return o; }',
  },
  'for with continue, and without a head': {
    inputs: 'a',
    body: 'let s=0; for(let i=0;i<a.length;i++){ if(a[i]<2) continue; if(a[i]>6) { s-=1; continue; } s+=a[i]; } var j=0; for(;j<3;j++){ if(j===1) continue; s+=j; } return s;',
  },
  'conditions within conditions': {
    inputs: 'n',
    body: 'const p = n>3 ? (n>6 ? 1 : 2) : n===0 ? 3 : 4; if((n>2&&n<5)||(n%2===0&&!(n>6))||n===7) return p*10; if(!(n>4||p<3)) return -p; return n>1&&p%2||-7;',
  },
  'ways that meet late': {
    inputs: 'n',
    body: 'let o=0; if(n>2){ if(n>4){ if(n>6) return 1; o=2; } else if(n===3) o=3; o+=10; } else { o=4; while(o<9){ o+=2; if(o===8) break; } } if(n%2) { o*=2; } else { if(o>5) o--; } return o;',
  },
  'items, updates and swaps': {
    inputs: 'a',
    body: 'let i=0, o=[]; for(const x of a){ if(x<1) continue; if(x>8) break; o[i++]=x; } let j=o.length; while(--j>0) { [o[j],o[j-1]]=[o[j-1],o[j]]; if(j%3===0) o.push(j--); } return [o,i,j];',
  },
  'try, catch and finally': {
    inputs: 'n',
    body: "let o=[]; for(let i=0;i<n;i++){ try { if(i%3===0) throw new Error('x'); o.push(i); } catch(e) { o.push(-i); if(i>5) break; } o.push(9); } return o;",
  },
};

/** Small numbers, each of them, and arrays of them of every length. */
function lists(inputs: 'n' | 'a'): unknown[][] {
  const random = createRandom(7);
  const array = (length: number): number[] => Array.from({ length }, () => Math.floor(random() * 10));
  return Array.from({ length: 200 }, (_, i) => [inputs === 'n' ? (i % 40) - 3 : array(i % 9)]);
}

describe('a listing read as a program', () => {
  for (const [name, { inputs, body }] of Object.entries(SOURCES)) {
    it(`does the same: ${name}`, () => {
      const head = inputs === 'n' ? 'n' : 'a';
      const source = `export function f(${head}) { ${body} }`;
      const { program, decoded } = eliminated(source, lists(inputs));
      const [listed] = listProgram(program, decoded).functions;
      const variables = program.scopes.filter(({ fn }) => fn === 1).flatMap((scope) => scope.variables);
      const written = readBack(
        listed?.lines ?? [],
        [...new Set(variables)].filter((variable) => variable !== head),
      );
      const [expected, got] = [plainFunction(source), plainFunction(`export ${written}`)];
      const random = createRandom(11);
      for (let i = 0; i < 60; i++) {
        const args = i % 2 === 1 ? argumentsFor(inputs, random, true) : (lists(inputs)[i] ?? []);
        assert.deepEqual(callOn(got, args), callOn(expected, args), `${JSON.stringify(args)}\n${written}`);
      }
    });
  }
});

describe('a listing', () => {
  for (const { name, source, inputs } of CONSTRUCTS) {
    it(`can be written for the construct ${name}`, () => {
      const { program, decoded } = eliminated(source, inputs);
      const { functions } = listProgram(program, decoded);
      assert.ok(functions.some((listed) => listed.lines.length > 1));
    });
  }

  it('can be written for every program', () => {
    const property = fc.property(programs, inputLists(4), (source, lists) => {
      const { program, decoded } = eliminated(source, lists);
      const { functions } = listProgram(program, decoded);
      const count = functions.reduce((sum, { lines }) => sum + lines.length, 0);
      assert.ok(count > 1 && count < 60 + 6 * source.split('\n').length, `${count} lines for\n${source}`);
    });
    fc.assert(property, { numRuns: 150, seed: 20260101 });
  }).timeout(60_000);
});
