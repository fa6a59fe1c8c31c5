import ts from 'typescript';
import { block, bodyOf, condition, declarations } from './blocks.ts';
import type { Context, OpenScope } from './context.ts';
import { DEFAULT_NAME, boundNames, lexicalNames } from './names.ts';
import { doLoop, forLoop, forOfLoop, whileLoop } from './loops.ts';
import { bindPattern } from './patterns.ts';

const K = ts.SyntaxKind;

/** A list of statements; function declarations come first, as hoisting has it. */
export function statements(cx: Context, list: readonly ts.Statement[]): string {
  let out = '';
  for (const statement of list) {
    if (ts.isFunctionDeclaration(statement) && statement.body) out += functionDeclaration(cx, statement);
  }
  for (const node of list) {
    if (!ts.isFunctionDeclaration(node)) out += `${statement(cx, node, '')}\n`;
  }
  return out;
}

function functionDeclaration(cx: Context, node: ts.FunctionDeclaration): string {
  const name = node.name?.text ?? DEFAULT_NAME;
  const { fn, code } = cx.visit.callable(cx, node, name);
  if (fn < 0) return `${code};`;
  const value = cx.value(node, { kind: 'function', callee: fn }, name);
  return `${code};${cx.lookup(name) ? cx.write(null, name, value) : value.code};`;
}

/** `labels` is what stands before the statement, `a: b:`; a loop puts it where `continue` finds it. */
function statement(cx: Context, node: ts.Statement, labels: string): string {
  switch (node.kind) {
    case K.Block:
      return labels + block(cx, (node as ts.Block).statements);
    case K.EmptyStatement:
      return `${labels};`;
    case K.DebuggerStatement:
      return ';';
    case K.VariableStatement:
      return labels + declarations(cx, (node as ts.VariableStatement).declarationList);
    case K.ExpressionStatement: {
      const { expression } = node as ts.ExpressionStatement;
      // A bare string is a directive or nothing.
      if (ts.isStringLiteral(expression)) return '';
      return `${labels};${cx.visit.expression(cx, expression).code};`;
    }
    case K.IfStatement:
      return labels + ifStatement(cx, node as ts.IfStatement);
    case K.WhileStatement:
      return whileLoop(cx, node as ts.WhileStatement, labels);
    case K.DoStatement:
      return doLoop(cx, node as ts.DoStatement, labels);
    case K.ForStatement:
      return forLoop(cx, node as ts.ForStatement, labels);
    case K.ForOfStatement:
    case K.ForInStatement: {
      const loop = node as ts.ForOfStatement | ts.ForInStatement;
      if (ts.isForOfStatement(loop) && loop.awaitModifier) return unsupported(cx, node, '`for await` is asynchronous');
      return forOfLoop(cx, loop, labels);
    }
    case K.ReturnStatement: {
      const { expression } = node as ts.ReturnStatement;
      if (!expression) return `${labels}return ${cx.frame}.r(${cx.step(node, { kind: 'return', child: -1 })});`;
      const value = cx.visit.expression(cx, expression);
      return `${labels}return ${cx.frame}.r(${cx.step(node, { kind: 'return', child: value.id })},${value.code});`;
    }
    case K.ThrowStatement: {
      const value = cx.visit.expression(cx, (node as ts.ThrowStatement).expression);
      return `${labels}throw ${cx.frame}.t(${cx.step(node, { kind: 'throw', child: value.id })},${value.code});`;
    }
    case K.BreakStatement:
    case K.ContinueStatement:
      return labels + cx.text(node);
    case K.LabeledStatement: {
      const labeled = node as ts.LabeledStatement;
      return statement(cx, labeled.statement, `${labels}${labeled.label.text}: `);
    }
    case K.SwitchStatement:
      return switchStatement(cx, node as ts.SwitchStatement, labels);
    case K.TryStatement:
      return labels + tryStatement(cx, node as ts.TryStatement);
    case K.ClassDeclaration: {
      const declared = node as ts.ClassDeclaration;
      const value = cx.visit.classLike(cx, declared, 'default');
      const name = declared.name?.text ?? DEFAULT_NAME;
      return `let ${name}=${cx.write(null, name, value, 'let')};`;
    }
    case K.FunctionDeclaration:
      return functionDeclaration(cx, node as ts.FunctionDeclaration);
    default:
      return unsupported(cx, node, `${K[node.kind]} is not supported`);
  }
}

function unsupported(cx: Context, node: ts.Node, why: string): string {
  const range = cx.rangeOf(node.getStart(cx.file), node.getEnd(), node.kind);
  if (range) cx.unsupported.push({ range, reason: why });
  return cx.text(node);
}

function ifStatement(cx: Context, node: ts.IfStatement): string {
  const test = condition(cx, node.expression);
  const yes = bodyOf(cx, node.thenStatement);
  const no = node.elseStatement ? `else ${bodyOf(cx, node.elseStatement)}` : '';
  return `if(${test.code})${yes}${no}`;
}

function switchStatement(cx: Context, node: ts.SwitchStatement, labels: string): string {
  const subject = cx.visit.expression(cx, node.expression);
  const clauses = node.caseBlock.clauses;
  const names = lexicalNames(clauses.flatMap((clause) => [...clause.statements]));
  const write = (): string => {
    const cases = clauses.map((clause) => {
      if (ts.isDefaultClause(clause)) return { clause, head: 'default:' };
      const value = cx.visit.expression(cx, clause.expression);
      const code = `${cx.register(subject.id)}===${value.code}`;
      const test = cx.value(clause.expression, { kind: 'op', children: [subject.id, value.id] }, code, 'truthy');
      return { clause, head: `case ${test.code}:` };
    });
    return `${labels}switch(true){${cases.map(({ clause, head }) => head + statements(cx, clause.statements)).join('')}}`;
  };
  if (names.size === 0) return `{${subject.code};${write()}}`;
  const written = (scope: OpenScope): string => {
    const enter = cx.step(null, { kind: 'scope', target: scope.id });
    return `{${subject.code};const ${cx.scopeName(scope.id)}=${cx.frame}.scope(${enter});${write()}}`;
  };
  return cx.within(names, written, true);
}

function tryStatement(cx: Context, node: ts.TryStatement): string {
  const outer = cx.fn.region;
  const none = { kind: 'try', catchStep: -1, finallyStep: -1, iterate: -1 } as const;
  const around = node.finallyBlock ? cx.openRegion(none) : -1;
  const inside = node.catchClause ? cx.openRegion(none) : around;
  const enter = cx.step(null, { kind: 'tryEnter' });
  const error = `${cx.prefix}e`;
  const tried = block(cx, node.tryBlock.statements);
  cx.fn.region = node.finallyBlock ? around : outer;
  let out = `{${cx.frame}.n(${enter});${tried}}`;
  if (node.catchClause) out = `try${out}${catchClause(cx, node.catchClause, inside)}`;
  cx.fn.region = outer;
  if (node.finallyBlock) {
    const begin = cx.step(node.finallyBlock, { kind: 'finally' });
    cx.patchRegion(around, { finallyStep: begin });
    const inner = block(cx, node.finallyBlock.statements);
    const end = cx.step(node.finallyBlock, { kind: 'endFinally', begin });
    // Tells the tracer when it is an exception that leads into `finally`.
    out = `try{${out}}catch(${error}){throw ${cx.frame}.p(${error});}finally{${cx.frame}.n(${begin});${inner}${cx.frame}.n(${end});}`;
  }
  return out;
}

function catchClause(cx: Context, clause: ts.CatchClause, region: number): string {
  const error = `${cx.prefix}e`;
  const caught = cx.step(clause, { kind: 'catch' });
  cx.patchRegion(region, { catchStep: caught });
  const head = `catch(${error}){${cx.frame}.c(${caught},${error});`;
  const declared = clause.variableDeclaration;
  if (!declared) return `${head}${block(cx, clause.block.statements)}}`;
  const names = boundNames(declared.name);
  return cx.within(names, (scope) => {
    const enter = cx.step(null, { kind: 'scope', target: scope.id });
    let binding: string;
    if (ts.isIdentifier(declared.name)) {
      const name = declared.name.text;
      binding = `let ${name}=${cx.write(declared, name, { id: caught, code: error })};`;
    } else {
      const out: string[] = [];
      bindPattern(cx, declared.name, caught, out, 'let', { kind: 'caught' });
      binding = `${out.join(';')};`;
    }
    const open = `const ${cx.scopeName(scope.id)}=${cx.frame}.scope(${enter});`;
    return `${head}${open}${binding}${block(cx, clause.block.statements)}}`;
  });
}
