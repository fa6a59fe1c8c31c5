import type { Construct } from './construct.ts';

/** What scripts without "use strict" do otherwise: the exporting word aside, each is a script. */
export const SLOPPY_CONSTRUCTS: readonly Construct[] = [
  {
    name: 'sloppy-this',
    source: `export function f(n){ function t(){ return this } function k(){ return typeof this } const root=t(); return [k(), k.call(n), k.call(null), [1].map(function(){ return typeof this },'x'), (()=>typeof this)(), root===t(), t.call(n)===t.call(n), t.call(n)+1, typeof root.nowhere, (function(){ return (()=>this===root)() })()] }`,
    inputs: 'n',
    sloppy: true,
  },
  {
    name: 'sloppy-this-of-strict-parts',
    source: `export function f(n){ function s(){ 'use strict'; return [typeof this, (function(){ return typeof this })(), (()=>this)()] } class A { m(){ return typeof this } static k=(function(){ return typeof this })(); } const m=A.prototype.m; const o={ m(){ return typeof this }, get g(){ return this===o } }, {m:q}=o; return [s(), s.call(n), m(), A.k, q(), q.call(n), o.g] }`,
    inputs: 'n',
    sloppy: true,
  },
  {
    name: 'ignored-writes',
    source: `export function f(a,b){ var o=Object.freeze({p:a}), g={ get v(){ return 7 } }, s='abc', l=Object.freeze([a,b]), e=Object.preventExtensions({}); o.p=b; o.q=b; o['p']+=1; g.v=b; g.v++; s.length=a; s[0]='x'; s.z=b; (5).w=a; l[0]=b; l.length=0; e.n=a; var r=[o.p||=9]; [o.p, ...l.x]=[b]; ({k:o.p}={k:b}); for (o.p of [a]) r.push(o.p); return [r,o.p,o.q,g.v,s,s.z,l,e.n] }`,
    inputs: 'ab',
    sloppy: true,
  },
  {
    name: 'failed-writes',
    source: `export function f(n){ const t=(h)=>{ try { return h() } catch(e){ return e.message } }; const o={ set v(x){ if(x>5) throw new Error('big'); this.w=x }, w:0 }; class A { get v(){ return 1 } m(x){ this.v=x; return x } } const z=Object.freeze({p:1}); return [t(()=>{ o.v=n; return o.w }), t(()=>{ const u=n%2?undefined:{}; u.x=n; return u.x }), t(()=>new A().m(n)), t(()=>{ 'use strict'; z.p=n; return z.p }), t(()=>(z.p=n,z.p)), t(()=>{ const c=1; c=n; return c }), t(()=>{ new Int8Array(1)[0]=n%2?Symbol():n; return n })] }`,
    inputs: 'n',
    sloppy: true,
  },
  {
    name: 'ignored-deletes',
    source: `export function f(n){ const t=(h)=>{ try { return h() } catch(e){ return e.message } }; const o=Object.freeze({p:n}), q={p:n}; return [delete o.p, o.p, delete q.p, q.p, delete [n].length, delete 'ab'[0], t(()=>delete (n%2?null:q)[n]), t(()=>{ 'use strict'; return delete (n%2?o:q).p })] }`,
    inputs: 'n',
    sloppy: true,
  },
  {
    name: 'old-numbers',
    source: String.raw`export function f(n){ return [n+010, 0777-n, 08.5+n, 09, '\101\0'+n, -01] }`,
    inputs: 'n',
    sloppy: true,
  },
  {
    name: 'arguments-before-writes',
    source: `export function f(a,b){ function m(x,y){ if(!Array.isArray(x)) x=[].slice.call(arguments); return [x.length, x, y] } function s(x){ x=Math.max.apply(null,arguments); return x } return [m(a), m(a,b), m([a],b), s(a,b)] }`,
    inputs: 'ab',
    sloppy: true,
  },
  {
    name: 'plain-arguments',
    source: `export function f(a,b){ function k(x,y){ return arguments.length<2 ? x : x+arguments[1]+Array.prototype.slice.call(arguments).length } function d(x,y){ if(arguments.length<2) y=10; return x+y } return [k(a), k(a,b), k(a,b,1), d(a), d(a,b)] }`,
    inputs: 'ab',
    sloppy: true,
  },
];
