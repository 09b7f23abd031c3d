import { child, membersOf } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Checking } from "./checking.ts";

/** Paths Object (OpenAPI 3.1, 4.8.8): what keys hold that no path has, and keys that are the same path. */
export function checkPaths(checking: Checking, root: Cursor): void {
  const first = new Map<string, string>();
  for (const { key, cursor } of membersOf(child(root, "paths"))) {
    if (key.startsWith("x-")) continue;
    checkKey(checking, key, cursor);
    const template = key.replaceAll(/\{[^{}]*\}/g, "{}");
    const twin = first.get(template);
    if (twin === undefined) first.set(template, key);
    else reportTwin(checking, cursor, key, twin);
  }
  for (const [template, key] of first) {
    const longer = template === "/" ? undefined : first.get(`${template}/`);
    const cursor = longer === undefined ? undefined : child(child(root, "paths") ?? root, longer);
    if (cursor !== undefined && longer !== undefined) reportTrailingSlash(checking, cursor, key, longer);
  }
}

function checkKey(checking: Checking, key: string, cursor: Cursor): void {
  const beforeFragment = key.split("#")[0] ?? "";
  if (beforeFragment !== key)
    report(checking, cursor, {
      severity: "warning",
      code: "path-with-fragment",
      message: `What follows "#" in a path is never sent; requests go to "${beforeFragment}".`,
      help: "Tell the operations apart by method or parameter.",
    });
  if (beforeFragment.includes("?"))
    report(checking, cursor, {
      severity: "warning",
      code: "path-with-query",
      message: 'A path has no query; what follows "?" is sent as query parameters.',
      help: "Declare them under `parameters` with `in: query`, those of one value with `enum`.",
    });
  if (/[{}]/.test(key.replaceAll(/\{[^{}]+\}/g, "")))
    report(checking, cursor, {
      severity: "warning",
      code: "path-braces-unbalanced",
      message: "The braces of the path do not hold names; they are sent as they stand.",
      help: "Write each parameter of the path as {name}.",
    });
}

function reportTwin(checking: Checking, cursor: Cursor, key: string, twin: string): void {
  report(checking, cursor, {
    severity: "info",
    code: "same-path-twice",
    message: `"${key}" and "${twin}" are the same path but for the names of parameters; the operations of both become tools.`,
    help: "Write the path once, with one name for each parameter.",
  });
}

function reportTrailingSlash(checking: Checking, cursor: Cursor, key: string, longer: string): void {
  report(checking, cursor, {
    severity: "info",
    code: "paths-differ-in-slash",
    message: `"${key}" and "${longer}" differ in the slash at the end only; they stay two paths.`,
    help: "Keep one of them, unless the API treats them differently.",
  });
}
