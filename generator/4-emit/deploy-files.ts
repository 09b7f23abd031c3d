import type { Surface } from "../3-surface/surface.ts";
import type { DeployTarget } from "../options.ts";
import { readTemplate } from "./copy-templates.ts";
import { deployView, type DeployView } from "./deploy-view.ts";
import type { EmittedFile } from "./emitted-file.ts";
import { json } from "./quote/data.ts";
import { registryEntry } from "./registry-entry.ts";
import { renderTemplate } from "./render-template.ts";

/** A file made from a template of the same path below `templates/`, with `.hbs` behind it. */
interface RenderedFile {
  readonly target: Exclude<DeployTarget, "docker" | "registry">;
  readonly template: string;
  /** Path in the project, where it is not the template's without `.hbs`. */
  readonly path?: (view: DeployView) => string;
  readonly ownership: EmittedFile["ownership"];
}

/** Files with addresses and names that only the user knows are written once; what the generator knows is generated. */
const rendered: readonly RenderedFile[] = [
  ...["autoscaler", "configmap", "deployment", "disruption-budget", "kustomization", "network-policy", "service"].map(
    (name): RenderedFile => ({
      target: "kubernetes",
      template: `deploy/kubernetes/base/${name}.yaml.hbs`,
      ownership: "generated",
    }),
  ),
  ...["ingress", "kustomization", "settings"].map((name): RenderedFile => ({
    target: "kubernetes",
    template: `deploy/kubernetes/${name}.yaml.hbs`,
    ownership: "once",
  })),
  { target: "nginx", template: "deploy/nginx.conf.hbs", ownership: "once" },
  {
    target: "systemd",
    template: "deploy/systemd.service.hbs",
    path: ({ label }) => `deploy/${label}.service`,
    ownership: "generated",
  },
];

/**
 * The files that a project is deployed with, but for those of its container, which are copied.
 * @param templates the folder `templates/`
 */
export async function deployFiles(
  templates: string,
  surface: Surface,
  chosen: readonly DeployTarget[],
): Promise<readonly EmittedFile[]> {
  const view = deployView(surface);
  const files = rendered
    .filter(({ target }) => chosen.includes(target))
    .map(async ({ template, path, ownership }): Promise<EmittedFile> => {
      const content = renderTemplate(await readTemplate(templates, template), view);
      return { path: path?.(view) ?? template.replace(/\.hbs$/u, ""), content, ownership };
    });
  const registry = chosen.includes("registry")
    ? [{ path: "server.json", content: `${json(registryEntry(surface.api))}\n`, ownership: "once" } as const]
    : [];
  return [...(await Promise.all(files)), ...registry];
}
