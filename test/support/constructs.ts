import type { Construct } from './construct.ts';
import { ITERATION_CONSTRUCTS } from './iteration-constructs.ts';
import { SLOPPY_CONSTRUCTS } from './sloppy-constructs.ts';

export const CONSTRUCTS: readonly Construct[] = [
  {
    name: 'closure-loop-let',
    source: `export function f(n){ const fs=[]; for(let i=0;i<n;i++) fs.push(()=>i*i); return fs.map(g=>g()); }`,
    inputs: 'n',
  },
  {
    name: 'condition-ends-in-write',
    source: `export function f(n){ let m, k=n, o={}, out=[]; while(k--) out.push(k); if((m=n%3)) out.push(m); if((o.p=n>4)) out.push('p'); out.push((m=n%2)?'odd':'even', (m=n>7)&&'big', (m=n<2?null:o)?.p, (k=n-9,k>0)?'k':'-'); do { out.push(n) } while(--n>0); return out; }`,
    inputs: 'n',
  },
  {
    name: 'closure-loop-var',
    source: `export function f(n){ const fs=[]; for(var i=0;i<n;i++) fs.push(()=>i*i); return fs.map(g=>g()); }`,
    inputs: 'n',
  },
  {
    name: 'counter-closure',
    source: `export function f(n){ const mk=(k)=>{let c=k; return {inc:()=>{c+=2; return c}, get:()=>c}}; const a=mk(n), b=mk(5); for(let i=0;i<n;i++) a.inc(); b.inc(); return [a.get(), b.get()]; }`,
    inputs: 'n',
  },
  {
    name: 'generator',
    source: `function* fib(k){ let a=0,b=1; while(k-->0){ yield a; [a,b]=[b,a+b]; } return 'done' } export function f(n){ const out=[]; for(const x of fib(n)) if(x%2===0) out.push(x); return out.concat([...fib(3)]); }`,
    inputs: 'n',
  },
  {
    name: 'gen-send-throw',
    source: `function* g(){ let s=0; try { while(true){ const x = yield s; s+=x; } } catch(e){ yield 'c'+e.message; } finally { s=-1; } return s; } export function f(n){ const it=g(); it.next(); const o=[]; for(let i=0;i<n;i++) o.push(it.next(i).value); o.push(it.throw(new Error('q')).value); o.push(it.next().value); return o; }`,
    inputs: 'n',
  },
  {
    name: 'yield-star-tree',
    source: `class T{ constructor(v){this.v=v;this.l=null;this.r=null} add(x){ if(x<this.v){ if(this.l) this.l.add(x); else this.l=new T(x);} else if(this.r) this.r.add(x); else this.r=new T(x);} *[Symbol.iterator](){ if(this.l) yield* this.l; yield this.v; if(this.r) yield* this.r; } } export function f(a){ const t=new T(a[0]); for(let i=1;i<a.length;i++) t.add(a[i]); return [...t]; }`,
    inputs: 'a',
  },
  {
    name: 'class-inherit-super',
    source: `class A{ constructor(x){this.x=x} area(){return this.x*2} get big(){return this.x>5} static of(x){return new this(x)} } class B extends A{ constructor(x,y){super(x+1); this.y=y} area(){ return super.area()+this.y } set z(v){this.y=v} } export function f(a,b){ const p=new B(a,b), q=A.of(b); p.z=p.big?b+1:b; return [p.area(), q.area(), p.big, q.big, p instanceof A]; }`,
    inputs: 'ab',
  },
  {
    name: 'private-static-fields',
    source: `class C{ #n=0; static made=0; label='c'; constructor(){C.made++} bump(k){ this.#n+=k; return this.#n } } export function f(a){ const c=new C(); let r=0; for(const x of a) r=c.bump(x); return [r, c.label, typeof C.made]; }`,
    inputs: 'a',
  },
  {
    name: 'getter-object',
    source: `export function f(a,b){ const o={ _v:a, get v(){return this._v*2}, set v(x){this._v=x+1} }; o.v=b; return o.v; }`,
    inputs: 'ab',
  },
  {
    name: 'destr-defaults',
    source: `export function f(a,b){ const {x=b, y:{z=3}={}, ...rest}= a%2? {x:a, q:1, w:b}: {y:{z:b}, k:2}; const [p=9,,q=p+1,...r]=[a>5?undefined:a, 2, b>5?b:undefined, a, b]; return [x,z,rest,p,q,r]; }`,
    inputs: 'ab',
  },
  {
    name: 'param-defaults-rest',
    source: `function g({k=1,m}={}, t=k+1, ...r){ return [k,m,t,r.length]; } export function f(a,b){ return [g(), g({k:a}), g({m:b},a), g({k:b,m:a},b,1,2)]; }`,
    inputs: 'ab',
  },
  {
    name: 'exceptions-frames',
    source: `class E2 extends Error{ constructor(m,c){super(m); this.name='E2'; this.code=c} } function deep(n){ if(n===0) throw new E2('bottom',42); return deep(n-1)+1 } export function f(n,k){ try { return deep(n%5)+k } catch(e){ if(e instanceof E2 && k%2===0) return e.code+':'+e.message+e.name; throw new TypeError('re'+k) } }`,
    inputs: 'ab',
  },
  {
    name: 'finally-return',
    source: `export function f(a,b){ let log=[]; function g(x){ try { log.push('t'); if(x%2) return x; if(x%3===0) throw new Error('x'+x); log.push('n') } catch(e){ log.push(e.message); return -1 } finally { log.push('f') } return 0 } return [g(a),g(b),log]; }`,
    inputs: 'ab',
  },
  {
    name: 'native-throw',
    source: `export function f(a,b){ try { const o = a%2? null : {p:b}; return o.p+1 } catch(e){ return e.constructor.name } }`,
    inputs: 'ab',
  },
  {
    name: 'typed-arrays',
    source: `export function f(a){ const t=new Uint8Array(a.length); a.forEach((x,i)=>{t[i]=x*40}); const s=t.subarray(1); s[0]=7; return [Array.from(t), t.reduce((p,c)=>p+c,0), s.length]; }`,
    inputs: 'a',
  },
  {
    name: 'regex',
    source: `export function f(s){ const m=s.match(/([a-c]+)(d?)/); return [s.replace(/a(b)?/g,(w,g)=>g?'<'+w+'>':'_'), m?m[1]:null, /bc/.test(s), s.split(/c/)]; }`,
    inputs: 's',
  },
  {
    name: 'sort-comparators',
    source: `export function f(a){ const o=a.map((v,i)=>({v,i})); o.sort((x,y)=>x.v-y.v||y.i-x.i); const b=[...a].sort((p,q)=>q-p); a.sort(); return [o.map(e=>e.i), b, a]; }`,
    inputs: 'a',
  },
  {
    name: 'aliasing',
    source: `export function f(a){ const b=a, c=a.slice(); b.push(1); c.push(2); const m=[b,c]; m[0].reverse(); m[1][0]=99; return [a===b, a.length, c[0], m[0]===a, a]; }`,
    inputs: 'a',
  },
  {
    name: 'array-callbacks',
    source: `export function f(a){ return [a.filter(x=>x%2), a.some(x=>x>15), a.every(x=>x>=0), a.find(x=>x>10), a.findIndex(x=>x===a[2]), a.reduceRight((s,x)=>s+','+x,''), a.flatMap(x=>x%3?[x,x]:[]), Array.from({length:a.length},(_, i)=>a[i]+i)]; }`,
    inputs: 'a',
  },
  {
    name: 'map-set',
    source: `export function f(s){ const m=new Map(), st=new Set(); for(const c of s){ m.set(c,(m.get(c)??0)+1); if(m.get(c)>1) st.add(c); } const o=[]; m.forEach((v,k)=>o.push(k+v)); for(const [k,v] of m.entries()) if(v===1) m.delete(k); return [o,[...st],m]; }`,
    inputs: 's',
  },
  {
    name: 'objects-forin',
    source: `export function f(s){ const c={}; for(const ch of s) c[ch]=(c[ch]||0)+1; delete c.a; const o=[]; for(const k in c) o.push(k); return [o, Object.entries(c).map(([k,v])=>k+'='+v).join('&'), 'b' in c, {...c,z:1}, c?.b, c.q?.r]; }`,
    inputs: 's',
  },
  {
    name: 'labels-continue',
    source: `export function f(a){ let n=0; outer: for(const x of a){ for(let j=2;j<x;j++){ if(x%j===0) continue outer; if(j>15) break outer; } n+=x; } return n; }`,
    inputs: 'a',
  },
  {
    name: 'switch-fall',
    source: `export function f(a){ let s=''; for(const x of a){ switch(x%5){ case 0: s+='z'; case 1: s+='o'; break; case 2: { let q=x; s+=q; break } case 4: continue; default: s+='d' } s+='|' } return s; }`,
    inputs: 'a',
  },
  {
    name: 'do-while-comma',
    source: `export function f(a,b){ let i=a,j=b,c=0; do { i=(c++, i-1), j+=i&1 } while(i>0 && j<100); return [i,j,c]; }`,
    inputs: 'ab',
  },
  {
    name: 'bitops',
    source: `export function f(a,b){ return [a&b,a|b,a^b,~a,a<<(b%5),a>>1,(-a)>>>28,!!(a&1)]; }`,
    inputs: 'ab',
  },
  {
    name: 'bigint',
    source: `export function f(a,b){ let x=BigInt(a), y=1n; for(let i=0;i<b;i++) y=y*(x+1n)%1000007n; return String(y); }`,
    inputs: 'ab',
  },
  {
    name: 'strings',
    source: `export function f(s){ return [s.toUpperCase(), s.charCodeAt(0), s.indexOf('b'), s.slice(1,3), s.padStart(s.length+2,'*'), s.repeat(2), s.split('').reverse().join(''), s.includes('ab'), \`\${s}-\${s.length}!\`, s.at(-1), s.trim(), String.fromCharCode(s.charCodeAt(1)+1)]; }`,
    inputs: 's',
  },
  {
    name: 'arguments-call-apply',
    source: `function sum(){ let s=0; for(let i=0;i<arguments.length;i++) s+=arguments[i]; return s } export function f(a){ const o={k:2, m(x){return x*this.k}}; return [sum(...a), sum.apply(null,a), o.m.call({k:3},a[0]), Math.max(...a), o.m.bind({k:5})(a[1])]; }`,
    inputs: 'a',
  },
  {
    name: 'recursion-mutual-memo',
    source: `const memo=new Map(); function even(n){ return n===0?true:odd(n-1) } function odd(n){ return n===0?false:even(n-1) } function fib(n){ if(memo.has(n)) return memo.get(n); const r=n<2?n:fib(n-1)+fib(n-2); memo.set(n,r); return r } export function f(n){ return [even(n), fib(n)]; }`,
    inputs: 'n',
  },
  {
    name: 'this-arrow',
    source: `class Q{ constructor(a){this.a=a;this.n=0} run(){ this.a.forEach(x=>{ this.n+=x; }); return this.n } } export function f(a){ const q=new Q(a); return [q.run(), q.n]; }`,
    inputs: 'a',
  },
  {
    name: 'iterator-protocol',
    source: `class R{ constructor(n){this.n=n} [Symbol.iterator](){ let i=0; const n=this.n; return { next:()=> i<n?{value:i++,done:false}:{value:undefined,done:true} } } } export function f(n){ const [a,b]=new R(n+2); let s=0; for(const x of new R(n)) s+=x; return [a,b,s,Math.max(...new R(n+1)),new Set(new R(n)).size]; }`,
    inputs: 'n',
  },
  {
    name: 'hof-compose-curry',
    source: `const compose=(...fs)=>x=>fs.reduceRight((v,g)=>g(v),x); const curry=fn=>function c(...a){ return a.length>=fn.length?fn(...a):(...b)=>c(...a,...b) }; export function f(a,b){ const add=curry((x,y,z)=>x+y*z); return [compose(x=>x+1,x=>x*2)(a), add(a)(b)(3), add(a,b)(2)]; }`,
    inputs: 'ab',
  },
  {
    name: 'linked-list-null',
    source: `class N{ constructor(v,n=null){this.v=v;this.next=n} } export function f(a){ let h=null; for(const x of a) h=new N(x,h); let p=h, r=null; while(p!==null){ const t=p.next; p.next=r; r=p; p=t } const o=[]; for(let q=r;q;q=q.next) o.push(q.v); return o; }`,
    inputs: 'a',
  },
  {
    name: 'tagged-template',
    source: `function t(s,...v){ return s.raw.join('|')+v.join(',') } export function f(a,b){ return t\`x\${a}y\${b}z\`; }`,
    inputs: 'ab',
  },
  {
    name: 'symbol-weakmap-date',
    source: `const W=new WeakMap(); export function f(a,b){ const k={}; W.set(k,a); const s=Symbol('q'); const o={[s]:b}; const d=new Date(a*86400000); return [W.get(k), o[s], d.getTime(), d.toISOString().slice(0,4), JSON.stringify({a,b})]; }`,
    inputs: 'ab',
  },
  {
    name: 'nullish-logical',
    source: `export function f(a,b){ let x=a%3===0?null:a, y; y??=b; x||=7; let z=b%2; z&&=a; return [x ?? -1, y, z, (a>5&&b>5)||a===b, a>3?b>3?1:2:3]; }`,
    inputs: 'ab',
  },
  {
    name: 'matrix-swap-inplace',
    source: `export function f(n){ const m=Array.from({length:n},(_,i)=>Array.from({length:n},(_,j)=>i*n+j)); for(let i=0;i<n;i++) for(let j=i+1;j<n;j++) [m[i][j],m[j][i]]=[m[j][i],m[i][j]]; m.forEach(r=>r.reverse()); return m; }`,
    inputs: 'n',
  },
  {
    name: 'optional-chaining',
    source: `const o={x:{y:[1,2,3],f(k){return this.y[k]}}, g:null}; export function f(a,b){ const q = a%2 ? o : null; return [q?.x?.y?.[b%3], q?.x.f(b%3), q?.g?.h(b), o.g?.(), o.x.f?.(1), o?.['x']?.y.length, q?.x.y.map(v=>v+a)?.length]; }`,
    inputs: 'ab',
  },
  {
    name: 'logical-assign-members',
    source: `export function f(a,b){ const o={p:a%2?null:a, q:0, r:1}; o.p ??= b; o.q ||= a+1; o.r &&= b; const k=['p','q']; o[k[a%2]] += 2; o[k[0]]++; --o.q; return o; }`,
    inputs: 'ab',
  },
  {
    name: 'private-methods',
    source: `class S{ #items=[]; #grow(x){ this.#items.push(x); return this.#items.length } static #made=0; static make(){ S.#made++; return new S() } get #top(){ return this.#items[this.#items.length-1] } push(x){ return this.#grow(x)+S.#made*0 } peek(){ return this.#top } has(o){ return #items in o } set #w(v){ this.#items[0]=v } put(v){ this.#w=v; return this.#items[0] } } export function f(a){ const s=S.make(); for(const x of a) s.push(x); return [s.peek(), s.has(s), s.has({}), s.put(9)]; }`,
    inputs: 'a',
  },
  {
    name: 'static-block-fields',
    source: `class C{ static table=[]; static { for(let i=0;i<4;i++) C.table.push(i*i); } n=C.table.length; m=this.n*2; ['k'+1]=3; constructor(v){ this.v=v } total(){ return this.v+this.n+this.m+this.k1 } } export function f(n){ return new C(n).total(); }`,
    inputs: 'n',
  },
  {
    name: 'break-through-finally',
    source: `export function f(a){ const log=[]; outer: for(const x of a){ try { if(x%3===0) continue; if(x%7===5) break outer; log.push(x); } finally { log.push('f'+x); } log.push('after'); } return log; }`,
    inputs: 'a',
  },
  {
    name: 'iterator-close',
    source: `function* g(log,n){ try { for(let i=0;i<n;i++) yield i; } finally { log.push('closed'); } } export function f(a,b){ const log=[]; for(const x of g(log,a)) { if(x===b) break; log.push(x); } const [p,q]=g(log,3); log.push(p,q); return log; }`,
    inputs: 'ab',
  },
  {
    name: 'super-props',
    source: `class A{ get k(){ return 5 } m(x){ return x+1 } } class B extends A{ get k(){ return super.k*2 } m(x){ return super['m'](x)*super.k } } export function f(n){ const b=new B(); return [b.k, b.m(n)]; }`,
    inputs: 'n',
  },
  {
    name: 'computed-members',
    source: `export function f(a,b){ const k='x'+a%3; class P{ [k](){ return b } static ['s'+1]=7; get ['g'+k](){ return a } } const p=new P(); const o={ [k+1]: a, ['m'](){ return this[k+1] } }; return [p[k](), P.s1, p['g'+k], o.m(), Object.keys(o)]; }`,
    inputs: 'ab',
  },
  {
    name: 'class-expression-name',
    source: `const Node=class Inner{ constructor(v){ this.v=v } twin(){ return new Inner(this.v) } }; export function f(n){ return [new Node(n).twin().v, Node.name, (class {}).name, (()=>{}).name, (function(){}).name] }`,
    inputs: 'n',
  },
  {
    name: 'array-holes',
    source: `export function f(n){ const a=[,n,,2]; return [a.length, 0 in a, 1 in a, a.map(x=>x+1).length, [...a]]; }`,
    inputs: 'n',
  },
  {
    name: 'comma-in-for',
    source: `export function f(n){ let s=''; for(let i=0, j=n; i<j; i++, j--) s+=i+':'+j+' '; for(const [k,v] of Object.entries({a:n,b:2})) s+=k+v; for(let [x,y]=[0,1]; x<n && x<20; [x,y]=[y,x+y]) s+=x; return s; }`,
    inputs: 'n',
  },
  {
    name: 'exceptions-natives',
    source: `export function f(a,b){ const out=[]; const tries=[()=>null.x, ()=>undefined[a], ()=>{ const o={}; o.m(); }, ()=>{ const {p}=null; }, ()=>{ const [q]=a; }, ()=>{ for(const z of b) out.push(z); }, ()=>new Array(-1), ()=>{ const o={a:{}}; o.a.b.c(); }, ()=>{ null.y=3 }, ()=>Symbol()+1, ()=>{ (void 0)() }, ()=>BigInt(1.5), ()=>[...a] ]; for(const t of tries) try { out.push(t()) } catch(e){ out.push(e.name+': '+e.message) } return out; }`,
    inputs: 'ab',
    traceOnly: true,
  },
  {
    name: 'new-target-arguments',
    source: `function P(x){ if(!new.target) return new P(x); this.x=x } export function f(a,b){ function g(){ const k=()=>arguments.length; return k()+arguments[0] } return [P(a).x, new P(b).x, g(a,b,1)]; }`,
    inputs: 'ab',
  },
  {
    name: 'switch-lexical',
    source: `export function f(a){ let out=[]; for(const x of a) switch(typeof x==='number' ? x%4 : -1){ default: out.push('d'); break; case 0: let y=x; out.push(()=>y); break; case 1: case 2: out.push('12'); } return out.map(v=>typeof v==='function'?v():v); }`,
    inputs: 'a',
  },
  {
    name: 'sequence-update-prefix',
    source: `export function f(a,b){ let i=a, s=0; s += i++ + ++i; s -= b-- - --b; const o={i:3}; s += o.i++ * --o.i; let t='5'; t++; let u='7'; s += +u + t; return [s,i,b,o.i,t]; }`,
    inputs: 'ab',
  },
  {
    name: 'default-generator-args',
    source: `function* r(a=0,b=a+3,{step=1}={}){ for(let i=a;i<b;i+=step) yield i } export function f(n){ return [[...r()],[...r(n%5)],[...r(0,n%9,{step:2})]]; }`,
    inputs: 'n',
  },
  {
    name: 'getter-setter-class',
    source: `class T{ #c=0; get f(){ return this.#c*9/5+32 } set f(v){ this.#c=(v-32)*5/9 } static from(c){ const t=new T(); t.#c=c; return t } } export function f(n){ const t=T.from(n); t.f+=9; return [t.f, T.from(0).f]; }`,
    inputs: 'n',
  },
  {
    name: 'typeof-undeclared',
    source: `export function f(n){ return [typeof notThere, typeof n, typeof undefined, typeof f, typeof null, void n]; }`,
    inputs: 'n',
  },
  {
    name: 'shadowing',
    source: `const n=100; export function f(a,b){ let r=[]; { let n=a; { let n=b; r.push(n) } r.push(n) } r.push(n); for(let n=0;n<2;n++) r.push(n); try { throw 5 } catch(n){ r.push(n) } const g=function n(k){ return k<=0?[]:[k,...n(k-1)] }; r.push(g(a%4)); return r; }`,
    inputs: 'ab',
  },
  {
    name: 'export-default-anonymous',
    source: `export const k=2; export default function(a){ return a*k } export { g as f }; function g(n){ return h(n)+1 } const h=n=>n*k;`,
    inputs: 'n',
  },
  {
    name: 'template-any-part',
    source: `export function f(n){ const a=[5,,[n]], o={toString(){ return 'o'+n }}; return \`\${a[n]} \${null}|\${a}\${o}\${[n,[a[0]]]}\${{}}\${n>3} \${a[n-9]?.p}\`; }`,
    inputs: 'n',
  },
  {
    name: 'template-nesting',
    source: `export function f(a,b){ return \`\${a}-\${\`[\${b}\${a>b?\`>\`:\`<=\`}]\`}\\n\${[a,b].map(x=>\`<\${x}>\`).join('')}\`; }`,
    inputs: 'ab',
  },
  {
    name: 'loop-closures-of',
    source: `export function f(a){ const fs=[]; for(const x of a){ let y=x*2; fs.push(()=>x+y++); } for(const k in a) fs.push(()=>k); return fs.map(g=>[g(),g()]); }`,
    inputs: 'a',
  },
  {
    name: 'recursion-try-depth',
    source: `function walk(t,d){ if(d===0) return t; try { if(t%2) throw t; return walk(t+1,d-1) } catch(e){ if(typeof e!=='number') throw e; return walk(e*3,d-1) } finally { t=-1 } } export function f(a,b){ return walk(a,b%7); }`,
    inputs: 'ab',
  },
  {
    name: 'object-spread-rest',
    source: `export function f(a,b){ const o={x:a,y:b,z:{w:1}}; const {x,...r}=o; const p={...r,...(a%2?{y:0}:null),q:[...'ab',...[x]]}; let y,w; ({y,z:{w}}=p); [y,w]=[w,y]; return [p,y,w,r]; }`,
    inputs: 'ab',
  },
  {
    name: 'arguments-alias-apply',
    source: `function v(){ return Array.prototype.slice.call(arguments,1).concat(arguments.length) } export function f(a){ return v(...a,1) }`,
    inputs: 'a',
  },
  {
    name: 'set-operations',
    source: `export function f(a){ const s=new Set(a), t=new Set([1,2,3]); const u=new Set([...s,...t]); const i=[...s].filter(x=>t.has(x)); s.forEach(v=>{ if(v>10) s.delete(v) }); return [u.size,i,s,[...s.entries()].length]; }`,
    inputs: 'a',
  },
  {
    name: 'iterator-readings',
    source: `export function f(a) { const m = new Map(a.map((x, i) => [x, i + 30])); let t = 0; for (const [i, x] of a.entries()) t += i * x; const [first] = m.keys(); return [Object.keys({ p: 1 }), [...a.values()], [...m.values()], first, t, Object.entries({ q: t })]; }`,
    inputs: 'a',
  },
  {
    name: 'first-of-iterators',
    source: `export function f(a) { const m = new Map(a.map((x, i) => [x, i])); const it = a.entries(), v = m.values(); return [m.keys().next().value, it.next().value, v.next(), new Set(a).values().next(), [...v], it.next()]; }`,
    inputs: 'a',
  },
  {
    name: 'number-formats',
    source: `export function f(a,b){ return [0x1f, 1e3, .5, 1_000, 0b101, 0o17, (a/7).toFixed(2), Number('12')+parseInt('7px',10), Number.isInteger(b/2), Math.max(a,b), Math.hypot(3,4), a.toString(2), Number.MAX_SAFE_INTEGER]; }`,
    inputs: 'ab',
  },
  {
    name: 'generator-return-value',
    source: `function* g(n){ try { yield n; yield* [n+1,n+2]; } finally { if(n%5===4) return 'own'; } } function* h(n){ for(const x of g(n)) yield x*2; } function* k(n){ try { yield* g(n) } finally { n=0 } } export function f(n){ const out=[]; if(n%4===3) out.push([...g(n)], [...h(n)], [...k(n)]); for(const m of [g,h,k]) { const it=m(n); out.push(it.next()); if(n%2) out.push(it.next()); if(n%3===0) out.push(it.next().value); out.push(it.return(n*7), it.return('late'), it.next()); } return out }`,
    inputs: 'n',
  },
  {
    name: 'early-reads',
    source: `export function f(n){ const out=[]; const g=()=>x*2; const t=(h)=>{ try { return h() } catch(e){ return e.message } }; if(n%2) out.push(t(g)); let x=n+3; out.push(t(g), t(()=>{ if(n>5) y=2; let y=1; return y }), t(()=>{ switch(n%3){ case 0: let q=n; case 1: q=5; return q; default: return -1 } })); x=1; return out }`,
    inputs: 'n',
  },
  {
    name: 'early-in-patterns',
    source: `export function f(n){ const t=(h,...r)=>{ try { return h(...r) } catch(e){ return e.message } }; return [t((a=b,b=2)=>a+b, n%2?n:undefined), t(([p=q,q]=[])=>[p,q], n%3?[1,2]:undefined), t(()=>{ const {u=v,v=3}= n%4?{u:1}:{}; return u+v })] }`,
    inputs: 'n',
    traceOnly: true,
  },
  {
    name: 'constants-written',
    source: `export function f(n){ const t=(h)=>{ try { return h() } catch(e){ return e.message } }; const c=n, {d}={d:n}; let s=0; return [t(()=>{ if(n%2) c=1; return c }), t(()=>{ if(n%3===0) d++; return d }), t(()=>{ for(const x of [1,2]) { if(n>6) x=n; s+=x } return s }), t(()=>{ const k=(function m(i){ if(n%4===0) m=0; return i>0 ? m(i-1) : 'm' }); return k(2) }), s, c] }`,
    inputs: 'n',
  },
  {
    name: 'jumps-through-finally',
    source: `export function f(n){ const out=[]; outer: for(let i=0;i<n;i++){ try { for(const x of [1,2,3]) { try { if(x===2&&i===1) continue outer; if(i===4) break outer; if(x===3) break; out.push([i,x]) } finally { out.push('f') } } } finally { out.push('g') } } for(let i=0;i<n;i++){ try { try { if(i===2) continue; if(i===5) break; out.push(i) } finally { out.push('a'+i) } } finally { out.push('b'+i) } } return out }`,
    inputs: 'n',
  },
  {
    name: 'jumps-out-of-finally',
    source: `export function f(n){ let i=0, s=0; const out=[]; l: { try { try { if(n>5) break l; s+=1 } finally { s+=10 } s+=100 } finally { s+=1000 } s+=10000 } for(const x of [1,2,3,4,5]) { try { try { if(x%2) throw new Error('odd'); if(x===4) return [s,out] } finally { if(x===n%6) continue; out.push(x) } } catch(e) { out.push(e.message); if(x===5) break } } while(true){ try { if(i++>n) return [s,out]; try { if(i%2) continue; out.push(i) } finally { try { if(i%3===0) continue; } finally { out.push('z') } } } finally { out.push('y') } } }`,
    inputs: 'n',
  },
  ...ITERATION_CONSTRUCTS,
  ...SLOPPY_CONSTRUCTS,
];

/** Arguments for a construct; `large` ones are beyond what a learner sees. */
export function argumentsFor(kind: Construct['inputs'], random: () => number, large = false): unknown[] {
  const int = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const n = large ? int(16, 40) : int(3, 10);
  switch (kind) {
    case 'n':
      return [n];
    case 'a':
      return [Array.from({ length: n }, () => int(0, 20))];
    case 's':
      return [Array.from({ length: n }, () => 'abcd'.charAt(int(0, 3))).join('')];
    case 'ab':
      return [int(0, 12), int(0, large ? 40 : 12)];
  }
}
