import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Api } from "../2-model/api.ts";
import type { Surface } from "../3-surface/surface.ts";
import { contractDocument } from "./contract-document.ts";
import { readTemplate } from "./copy-templates.ts";
import type { EmittedFile } from "./emitted-file.ts";
import { jsonByLine } from "./quote/data.ts";

/** Where the document of the contract tests stands in a project. */
export const contractDocumentPath = "test/openapi.json";

/** Members of the document that stand on a line each: operations, schemas. A change of one is a change of one line. */
const brokenLevels = 3;

/**
 * The contract tests of a project: tests and their package, copied, the document that they hold the server against, and a file
 * for the user's own.
 */
export async function contractTests(templates: string, api: Api, surface: Surface): Promise<readonly EmittedFile[]> {
  const entries = await readdir(join(templates, "test"), { recursive: true });
  const paths = entries
    .filter((entry) => /\.(?:ts|json)$/u.test(entry) && !/(?:^|[\\/])node_modules[\\/]/u.test(entry))
    .map((entry) => `test/${entry.replaceAll("\\", "/")}`);
  const copies = paths.map(async (path): Promise<EmittedFile> => {
    const ownership = path === "test/custom.test.ts" ? "once" : "generated";
    return { path, content: await readTemplate(templates, path), ownership };
  });
  const content = `${jsonByLine(contractDocument(api, surface), brokenLevels)}\n`;
  return [...(await Promise.all(copies)), { path: contractDocumentPath, content, ownership: "generated" }];
}
