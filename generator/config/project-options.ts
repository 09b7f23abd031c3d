import type { GenerateOptions } from "../options.ts";
import type { ProjectConfig } from "./project-config.ts";

/** Everything of a project's config that shapes its surface, but for the lists of services, which flags may replace. */
export function projectOptions(
  project: ProjectConfig,
): Pick<
  GenerateOptions,
  | "name"
  | "tools"
  | "baseline"
  | "auth"
  | "upstream"
  | "results"
  | "page"
  | "origins"
  | "sharedStore"
  | "telemetry"
  | "legacySse"
  | "targets"
  | "ci"
  | "deploy"
> {
  const { tools, origins, name, upstream, results, page, sharedStore, telemetry, legacySse, targets, ci, deploy } =
    project;
  const { baseline, ...auth } = project.auth ?? {};
  return {
    ...(name === undefined ? {} : { name }),
    ...(tools === undefined ? {} : { tools }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(Object.keys(auth).length === 0 ? {} : { auth }),
    ...(upstream === undefined ? {} : { upstream }),
    ...(results === undefined ? {} : { results }),
    ...(page === undefined ? {} : { page }),
    ...(origins === undefined ? {} : { origins }),
    ...(sharedStore === undefined ? {} : { sharedStore }),
    ...(telemetry === undefined ? {} : { telemetry }),
    ...(legacySse === undefined ? {} : { legacySse }),
    ...(targets === undefined ? {} : { targets }),
    ...(ci === undefined ? {} : { ci }),
    ...(deploy === undefined ? {} : { deploy }),
  };
}
