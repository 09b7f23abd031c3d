/**
 * The oracle: says of emitted files whether text of a hostile document got out of its place. It looks for the canary of the payloads,
 * in each language in its own way; in a language that it does not know, and in those that get no document text at all, anywhere.
 */
import { hasCanary } from "./finding.ts";
import type { Finding, JudgedFile, Verdict } from "./finding.ts";
import { judgeEnv, judgeJson, judgeYaml } from "./judge-data.ts";
import { judgeHtml, judgeMarkdown } from "./judge-markup.ts";
import { judgeTypeScript } from "./judge-typescript.ts";

/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** Judges the files of a project, their paths and their content. No finding: nothing got out. */
export function judge(files: readonly JudgedFile[]): readonly Finding[] {
  const seen = new Set<string>();
  return files.flatMap((file) => {
    const verdicts = [...judgePath(file.path, seen), ...judgeContent(file)];
    seen.add(file.path.toLowerCase());
    return verdicts.map(([rule, detail]) => ({ path: file.path, rule, detail: detail.slice(0, 200) }));
  });
}

function judgePath(path: string, seen: ReadonlySet<string>): readonly Verdict[] {
  const segments = path.split("/");
  if (!/^[A-Za-z0-9._/-]+$/u.test(path) || segments.some((segment) => ["", ".", ".."].includes(segment))) {
    return [["path leaves the project or its alphabet", path]];
  }
  if (segments.some((segment) => DEVICE.test(segment) || segment.endsWith(".") || segment.length > 100)) {
    return [["path that Windows cannot hold", path]];
  }
  return seen.has(path.toLowerCase()) ? [["two files of one path", path]] : [];
}

function judgeContent({ path, content }: JudgedFile): readonly Verdict[] {
  const name = path.split("/").at(-1) ?? "";
  if (/\.[cm]?[jt]s$/u.test(name)) {
    return judgeTypeScript(path, content);
  }
  if (/^tsconfig.*\.json$|^(?:docker-)?compose/u.test(name) || path.startsWith(".github/")) {
    return judgeWithoutText(content);
  }
  if (name.endsWith(".json")) {
    return judgeJson(path, content);
  }
  if (/\.ya?ml$/u.test(name)) {
    return judgeYaml(content);
  }
  if (name.startsWith(".env")) {
    return judgeEnv(content);
  }
  if (name.endsWith(".html")) {
    return judgeHtml(content);
  }
  // nginx and systemd: the server's name as a label, and nothing else of the document.
  if (path.startsWith("deploy/")) {
    return judgeWithoutText(content.replaceAll(/\bmcp-[a-z0-9]+(?:-[a-z0-9]+)*/gu, "NAME"));
  }
  return name.endsWith(".md") ? judgeMarkdown(content) : judgeWithoutText(content);
}

/** Dockerfile, compose and workflow files, ignore lists, scripts: no text of the document at all. */
function judgeWithoutText(content: string): readonly Verdict[] {
  const line = content.split("\n").find((candidate) => hasCanary(candidate) || /\bevil\b/u.test(candidate));
  return line === undefined ? [] : [["document text where there should be none", line]];
}
