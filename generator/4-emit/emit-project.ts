import { join } from "node:path";
import type { Api } from "../2-model/api.ts";
import type { ContinuousIntegration, DeployTarget } from "../options.ts";
import type { Surface } from "../3-surface/surface.ts";
import { apiModule } from "./api-module.ts";
import { contractDocumentPath, contractTests } from "./contract-tests.ts";
import { containerFiles, copyTemplates, readTemplate, workflowFiles } from "./copy-templates.ts";
import { customModule } from "./custom-module.ts";
import { deployFiles } from "./deploy-files.ts";
import type { EmittedFile } from "./emitted-file.ts";
import { featuresModule } from "./features-module.ts";
import { unusedFiles } from "./features.ts";
import { type GeneratorPackage, readGeneratorPackage } from "./generator-package.ts";
import { type CountedTokens, lockSurface } from "./lock/lock-surface.ts";
import { formatLock } from "./lock/read-lock.ts";
import { lockName } from "./lock/surface-lock.ts";
import { packageLock, packageView } from "./package-files.ts";
import { readmeView, variableViews } from "./readme-view.ts";
import { renderTemplate } from "./render-template.ts";
import { schemasModule, typesModule } from "./schema-modules.ts";
import { searchIndexModule } from "./search-index-module.ts";
import { nameServices, type ServiceNames } from "./service-names.ts";
import { createSharedTypes } from "./shared-types.ts";
import { createSourcePrinter } from "./source-printer.ts";
import { toolModule } from "./tool-module.ts";
import { toolsIndexModule } from "./tools-index-module.ts";

/** What the output depends on besides the surface and `templates/`. */
export interface EmitOptions {
  /** Version of Slipway. Stands in the README only. */
  readonly generatorVersion: string;
  /** Exact version by package name. Default: those that the generator's own `package.json` pins. */
  readonly versions?: ReadonlyMap<string, string>;
  /** Tokens of the list of tools, for the lock. */
  readonly tokens?: CountedTokens;
  /** The model that the surface was planned from: what contract tests are made of. Absent: the project has none. */
  readonly api?: Api;
  /** Whose workflows the project gets. Absent: nobody's. */
  readonly ci?: ContinuousIntegration | undefined;
  /** What the project gets files to be deployed with. Absent: `docker`. */
  readonly deploy?: readonly DeployTarget[] | undefined;
  /** Called as TypeScript files are done; must not throw. */
  readonly onProgress?: (done: number, total: number) => void;
}

type Content = Pick<EmittedFile, "path" | "content">;

/**
 * Writes a surface as a project, in memory. The same surface and options give the same bytes.
 * @returns the files, sorted by path
 */
export async function emitProject(surface: Surface, options: EmitOptions): Promise<readonly EmittedFile[]> {
  const { folder, versions } = await readGeneratorPackage();
  const templates = join(folder, "templates");
  const tests = options.api === undefined ? [] : await contractTests(templates, options.api, surface);
  const contract = tests.find(({ path }) => path === contractDocumentPath)?.content;
  const { deploy = ["docker"] } = options;
  const further = [...workflowFiles(options.ci), ...containerFiles(deploy)];
  const generated: readonly Content[] = [
    ...(await copyTemplates(templates, unusedFiles(surface.features), further)),
    ...(await sourceFiles(surface, options)),
    ...(await renderedFiles(surface, { ...options, versions: options.versions ?? versions, contract }, templates)),
  ];
  const custom = await customModule(createSourcePrinter(), surface);
  return [
    ...generated.map(({ path, content }) => ({ path, content, ownership: "generated" }) as const),
    { path: "src/custom.ts", content: custom, ownership: "once" } as const,
    ...tests,
    ...(await deployFiles(templates, surface, deploy)),
  ].toSorted((left, right) => (left.path < right.path ? -1 : 1));
}

/** The TypeScript that says what this API is. One file after the other: a large API's text is large. */
async function sourceFiles(surface: Surface, options: EmitOptions): Promise<readonly Content[]> {
  const printer = createSourcePrinter();
  const shared = createSharedTypes(surface.types);
  const services = nameServices(surface.services);
  const modules: readonly (readonly [path: string, print: () => Promise<string>])[] = [
    ["src/api.ts", async () => await apiModule(printer, surface.api)],
    ["src/features.ts", async () => await featuresModule(printer, surface.features)],
    ["src/schemas.ts", async () => await schemasModule(printer, surface.schemas, shared)],
    ["src/search-index.ts", async () => await searchIndexModule(printer, surface)],
    ["src/types.ts", async () => await typesModule(printer, surface.types, shared)],
    ["src/tools/index.ts", async () => await toolsIndexModule(printer, surface.services, services)],
    ...surface.services.map((service) => {
      const names = { service: namesOf(services, service.file), shared };
      return [`src/tools/${service.file}.ts`, async () => await toolModule(printer, service, names)] as const;
    }),
  ];
  const files: Content[] = [];
  for (const [path, print] of modules) {
    files.push({ path, content: await print() });
    options.onProgress?.(files.length, modules.length);
  }
  return files;
}

function namesOf(services: ReadonlyMap<string, ServiceNames>, file: string): ServiceNames {
  const names = services.get(file);
  if (names === undefined) throw new TypeError(`no names were made for the service ${file}`);
  return names;
}

/** The files around the source, filled in from templates. */
async function renderedFiles(
  surface: Surface,
  options: EmitOptions & Pick<GeneratorPackage, "versions"> & { readonly contract: string | undefined },
  templates: string,
): Promise<readonly Content[]> {
  const { contract, generatorVersion } = options;
  const view = packageView(surface.api, surface.features, options.versions);
  const readme = readmeView(surface, { generatorVersion, contract, deploy: options.deploy ?? ["docker"] });
  const render = async (template: string, data: object): Promise<string> =>
    renderTemplate(await readTemplate(templates, template), data);
  const wrangler = { name: surface.api.name, variables: readme.settings.filter(({ required }) => required) };
  return [
    ...(surface.features.has("workers")
      ? [{ path: "wrangler.jsonc", content: await render("wrangler.jsonc.hbs", wrangler) }]
      : []),
    { path: ".env.example", content: await render("env.example.hbs", { variables: variableViews(surface) }) },
    { path: "README.md", content: await render("README.md.hbs", readme) },
    { path: "package.json", content: await render("package.json.hbs", { ...view, contract: contract !== undefined }) },
    { path: lockName, content: formatLock(lockSurface(surface, options.tokens)) },
    { path: "package-lock.json", content: packageLock(await readTemplate(templates, "package-lock.json"), view) },
  ];
}
