import { z } from "zod";
import { type Config, projectSchema } from "./project-config.ts";

/** Several projects. */
export const projectsSchema: z.ZodType<Extract<Config, { projects: unknown }>> = z.strictObject({
  projects: z
    .record(z.string().min(1), projectSchema)
    .refine((projects) => Object.keys(projects).length > 0, "at least one project")
    .describe("Projects by name."),
});

/**
 * The JSON Schema of config files, for editors: `generator/config.schema.json`. It also allows `$schema`, which the
 * loader drops.
 */
export function configJsonSchema(): object {
  const [one, several] = [projectSchema, projectsSchema].map((schema) => z.toJSONSchema(schema, { io: "input" }));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Slipway config",
    description: "slipway.config.{ts,js,json,yaml}: one project, or several by name.",
    anyOf: [withSchemaKey(one), withSchemaKey(several)],
  };
}

function withSchemaKey(schema: Readonly<Record<string, unknown>> | undefined): object {
  const { $schema: _, properties, ...rest } = schema ?? {};
  return { ...rest, properties: { $schema: { type: "string" }, ...(properties as object) } };
}
