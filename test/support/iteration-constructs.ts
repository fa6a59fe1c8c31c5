import type { Construct } from './construct.ts';

/** What is gone through or read, and what happens meanwhile. */
export const ITERATION_CONSTRUCTS: readonly Construct[] = [
  {
    name: 'pattern-over-what-changes',
    source: `export function f(a){ const x=[a[0],a[1],7]; [x[1],x[0]]=x; const y=[a[1]]; const [p,q=(y.push(5,6),8),r,s=9]=y; return [x,p,q,r,s] }`,
    inputs: 'a',
  },
  {
    name: 'pattern-asks-as-it-goes',
    source: `export function f(n){ const log=[]; function* g(k){ try { for(let i=0;i<k;i++){ log.push(i); yield i%2?undefined:i } } finally { log.push('end') } } const [a,b=log.push('b'),c]=g(n%5), [d,,...e]=g(n%4), [h]=g(n), []=g(2), [,]=g(n); let x, o={}; [o.p=log.push('p'),x]=g(n%3); return [a,b,c,d,e,h,o.p,x,log] }`,
    inputs: 'n',
  },
  {
    name: 'for-in-over-what-changes',
    source: `export function f(n){ const o={a:1,b:2,c:3,d:4}, seen=[]; for(const k in o){ seen.push(k); if(o.b&&n%2) delete o.b; if(k==='c'&&n>5) delete o.d; o['z'+n]=k } for(const k in n%3?'ab':null) seen.push(k); return [seen,o] }`,
    inputs: 'n',
  },
  {
    name: 'delete-in-chains',
    source: `export function f(a,b){ const o=a%3?{p:a,q:{r:b}}:null, k='p'; return [delete o?.p, delete o?.[k+'x'], delete o?.q.r, delete (o?.q)?.[k]?.s, o] }`,
    inputs: 'ab',
  },
  {
    name: 'super-calls-by-key',
    source: `class A { m(k){ return [this.z,k] } n(...r){ return r.length+this.z } } class B extends A { z=4; m(k){ const w=k%2?'n':'m'; return [super.m(k),super[w](k),super.n(...[k,k],1)] } } export function f(n){ const p={ m(k){ return this.q+k } }, o={ __proto__:p, q:n, m(k){ return super.m(k)*2 } }; return [new B().m(n), o.m(n)] }`,
    inputs: 'n',
  },
  {
    name: 'getter-like-its-member',
    source: `export function f(n){ const o={ get k(){ return this.z }, z:n, valueOf(){ return this.z } }; return [o.z, {...o}.k, o.k, -o, +o===o.z, \`\${o}-\`, o-1] }`,
    inputs: 'n',
  },
];
