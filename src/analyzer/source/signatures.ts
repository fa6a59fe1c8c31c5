import ts from 'typescript';
import type { Candidate, FoundFunction, Maker } from './found.ts';
import type { Source } from './open.ts';

/** Completes a function with its types, which are looked up when first asked for: they need the checker. */
export function lazySignatures(
  source: Source,
  candidate: Candidate,
  rest: Omit<FoundFunction, 'signatures' | 'declaration' | 'signature'>,
): FoundFunction {
  let known: readonly ts.Signature[] | undefined;
  const signatures = (): readonly ts.Signature[] => (known ??= signaturesOf(source, candidate));
  return {
    ...rest,
    get signatures() {
      return signatures();
    },
    get declaration() {
      // A signature has no declaration only if the checker made it up; then the implementation is the best there is.
      return (signatures()[0]?.declaration as ts.SignatureDeclaration | undefined) ?? candidate.node;
    },
    get signature() {
      const [first] = signatures();
      const name = candidate.maker ? onNew(source.checker, candidate, candidate.maker) : candidate.name;
      if (!first) return `${name}()`;
      return name + source.checker.signatureToString(first, candidate.node, ts.TypeFormatFlags.NoTruncation);
    },
  };
}

/** A parameter of a constructor must not be taken for one of the method. */
export function nameApart(name: string, own: ReadonlySet<string>): string {
  return own.has(name) ? `new_${name}` : name;
}

/** `new Queue(size: number).push` for `Queue.push`. */
function onNew(checker: ts.TypeChecker, { name, node: method }: Candidate, { node, count }: Maker): string {
  const own = new Set(method.parameters.map((parameter) => parameter.name.getText()));
  const parameters = node.parameters.slice(0, count).map((parameter) => {
    const type = checker.typeToString(checker.getTypeAtLocation(parameter), node, ts.TypeFormatFlags.NoTruncation);
    return `${nameApart(parameter.name.getText(), own)}: ${type}`;
  });
  const dot = name.lastIndexOf('.');
  return `new ${name.slice(0, dot)}(${parameters.join(', ')})${name.slice(dot)}`;
}

function signaturesOf(source: Source, candidate: Candidate): readonly ts.Signature[] {
  const declared = declaredSignatures(source, candidate);
  if (declared.length > 0) return declared;
  const { checker } = source;
  const { node, declared: place } = candidate;
  // The annotation of `const f: Compare = (a, b) => …` says more than the arrow function; so do overloads.
  const annotated = ts.isVariableDeclaration(place) || ts.isPropertyDeclaration(place) ? place : null;
  const named = annotated?.type
    ? annotated.name
    : ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)
      ? node.name
      : undefined;
  const symbol = named && checker.getSymbolAtLocation(named);
  const type = symbol ? checker.getTypeOfSymbolAtLocation(symbol, node) : checker.getTypeAtLocation(node);
  const found = type.getCallSignatures();
  if (found.length > 0) return found;
  const own = checker.getSignatureFromDeclaration(node);
  return own ? [own] : [];
}

/** The signatures that the declaration file gives an export of this name; none for TypeScript. */
function declaredSignatures(source: Source, candidate: Candidate): readonly ts.Signature[] {
  const tree = source.declarationTree;
  const module = tree && source.checker.getSymbolAtLocation(tree);
  if (!module) return [];
  for (const name of [candidate.name, ...candidate.aliases]) {
    if (!source.declarationIsExact && (name === 'default' || name === 'module.exports')) continue;
    const type = exportedType(source.checker, module, tree, name);
    const signatures = type?.getCallSignatures() ?? [];
    if (signatures.length > 0) return signatures;
  }
  return [];
}

/** The type of `f`, `bag.f`, `Class.method`, `default` or `module.exports` as the declaration file exports it. */
function exportedType(checker: ts.TypeChecker, module: ts.Symbol, tree: ts.SourceFile, name: string): ts.Type | null {
  const [first = name, member] = name === 'module.exports' ? ['export='] : name.split('.');
  // `module.exports = f` is described by `export =` or, where the package also sets `.default`, by a default export.
  const symbol =
    exportNamed(checker, module, first) ??
    (first === 'export='
      ? exportNamed(checker, module, 'default')
      : first === 'default'
        ? exportNamed(checker, module, 'export=')
        : undefined);
  if (!symbol) return null;
  const type = checker.getTypeOfSymbolAtLocation(symbol, tree);
  if (member === undefined) return type;
  const owner = symbol.flags & ts.SymbolFlags.Class ? checker.getDeclaredTypeOfSymbol(symbol) : type;
  const property = owner.getProperty(member) ?? type.getProperty(member);
  return property ? checker.getTypeOfSymbolAtLocation(property, tree) : null;
}

function exportNamed(checker: ts.TypeChecker, module: ts.Symbol, name: string): ts.Symbol | undefined {
  const found =
    module.exports?.get(ts.escapeLeadingUnderscores(name)) ??
    checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
  return found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
}
