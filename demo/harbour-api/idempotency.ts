import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { MiddlewareHandler } from "hono";
import type { Harbour, HarbourEnv } from "./harbour.ts";
import { identityOf } from "./harbour.ts";
import { Problem } from "./problem.ts";
import { badRequest } from "./read-request.ts";

/**
 * Honours `Idempotency-Key`: the same caller, route and key get the first successful answer again. The same key with
 * another body is a mistake (422). To be placed behind the scope check.
 */
export function idempotent(
  harbour: Harbour,
  { required }: { readonly required: boolean },
): MiddlewareHandler<HarbourEnv> {
  const answers = createAnswerStore(harbour.database);
  return async (context, next) => {
    const key = context.req.header("Idempotency-Key");
    if (key === undefined && !required) return await next();
    if (key === undefined || key.length < 8 || key.length > 64)
      throw badRequest("Idempotency-Key", "give 8 to 64 characters");
    const scope = JSON.stringify([identityOf(context).user, context.req.method, context.req.path, key]);
    const digest = createHash("sha256")
      .update(await context.req.text())
      .digest("hex");
    const first = answers.find(scope);
    if (first && first.digest !== digest) {
      throw new Problem(422, { detail: "This Idempotency-Key was used with another body." });
    }
    if (first) return first.toResponse();
    await next();
    if (context.res.ok) await answers.keep(scope, digest, context.res.clone());
    return undefined;
  };
}

interface KeptAnswer {
  readonly digest: string;
  toResponse(): Response;
}

interface AnswerStore {
  find(scope: string): KeptAnswer | undefined;
  keep(scope: string, digest: string, response: Response): Promise<void>;
}

function createAnswerStore(database: DatabaseSync): AnswerStore {
  database.exec(`CREATE TABLE IF NOT EXISTS answers
    (scope TEXT PRIMARY KEY, digest TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, body TEXT NOT NULL) STRICT`);
  const select = database.prepare("SELECT digest, status, headers, body FROM answers WHERE scope = ?");
  const insert = database.prepare(
    "INSERT OR IGNORE INTO answers (scope, digest, status, headers, body) VALUES (?, ?, ?, ?, ?)",
  );
  return {
    find(scope) {
      const row = select.get(scope);
      if (!row) return undefined;
      const headers = {
        ...(JSON.parse(String(row["headers"])) as Record<string, string>),
        "Idempotency-Replayed": "true",
      };
      return {
        digest: String(row["digest"]),
        toResponse: () => new Response(String(row["body"]), { status: Number(row["status"]), headers }),
      };
    },
    async keep(scope, digest, response) {
      const headers = JSON.stringify(Object.fromEntries(response.headers));
      insert.run(scope, digest, response.status, headers, await response.text());
    },
  };
}
