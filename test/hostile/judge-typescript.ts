import { ts } from "ts-morph";
import { hasCanary } from "./finding.ts";
import type { Verdict } from "./finding.ts";
import { CANARY } from "./payloads.ts";

/** Members of the parser's result that its types leave out. */
interface ParsedFile extends ts.SourceFile {
  readonly parseDiagnostics: readonly ts.Diagnostic[];
  readonly commentDirectives?: readonly unknown[];
  readonly checkJsDirective?: unknown;
  readonly pragmas: ReadonlyMap<string, unknown>;
}

/** Characters that no source of ours has as they are: controls, bidi, zero-width, tags, separators, lone surrogates. */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u;

/** Calls that read a string as code or as a module's name. */
const EVALUATORS: ReadonlySet<string> = new Set(["eval", "Function", "require", "setTimeout", "setInterval", "RegExp"]);

/** Token kinds that hold text in a code position: a canary may only be in string literals and comments. */
const CODE_TEXT: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
  ts.SyntaxKind.RegularExpressionLiteral,
  ts.SyntaxKind.JsxText,
]);

/**
 * Judges a TypeScript file on its syntax tree: it parses; the canary is no identifier and in no template, regular expression or JSX; no
 * string that holds it is run, imported or a directive; no comment gives orders to the compiler or links to it; nothing sets a
 * prototype; nothing is invisible.
 */
export function judgeTypeScript(path: string, content: string): readonly Verdict[] {
  const file = ts.createSourceFile(path, content, ts.ScriptTarget.Latest, true) as ParsedFile;
  const verdicts: Verdict[] = file.parseDiagnostics.map((diagnostic) => [
    "syntax error",
    ts.flattenDiagnosticMessageText(diagnostic.messageText, " "),
  ]);
  const invisible = INVISIBLE.exec(content);
  if (invisible !== null) {
    verdicts.push(["invisible character", JSON.stringify(invisible[0])]);
  }
  if ((file.commentDirectives ?? []).length > 0 || file.checkJsDirective !== undefined || file.pragmas.size > 0) {
    verdicts.push(["compiler directive in a comment", [...file.pragmas.keys()].join(" ")]);
  }
  const visit = (node: ts.Node): void => {
    verdicts.push(...judgeNode(node), ...ts.getJSDocCommentsAndTags(node).flatMap(judgeComment));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return verdicts;
}

function judgeNode(node: ts.Node): readonly Verdict[] {
  if ((ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) && node.text.replace("#", "") === CANARY) {
    return [["canary is an identifier", node.parent.getText()]];
  }
  if (CODE_TEXT.has(node.kind) && hasCanary(node.getText())) {
    return [["canary in a template, pattern or JSX", node.getText()]];
  }
  if (ts.isStringLiteral(node) && hasCanary(node.text) && isActive(node)) {
    return [["canary in a string that is run or imported", node.parent.getText()]];
  }
  if (ts.isPropertyAssignment(node) && !ts.isComputedPropertyName(node.name) && namedPrototype(node.name)) {
    return [["prototype set by a literal", node.getText()]];
  }
  return [];
}

function isActive(node: ts.StringLiteral): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const callee = parent.expression.getText();
    return callee === "import" || EVALUATORS.has(callee.split(".").at(-1) ?? "");
  }
  return (
    ts.isExpressionStatement(parent) ||
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isImportTypeNode(parent.parent)
  );
}

function namedPrototype(name: ts.PropertyName): boolean {
  return (ts.isIdentifier(name) || ts.isStringLiteral(name)) && name.text === "__proto__";
}

/** A doc comment may say the canary, but not as a tag's name or behind a link. */
function judgeComment(comment: ts.JSDoc | ts.JSDocTag): readonly Verdict[] {
  const parts = [comment, ...(ts.isJSDoc(comment) ? (comment.tags ?? []) : [])];
  return parts.flatMap((part): readonly Verdict[] => {
    const links =
      typeof part.comment === "object" ? part.comment.filter((piece) => piece.kind !== ts.SyntaxKind.JSDocText) : [];
    const tagged = ts.isJSDoc(part) ? [] : [part.tagName, ...("name" in part ? [part.name as ts.Node] : [])];
    const active = [...links, ...tagged].filter((piece) => hasCanary(piece.getText()));
    return active.map((piece) => ["canary in a comment's tag or link", piece.getText()]);
  });
}
